using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Friends;
using Bot.Storage;
using Bot.Tests.Journeys;

namespace Bot.Tests.Admin;

/// <summary>The first page: what needs a person, with the way to mend it, and the shop's last thirty days.</summary>
public sealed partial class HomePageTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("home-");
    private readonly BotApplication _bot;
    private readonly ConsoleClient _console;

    public HomePageTests()
    {
        _root.CreateSubdirectory("surveys");
        File.Copy(Path.Combine(BotApplication.Repository, "surveys", "spice-level.yaml"), Survey);
        _root.CreateSubdirectory("dialogs");
        _root.CreateSubdirectory("coupons");
        File.Copy(Path.Combine(BotApplication.Repository, "coupons", "first-10off.yaml"), Path.Combine(_root.FullName, "coupons", "first-10off.yaml"));
        _bot = Visit.AtNoon(new() { ["Definitions:Root"] = _root.FullName });
        _console = new ConsoleClient(_bot.Address);
    }

    private string Survey => Path.Combine(_root.FullName, "surveys", "spice-level.yaml");

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
        _root.Delete(recursive: true);
    }

    [Fact]
    public async Task Whatever_needs_a_person_stands_there_with_the_way_to_mend_it()
    {
        Assert.DoesNotContain("対応が必要なこと", (await _console.Open("/")).Text, StringComparison.Ordinal);

        // Somebody waits, but not for long yet.
        var friend = await _bot.Follower("さくら");
        await friend.Say("アレルギーのことで相談があります");
        await Until("返事待ち 1 件");
        Assert.Null(await WayTo("返事を1日以上待っている方が 1 人います"));
        _bot.Clock.SetToTokyo(16, 12, 1);
        Assert.Contains("さくら", (await Follow("返事を1日以上待っている方が 1 人います")).Text, StringComparison.Ordinal);

        // LINE does not know whom to give it to.
        var nobody = Friend.FirstSeen("nobody", Visit.Noon) with { Status = FriendStatus.Following, FollowedAt = Visit.Noon };
        await _bot.Store.Commit(new Commit().Insert(FriendCollections.Friends, nobody), CancellationToken.None);
        await _console.Submit($"/friends/{nobody.Id}", $"/friends/{nobody.Id}/message", ("text", "お忘れ物です"));
        await Until("届かなかったメッセージが 1 通あります");
        var failures = await Follow("届かなかったメッセージが 1 通あります");
        Assert.Contains($"href=\"/friends/{nobody.Id}\"", failures.Html, StringComparison.Ordinal);

        // A file is wrong, and mended.
        var good = await File.ReadAllTextAsync(Survey);
        await File.WriteAllTextAsync(Survey, good.Replace("questions:", "qestions:", StringComparison.Ordinal));
        await Until("設定ファイルを直してください");
        var wrong = await _console.Open("/");
        Assert.Contains("surveys/spice-level.yaml", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _console.Open(Links().Matches(wrong.Html).Select(link => link.Groups[1].Value).First(url => url.StartsWith("/definitions/surveys/spice-level.yaml", StringComparison.Ordinal)))).Status);
        await File.WriteAllTextAsync(Survey, good);
        await BotApplication.Until(async () => !(await _console.Open("/")).Text.Contains("設定ファイルを直してください", StringComparison.Ordinal), "the file is right again");

        // Nothing from LINE for three days; a week later what did not arrive is no news.
        _bot.Clock.SetToTokyo(20, 12);
        Assert.Contains("LINEから届くか試す", (await Follow("3日以上、LINEから何も届いていません")).Text, StringComparison.Ordinal);
        _bot.Clock.SetToTokyo(24, 12);
        Assert.DoesNotContain("届かなかったメッセージ", (await _console.Open("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_LINE_refuses_leads_to_what_to_do()
    {
        (await _bot.Line.PutAsJsonAsync("/sim/settings", new { next = new[] { new { endpoint = "*", fault = "unauthorized", count = 100 } } })).EnsureSuccessStatusCode();

        await Until("LINEがチャネルアクセストークンを受け付けません");
        Assert.Contains("チャネルアクセストークンを発行し直し", (await Follow("LINEがチャネルアクセストークンを受け付けません")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Friends_who_come_and_go_count_on_the_day_it_is_in_Tokyo()
    {
        // The days turn at 15:00 UTC.
        var midnight = new DateTimeOffset(2027, 1, 14, 15, 0, 0, TimeSpan.Zero);
        await Came(midnight.AddMilliseconds(-1));
        await Came(midnight);
        await Came(midnight.AddHours(11));
        await Came(midnight.AddDays(-29));
        await Came(midnight.AddDays(-29).AddMilliseconds(-1));
        await Came(midnight.AddDays(-5), left: midnight.AddMilliseconds(-1));

        var days = await Days(await _console.Open("/"));
        Assert.Equal(30, days.Count);
        Assert.Equal(("2027/01/15(金)", 2, 0), days[0]);
        Assert.Equal(("2027/01/14(木)", 1, 1), days[1]);
        Assert.Equal(("2026/12/17(木)", 1, 0), days[^1]);
        Assert.Equal((5, 1), (days.Sum(day => day.Came), days.Sum(day => day.Went)));

        // A minute to twelve, and twelve: another day has begun, and the first has gone.
        _bot.Clock.SetToTokyo(15, 23, 59);
        Assert.Equal("2027/01/15(金)", (await Days(await _console.Open("/")))[0].Day);
        _bot.Clock.SetToTokyo(16, 0);
        days = await Days(await _console.Open("/"));
        Assert.Equal([("2027/01/16(土)", 0, 0), ("2027/01/15(金)", 2, 0)], days.Take(2));
        Assert.Equal("2026/12/18(金)", days[^1].Day);
    }

    private async Task Came(DateTimeOffset at, DateTimeOffset? left = null)
    {
        var friend = Friend.FirstSeen("U" + Guid.NewGuid().ToString("N"), at) with
        {
            Status = left is null ? FriendStatus.Following : FriendStatus.Blocked,
            FollowedAt = at,
            BlockedAt = left,
        };
        await _bot.Store.Commit(new Commit().Insert(FriendCollections.Friends, friend), CancellationToken.None);
        await BotApplication.Until(async () => (await new Marketer(_bot.Api).Count("status in (following, blocked)")) == await _bot.Store.Count(FriendCollections.Friends, Filter.Everything, CancellationToken.None), "the friend is counted");
    }

    // The table under the chart, and the API that tells the same.
    private async Task<IReadOnlyList<(string Day, int Came, int Went)>> Days(ConsoleAnswer home)
    {
        List<(string Day, int Came, int Went)> shown = [.. Row().Matches(home.Html[home.Html.IndexOf("days-chart", StringComparison.Ordinal)..]).Select(row => (WebUtility.HtmlDecode(row.Groups[1].Value), Number(row.Groups[2].Value), Number(row.Groups[3].Value)))];
        var told = (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/friends/trend")).GetProperty("days").EnumerateArray()
            .Select(day => (day.GetProperty("followed").GetInt32(), day.GetProperty("blocked").GetInt32())).Reverse();
        Assert.Equal(told, shown.Select(day => (day.Came, day.Went)));
        return shown;

        static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task Until(string words) => BotApplication.Until(async () => (await _console.Open("/")).Text.Contains(words, StringComparison.Ordinal), words);

    // The page its button leads to.
    private async Task<ConsoleAnswer> Follow(string matter)
    {
        var page = await _console.Open(Assert.IsType<string>(await WayTo(matter)).Split('#')[0]);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }

    private async Task<string?> WayTo(string matter) =>
        Matter().Matches((await _console.Open("/")).Html).Where(one => WebUtility.HtmlDecode(one.Value).Contains(matter, StringComparison.Ordinal)).Select(one => WebUtility.HtmlDecode(one.Groups[1].Value)).FirstOrDefault();

    [GeneratedRegex("""<li class="list-group-item cluster">(?:(?!</li>).)*?<a class="btn btn-sm" href="([^"]*)".*?</li>""", RegexOptions.Singleline)]
    private static partial Regex Matter();

    [GeneratedRegex("""<tr><td>([^<]*)</td><td class="number">(\d+)</td><td class="number">(\d+)</td></tr>""")]
    private static partial Regex Row();

    [GeneratedRegex(""" href="([^"]*)""")]
    private static partial Regex Links();
}
