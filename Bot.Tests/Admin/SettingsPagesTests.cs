using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Work;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Admin;

/// <summary>The settings, with a LINE that has its troubles.</summary>
public sealed class SettingsPagesTests : IDisposable
{
    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "22:00-08:00", ["Bot:PublicUrl"] = "https://bot.shop.example" });
    private readonly ConsoleClient _console;

    public SettingsPagesTests() => _console = new ConsoleClient(_bot.Address);

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
    }

    [Fact]
    public async Task The_account_is_shown_as_LINE_tells_of_it()
    {
        await Line(new { monthlyLimit = 200, quotaUsed = 190 });

        var page = await _console.Open("/settings");

        Assert.Contains("200 通のうち 190 通を使用(残り 10 通)", page.Text, StringComparison.Ordinal);
        Assert.Contains("有効", page.Text, StringComparison.Ordinal);
        Assert.Contains("https://bot.shop.example/webhook", page.Text, StringComparison.Ordinal);
        Assert.Contains("LINEの設定と違います", page.Text, StringComparison.Ordinal);
        Assert.Equal("good", (await Json("/api/account")).GetProperty("token").GetString());
    }

    [Fact]
    public async Task A_plan_without_a_limit_is_no_plan_of_nothing()
    {
        await Line(new { monthlyLimit = 0 });

        Assert.Contains("上限なし", (await _console.Open("/settings")).Text, StringComparison.Ordinal);
        Assert.True((await Json("/api/account")).GetProperty("isUnlimited").GetBoolean());
    }

    [Fact]
    public async Task A_token_that_LINE_refuses_is_told_with_what_to_do_and_a_silent_LINE_with_patience()
    {
        await Fail("info", "unauthorized");
        var refused = await _console.Open("/settings");
        var health = await _console.Open("/settings/health");
        await Fail("info", "serverError");
        var silent = await _console.Open("/settings");

        Assert.Contains("アクセストークンを受け付けません", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Line:ChannelAccessToken", refused.Text, StringComparison.Ordinal);
        Assert.Contains("動いていないところがあります", health.Text, StringComparison.Ordinal);
        Assert.Contains("LINEにつながりません", silent.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, silent.Status);
    }

    [Fact]
    public async Task A_token_that_ends_within_a_week_is_told_on_home_with_the_day_and_what_to_do()
    {
        var (soon, later) = (DateTimeOffset.Parse("2026-12-07T09:30:30+09:00", System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.Parse("2026-12-09T09:30:30+09:00", System.Globalization.CultureInfo.InvariantCulture));
        _bot.Clock.SetTo(soon.AddDays(-6));

        // Home asks LINE once a minute, so it is opened when there is something to tell.
        await Line(new { tokenEndsAt = soon });
        await BotApplication.Until(async () => (await _console.Open("/")).Text.Contains("アクセストークンの期限が近づいています", StringComparison.Ordinal), "home tells of it");

        await Line(new { tokenEndsAt = later });
        var early = await _console.Open("/settings");
        var well = await Json("/api/health");

        await Line(new { tokenEndsAt = soon });
        var page = await _console.Open("/settings");
        var health = await _console.Open("/settings/health");

        Assert.Contains("2026/12/09(水) 09:30 まで使えます", early.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("に切れます", early.Text, StringComparison.Ordinal);
        Assert.Equal("good", well.GetProperty("level").GetString());
        Assert.Contains("アクセストークンは 2026/12/07(月) 09:30 に切れます", page.Text, StringComparison.Ordinal);
        Assert.Contains("Line:ChannelId", page.Text, StringComparison.Ordinal);
        Assert.Contains("2026/12/07(月) 09:30 に切れます", health.Text, StringComparison.Ordinal);
        Assert.Equal("care", (await Json("/api/health")).GetProperty("level").GetString());
        Assert.InRange((await Json("/api/account")).GetProperty("tokenEndsAt").GetDateTimeOffset(), soon.AddSeconds(-5), soon);

        _bot.Clock.SetTo(soon.AddMinutes(1));
        Assert.Contains("アクセストークンを受け付けません", (await _console.Open("/settings")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_webhook_is_tried_by_LINE_and_each_outcome_is_explained()
    {
        var good = await _console.Submit("/settings", "/settings/webhook/test");
        Assert.Contains("LINEからBotAppに届きました", good.Text, StringComparison.Ordinal);

        foreach (var (address, told) in new[]
        {
            ($"{_bot.Address}nowhere", "アドレスの最後が /webhook"),
            ("http://127.0.0.1:1/webhook", "つながりませんでした"),
        })
        {
            await SetAtLine(address);
            Assert.Contains(told, (await _console.Submit("/settings", "/settings/webhook/test")).Text, StringComparison.Ordinal);
        }

        await Fail("webhook/test", "unauthorized");
        Assert.Contains("アクセストークンを受け付けない", (await _console.Post("/settings/webhook/test", (await _console.Open("/settings")).HiddenFieldsOf("/settings/webhook/test"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_webhooks_address_is_set_at_LINE_and_a_bad_one_stays_in_the_field()
    {
        var set = await _console.Submit("/settings", "/settings/webhook", ("endpoint", "https://bot.shop.example/webhook"));
        var bad = await _console.Submit("/settings", "/settings/webhook", ("endpoint", "bot.shop.example"));
        var byApi = await _bot.Api.PutAsJsonAsync("/api/account/webhook", new { endpoint = "http://bot.shop.example/webhook" });

        Assert.Contains("LINEに設定しました", set.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("LINEの設定と違います", set.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
        Assert.Contains("value=\"bot.shop.example\"", bad.Html, StringComparison.Ordinal);
        Assert.Equal("https://bot.shop.example/webhook", (await Json("/api/account")).GetProperty("webhook").GetProperty("endpoint").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, byApi.StatusCode);
    }

    [Fact]
    public async Task Settings_say_where_they_come_from_and_no_secret_is_among_them()
    {
        var page = await _console.Open("/settings/shop");
        var api = await _bot.Api.GetStringAsync("/api/configuration");

        Assert.Contains("value=\"22:00\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("22:00-08:00", api, StringComparison.Ordinal);
        Assert.Contains("Bot__QuietHours", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", page.Html + api, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Token\"", api, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Health_tells_what_came_and_what_waits()
    {
        var before = await _console.Open("/settings/health");
        await _bot.Follower("さくら");
        await BotApplication.Until(async () => (await _console.Open("/settings/health")).Text.Contains("最後に届いたのは", StringComparison.Ordinal), "the event is told of");

        Assert.Contains("まだ何も届いていません", before.Text, StringComparison.Ordinal);
        Assert.Contains("順調です", before.Text, StringComparison.Ordinal);
        Assert.Equal("good", (await Json("/api/health")).GetProperty("level").GetString());
    }

    [Fact]
    public async Task A_backup_is_made_as_a_job_whole_and_goes_after_a_day()
    {
        var sakura = await _bot.Follower("さくら");

        var page = await _console.Open("/settings/backup");
        var form = page.HiddenFieldsOf("/settings/backup").ToList();
        var (one, again) = (await _console.Post("/settings/backup", form), await _console.Post("/settings/backup", form));
        Assert.Equal(one.Path, again.Path); // Tapped twice, it is one.
        await BotApplication.Until(async () => (await Json($"/api{one.Path}")).GetProperty("state").GetString() == "done", "the backup is made");
        var copy = await _bot.Api.GetByteArrayAsync($"/api{one.Path}/file");

        Assert.Equal("SQLite format 3\0"u8.ToArray(), copy[..16]);
        Assert.True(copy.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(sakura.UserId)) > 0);
        var job = await Json($"/api{one.Path}");
        Assert.Equal(("bytes", job.GetProperty("total").GetInt64()), (job.GetProperty("unit").GetString(), job.GetProperty("done").GetInt64()));
        Assert.Contains("バックアップができました", (await _console.Open(one.Path)).Text, StringComparison.Ordinal);
        using var staff = await ConsoleClient.Invited(_bot.Api, "staff");
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.Open($"{one.Path}/file")).Status);
        var file = Assert.Single(Files());
        Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(Path.GetDirectoryName(file)!) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) == 0);

        _bot.Clock.Advance(TimeSpan.FromHours(25));
        await _bot.Services.GetRequiredService<JobTidier>().Tidy(default);

        Assert.Empty(Files());
        Assert.Equal(HttpStatusCode.NotFound, (await _console.Open(one.Path)).Status);
    }

    private string[] Files() => Directory.GetFiles(
        $"{new SqliteConnectionStringBuilder(_bot.Services.GetRequiredService<IConfiguration>()["Storage:ConnectionString"]).DataSource}.backups");

    private async Task SetAtLine(string endpoint)
    {
        // By the simulated phone's own route, since the console takes https only.
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v2/bot/channel/webhook/endpoint") { Content = JsonContent.Create(new { endpoint }) };
        var channel = _bot.Services.GetRequiredService<Bot.Simulator.Platform.SimulatedChannel>();
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {channel.AccessToken}");
        (await _bot.Line.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private Task Fail(string endpoint, string fault) => Line(new { next = new[] { new { endpoint, fault, count = 50 } } });

    private async Task Line(object settings) => (await _bot.Line.PutAsJsonAsync("/sim/settings", settings)).EnsureSuccessStatusCode();

    private async Task<JsonElement> Json(string url) => await _bot.Api.GetFromJsonAsync<JsonElement>(url);
}
