using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Cli;
using Bot.Demo;
using Bot.Friends;
using Bot.Storage;
using Bot.Tests.Admin;
using Bot.Tests.Journeys;

namespace Bot.Tests.Work;

/// <summary>Long work asked for through the doors people use: a friend's data given out and erased, friends made up.</summary>
public sealed class JobDoorTests : IClassFixture<JobDoorTests.Running>
{
    private readonly BotApplication _bot;
    private readonly ConsoleClient _console;

    public JobDoorTests(Running running) => (_bot, _console) = (running.Bot, running.Console);

    [Fact]
    public async Task The_console_erases_shows_the_proof_and_tapped_twice_it_is_the_same()
    {
        var friend = await _bot.Follower("消える 花子🍛");
        var page = $"/friends/{friend.UserId}/erase";
        var form = (await _console.Open(page)).HiddenFieldsOf(page).Append(("typed", "消える 花子🍛")).ToList();

        var taps = await Task.WhenAll(_console.Post(page, form), _console.Post(page, form));
        var job = taps[0].Path;
        await BotApplication.Until(async () => (await Json($"/api{job}")).GetProperty("state").GetString() == "done", "they are erased");

        Assert.Equal(job, taps[1].Path);
        Assert.Equal(job, (await _console.Post(page, form)).Path); // And long after.
        var proof = await _console.Open(job);
        Assert.Contains("消去しました", proof.Text, StringComparison.Ordinal);
        Assert.Contains(job.Split('/')[^1], proof.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(friend.UserId, (await Json("/api/jobs")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _console.Open($"/friends/{friend.UserId}")).Status);
    }

    [Fact]
    public async Task Who_is_being_erased_is_sent_nothing_more_and_their_page_is_that_of_the_work()
    {
        var (friend, other) = (await _bot.Tagged("消え中", "配信先"), await _bot.Tagged("残る人", "配信先"));
        var marketer = new Marketer(_bot.Api);
        var campaign = await marketer.Send("tag = 配信先", "{name}さんへ", sendAt: $"{_bot.Clock.GetUtcNow().AddHours(9).AddDays(1):yyyy-MM-dd}T12:00");
        var stored = (await _bot.Store.Get(FriendCollections.Friends, friend.UserId, default))!;
        await _bot.Store.Commit(new Commit().Replace(FriendCollections.Friends, stored.Value.ErasedBy("stuck"), stored.Version), default);
        var seen = (await friend.Screen()).Messages.Count;

        Assert.Equal(HttpStatusCode.Conflict, (await marketer.Try($"friends/{friend.UserId}/messages", new { text = "こんにちは" })).StatusCode);
        Assert.Contains("消去が途中で止まりました", (await _console.Open($"/friends/{friend.UserId}")).Text, StringComparison.Ordinal);
        Assert.Contains("消去中", (await _console.Open("/friends?name=消え中")).Text, StringComparison.Ordinal);
        await BotApplication.Until(async () => await marketer.Count("tag = 配信先") == 1, "the index knows");
        _bot.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(12));
        await marketer.Until(campaign, "sent");

        Assert.Equal("残る人さんへ", (await other.Screen()).BotTexts.Last());
        Assert.Equal(seen, (await friend.Screen()).Messages.Count);

        // Asked for again it is done.
        using var erased = await _bot.Api.DeleteAsync($"/api/friends/{friend.UserId}");
        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _bot.Api.GetAsync($"/api/friends/{friend.UserId}")).StatusCode);
    }

    [Fact]
    public async Task A_file_of_a_friend_is_for_who_asked_for_it_and_for_owners()
    {
        var friend = await _bot.Follower("書き出し 太郎");
        using var hanako = await ConsoleClient.Invited(_bot.Api, "staff");
        using var jiro = await ConsoleClient.Invited(_bot.Api, "staff");
        using var viewer = await ConsoleClient.Invited(_bot.Api, "viewer");
        var page = $"/friends/{friend.UserId}";
        var form = (await hanako.Open(page)).HiddenFieldsOf($"{page}/export").ToList();

        var taps = await Task.WhenAll(hanako.Post($"{page}/export", form), hanako.Post($"{page}/export", form));
        var job = taps[0].Path;
        await BotApplication.Until(async () => (await Json($"/api{job}")).GetProperty("state").GetString() == "done", "the file is written");

        Assert.Equal(job, taps[1].Path);
        Assert.Contains("ダウンロード", (await hanako.Open(job)).Text, StringComparison.Ordinal);
        Assert.Contains("書き出し 太郎", (await hanako.Open($"{job}/file")).Html, StringComparison.Ordinal);
        Assert.Contains("書き出し 太郎", (await _console.Open($"{job}/file")).Html, StringComparison.Ordinal); // An owner.
        Assert.Contains("頼んだ人とオーナーだけ", (await jiro.Open(job)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await jiro.Open($"{job}/file")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Open($"{job}/file")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Post($"{page}/export", (await viewer.Open("/me")).HiddenFieldsOf("/sign-out"))).Status);

        // Over the API the same; a key of nobody's is an owner's.
        using var asked = await _bot.Api.PostAsync($"/api{page}/export", null);
        var place = asked.Headers.Location!.OriginalString;
        await BotApplication.Until(async () => (await Json(place)).GetProperty("state").GetString() == "done", "the file is written");
        Assert.Contains(friend.UserId, await _bot.Api.GetStringAsync($"{place}/file"), StringComparison.Ordinal);

        (await _bot.Api.DeleteAsync($"/api{page}")).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.NotFound, (await hanako.Open($"{job}/file")).Status);
        Assert.Contains("ファイルはもうありません", (await hanako.Open(job)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Made_up_friends_come_as_a_job()
    {
        using var wrong = await _bot.Api.PostAsJsonAsync("/api/demo/seed", new { friends = 0 });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);

        await _bot.Follower("本物");
        var refused = await Seed(new { friends = 30 });
        Assert.Equal("failed", refused.GetProperty("state").GetString());
        Assert.Contains("not made up", refused.GetProperty("failure").GetString(), StringComparison.Ordinal);

        var done = await Seed(new { friends = 30, seed = 7, add = true });
        Assert.Equal(("done", 30, 30), (done.GetProperty("state").GetString(), done.GetProperty("done").GetInt32(), done.GetProperty("total").GetInt32()));

        // The command does the same, and waits for it.
        string[] asked = ["demo", "seed", "--seed", "7", "--url", _bot.Address.ToString(), "--key", BotApplication.ApiKey];
        Assert.Equal(0, await Commands.Run([.. asked, "--friends", "40", "--add"]));
        Assert.Equal(1, await Commands.Run([.. asked, "--friends", "0"]));
        Assert.Equal(40, (await _bot.Store.Get(DemoCollections.Seedings, Seeding.Key(7), default))!.Value.Friends);
    }

    [Fact]
    public async Task Made_up_friends_asked_for_by_several_at_the_same_moment_are_one_job()
    {
        // A bot of their own: where some are made up already, the others' test is not refused.
        using var bot = new BotApplication();
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => bot.Api.PostAsJsonAsync("/api/demo/seed", new { friends = 50_000 + number, seed = 9 })));

        var place = Assert.Single(asked.Select(answer => answer.Headers.Location!.OriginalString).Distinct());
        using var stopped = await bot.Api.PostAsync($"{place}/cancel", null);
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
    }

    private async Task<JsonElement> Seed(object order)
    {
        using var asked = await _bot.Api.PostAsJsonAsync("/api/demo/seed", order);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var place = asked.Headers.Location!.OriginalString;
        await BotApplication.Until(async () => (await Json(place)).TryGetProperty("finishedAt", out var over) && over.ValueKind != JsonValueKind.Null, "the work is over");
        return await Json(place);
    }

    private Task<JsonElement> Json(string url) => _bot.Api.GetFromJsonAsync<JsonElement>(url);

    /// <summary>One bot for all of them.</summary>
    public sealed class Running : IDisposable
    {
        public Running() => Console = new ConsoleClient(Bot.Address);

        internal BotApplication Bot { get; } = new(new() { ["Bot:QuietHours"] = "none" });

        internal ConsoleClient Console { get; }

        public void Dispose()
        {
            Console.Dispose();
            Bot.Dispose();
        }
    }
}
