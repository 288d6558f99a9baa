using System.Net;
using System.Text.RegularExpressions;

namespace Bot.Tests.Admin;

/// <summary>What holds for every page of the console.</summary>
public sealed partial class ConsolePagesTests(ConsolePagesTests.Running running) : IClassFixture<ConsolePagesTests.Running>
{
    private readonly ConsoleClient _console = running.Console();

    [Theory]
    [InlineData("/")]
    [InlineData("/friends")]
    [InlineData("/friends?condition=tag")]
    [InlineData("/friends/tagging?put=VIP")]
    [InlineData("/friends/import")]
    [InlineData("/jobs")]
    [InlineData("/inbox")]
    [InlineData("/inbox/replies")]
    [InlineData("/surveys")]
    [InlineData("/surveys/spice-level")]
    [InlineData("/segments")]
    [InlineData("/campaigns")]
    [InlineData("/campaigns/new")]
    [InlineData("/campaigns/calendar")]
    [InlineData("/segments/explain?condition=all")]
    [InlineData("/coupons")]
    [InlineData("/coupons/counter")]
    [InlineData("/coupons/new")]
    [InlineData("/settings")]
    [InlineData("/settings/shop")]
    [InlineData("/settings/health")]
    [InlineData("/settings/backup")]
    [InlineData("/coupons/first-10off")]
    public async Task Every_page_opens_in_both_languages_and_runs_only_our_own_files(string url)
    {
        var japanese = await _console.Open(url);
        var english = await _console.Open(url + (url.Contains('?', StringComparison.Ordinal) ? "&lang=en" : "?lang=en"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (japanese.Status, english.Status));
        Assert.Contains("<html lang=\"ja\">", japanese.Html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", english.Html, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", japanese.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", japanese.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotMatch(Inline(), japanese.Html);
    }

    [Fact]
    public async Task The_language_once_chosen_stays()
    {
        await _console.Open("/friends?lang=en");

        Assert.Contains("Friends", (await _console.Open("/friends")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_page_says_so_and_leads_back()
    {
        var answer = await _console.Open("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("ページが見つかりません", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/friends")]
    [InlineData("/campaigns/new")]
    [InlineData("/nowhere")]
    public async Task A_stranger_is_led_to_the_sign_in_page_and_back(string url)
    {
        using var stranger = running.Console(isStranger: true);

        var door = await stranger.Open(url);
        var after = await stranger.Post("/sign-in/demo", door.HiddenFieldsOf("/sign-in/demo"));

        Assert.Equal("/sign-in", door.Path);
        Assert.Equal(url, after.Path);
    }

    [Fact]
    public async Task Asked_for_by_another_name_nobody_is_offered_the_demo()
    {
        using var stranger = running.Console(isStranger: true);

        var answer = await stranger.Open("/sign-in", host: "shop.example");

        Assert.DoesNotContain("/sign-in/demo", answer.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/segments")]
    [InlineData("/campaigns")]
    [InlineData("/segments/count")]
    [InlineData("/segments/complete")]
    [InlineData("/segments/rows")]
    [InlineData("/segments/x")]
    [InlineData("/segments/x/delete")]
    [InlineData("/campaigns/form")]
    [InlineData("/campaigns/sketch")]
    [InlineData("/campaigns/try")]
    [InlineData("/segments/tags")]
    [InlineData("/segments/tags/forget")]
    [InlineData("/campaigns/x/approve")]
    [InlineData("/campaigns/x/cancel")]
    [InlineData("/coupons/counter/redeem")]
    [InlineData("/friends/x/erase")]
    [InlineData("/friends/tagging")]
    [InlineData("/friends/x/tags")]
    [InlineData("/friends/x/message")]
    [InlineData("/jobs/x/undo")]
    [InlineData("/inbox/x/assign")]
    [InlineData("/inbox/replies")]
    public async Task A_form_without_its_token_is_refused(string url)
    {
        var answer = await _console.Post(url, ("name", "x"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [GeneratedRegex("<script>|<style|<[^>]* style=|<[^>]* on[a-z]+=", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    /// <summary>One bot for all of them: they only look.</summary>
    public sealed class Running : IDisposable
    {
        private readonly BotApplication _bot = new();

        internal ConsoleClient Console(bool isStranger = false) => new(_bot.Address, isStranger: isStranger);

        public void Dispose() => _bot.Dispose();
    }
}
