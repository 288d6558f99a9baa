using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Coupons;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;
using Bot.Surveys;
using Bot.Webhook;
using Xunit.Abstractions;

namespace Bot.Tests.Journeys;

/// <summary>
/// The bot and LINE as processes of their own; the bot is killed again and again while friends answer a survey and two
/// campaigns go out. Nothing is lost, and nobody gets anything twice.
/// </summary>
public abstract class KillTests : IDisposable
{
    private const int Crowd = 20_000;
    private const int Walkers = 40;
    private const int Kills = 8;
    private const int LikesItMild = 13; // Every so manieth of the crowd.
    private const string News = "二万人の皆さまへ: りんごの甘口カレー、はじめました🍎";

    private static readonly Collection[] Collections =
    [
        FriendCollections.Friends, FriendCollections.Timeline, OutboxCollections.Messages, OutboxCollections.Mailings, InboxCollections.Inbox,
        SurveyCollections.Answers, SurveyCollections.Milestones, CouponCollections.Issues,
    ];

    private readonly TestStore _store;
    private readonly ITestOutputHelper _output;
    private readonly List<IDisposable> _open = [];

    private protected KillTests(TestStore store, ITestOutputHelper output) => (_store, _output) = (store, output);

    public void Dispose()
    {
        _open.ForEach(one => one.Dispose());
        _store.Dispose();
    }

    [Fact]
    public async Task Killed_at_random_moments_it_loses_no_answer_and_sends_nothing_twice()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("KILL_SEED"), out var given) ? given : Random.Shared.Next(1_000_000);
        _output.WriteLine($"KILL_SEED={seed}");
        var random = new Random(seed);
        var (linePort, botPort) = (BotProcess.FreePort(), BotProcess.FreePort());
        var line = Process(
            "simulator", "--url", $"http://127.0.0.1:{linePort}", "--webhook", $"http://127.0.0.1:{botPort}/webhook",
            "--channel-secret", "kill-secret", "--channel-access-token", "kill-token", "--monthly-limit", "0");
        var bot = Process([
            "--urls", $"http://127.0.0.1:{botPort}", "--Line:ChannelSecret=kill-secret", "--Line:ChannelAccessToken=kill-token",
            $"--Line:ApiBaseUrl=http://127.0.0.1:{linePort}", $"--Line:DataApiBaseUrl=http://127.0.0.1:{linePort}",
            $"--Definitions:Root={BotApplication.Repository}", $"--Api:Key={BotApplication.ApiKey}",
            "--Campaigns:QuietHours=none", "--Outbox:MulticastsPerSecond=3", "--Outbox:PushesPerSecond=150", "--Outbox:MailingCalls=4", "--Logging:LogLevel:Default=Warning",
            .. _store.Settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        var sim = Client(linePort);
        var api = Client(botPort);
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BotApplication.ApiKey);

        line.Start();
        await Answers(sim, "/sim/settings", line);
        (await sim.PutAsJsonAsync("/sim/settings", new
        {
            latencyMs = 30,
            webhook = new { redelivery = true, redeliverAfterSeconds = Enumerable.Repeat(0.5, 60).ToArray() },
        })).EnsureSuccessStatusCode();
        var crowd = (await (await sim.PostAsJsonAsync("/sim/users/bulk", new { count = Crowd, follow = true })).Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).ToList();
        await Prepare(crowd);

        bot.Start();
        await Answers(api, "/healthz", bot);
        var walkers = await Task.WhenAll(Enumerable.Range(0, Walkers).Select(number => NewWalker(sim, number)));
        await Task.WhenAll(walkers.Select(walker => walker.Follow()));

        var marketer = new Marketer(api);
        var everybody = Crowd + Walkers;
        var news = await marketer.Send("all", News);
        var coupons = await marketer.Send("tag = 初来店", "クーポンです", coupon: "new-sweet-curry");
        var couponFriends = await marketer.Count("tag = 初来店");

        using var enough = new CancellationTokenSource();
        var walking = walkers.Select((walker, number) => walker.Walk(new Random(seed + number), enough.Token)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(100, 1_800));
            bot.Kill();
            await Task.Delay(random.Next(300));
            bot.Start();
            await Answers(api, "/healthz", bot);
        }

        await enough.CancelAsync();
        await Task.WhenAll(walking);
        var (newsAtEnd, couponsAtEnd) = (await Over(marketer, news), await Over(marketer, coupons));
        _output.WriteLine($"{walkers.Sum(walker => walker.Rounds)} rounds; news {newsAtEnd}; coupons {couponsAtEnd}");
        bot.Kill();

        Assert.Equal(("sent", everybody, everybody), newsAtEnd);
        Assert.Equal(("sent", couponFriends, couponFriends), couponsAtEnd);
        await PhonesShowEverythingOnce(sim, crowd, walkers);
        using var store = _store.Open(Collections);
        await EveryAnswerIsStoredOnce(store.Documents, walkers);
        await NobodyHasTwoCoupons(store.Documents, walkers, couponFriends);
        await NothingIsStuck(store.Documents);
    }

    // What twenty thousand follows would have written.
    private async Task Prepare(List<string> crowd)
    {
        using var store = _store.Open(Collections);
        var now = StoredTime.Truncate(TimeProvider.System.GetUtcNow());
        for (var from = 0; from < crowd.Count; from += 1_000)
        {
            var commit = new Commit();
            foreach (var (id, number) in crowd.Skip(from).Take(1_000).Select((id, index) => (id, from + index)))
            {
                commit.Insert(FriendCollections.Friends, Friend.FirstSeen(id, now) with
                {
                    Status = FriendStatus.Following,
                    FollowedAt = now,
                    Profile = new Profile($"友だち{number}", now),
                    ProfileAskedAt = now,
                    Tags = number % LikesItMild == 0 ? [new FriendTag("初来店", now, FactSource.Api)] : [],
                });
            }

            await store.Documents.Commit(commit, default);
        }
    }

    private static async Task PhonesShowEverythingOnce(HttpClient sim, List<string> crowd, Walker[] walkers)
    {
        var unread = (await sim.GetFromJsonAsync<JsonElement>("/sim/users?limit=100000")).GetProperty("users").EnumerateArray()
            .ToDictionary(user => user.GetProperty("id").GetString()!, user => user.GetProperty("unread").GetInt32());
        var wrong = crowd.Select((id, number) => (Id: id, Expected: number % LikesItMild == 0 ? 3 : 1, Shown: unread[id])).Where(friend => friend.Shown != friend.Expected).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} phones show too little or too much, e.g. {string.Join(", ", wrong.Take(5))}");
        foreach (var walker in walkers)
        {
            var screen = await walker.Screen();
            Assert.Single(screen, text => text == News);
            Assert.Single(screen, text => text.Contains("初回10%OFFクーポン", StringComparison.Ordinal) && text.StartsWith("クーポン「", StringComparison.Ordinal));
            Assert.Equal(walker.Rounds, screen.Count(text => text.StartsWith("ありがとうございました", StringComparison.Ordinal)));
        }
    }

    private static async Task EveryAnswerIsStoredOnce(IDocumentStore store, Walker[] walkers)
    {
        foreach (var walker in walkers)
        {
            var answers = (await store.Find(new Query<Answer>(SurveyCollections.Answers, Filter.Equal("friendId", walker.UserId)) { OrderBy = "at", Limit = 1_000 }, default)).Items;
            Assert.Equal(walker.Wishes, answers.Select(answer => answer.Value.Value.Text).OfType<string>());
            Assert.All(["spice", "visits", "request"], question => Assert.Equal(walker.Rounds, answers.Count(answer => answer.Value.Question == question)));
            Assert.Equal(walker.Rounds * 3, answers.Count);
            var friend = (await store.Get(FriendCollections.Friends, walker.UserId, default))!.Value;
            Assert.Equal(walker.Rounds, friend.Surveys.Single().TimesCompleted);
            Assert.Equal(["甘口"], friend.Tags.Select(tag => tag.Name));
        }
    }

    private static async Task NobodyHasTwoCoupons(IDocumentStore store, Walker[] walkers, int couponFriends)
    {
        var issues = new List<CouponIssue>();
        var query = new Query<CouponIssue>(CouponCollections.Issues, Filter.Everything) { Limit = 1_000 };
        do
        {
            var page = await store.Find(query, default);
            issues.AddRange(page.Items.Select(item => item.Value));
            query = query with { After = page.Next };
        }
        while (query.After is not null);

        Assert.Equal(issues.Count, issues.Select(issue => issue.Code).Distinct().Count());
        Assert.Equal(issues.Count, issues.Select(issue => (issue.CouponId, issue.FriendId)).Distinct().Count());
        Assert.Equal(couponFriends, issues.Count(issue => issue.CouponId == "new-sweet-curry"));
        Assert.Equal(walkers.Select(walker => walker.UserId).Order(), issues.Where(issue => issue.CouponId == "first-10off").Select(issue => issue.FriendId).Order());
    }

    private static async Task NothingIsStuck(IDocumentStore store)
    {
        foreach (var state in new[] { OutboxState.Waiting, OutboxState.Sending, OutboxState.Failed, OutboxState.Uncertain })
        {
            var rows = await store.Find(new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Equal("state", FieldValue.Of(state))), default);
            Assert.True(rows.Items.Count == 0, $"{rows.Items.Count} messages are {state}: {string.Join("; ", rows.Items.Take(3).Select(row => $"{row.Value.Call} {row.Value.Reason}"))}");
        }

        Assert.Equal(0, await store.Count(InboxCollections.Inbox, new Filter.Exists("dueAt"), default));
        Assert.Equal(0, await store.Count(InboxCollections.Inbox, Filter.Equal("state", FieldValue.Of(InboxState.Failed)), default));
    }

    private static async Task<(string State, int Audience, int Sent)> Over(Marketer marketer, string id)
    {
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(200))
        {
            var campaign = await marketer.Campaign(id);
            var state = campaign.GetProperty("state").GetString()!;
            if (state is "sent" or "failed" or "paused" || Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(60))
            {
                var progress = campaign.GetProperty("progress");
                return (state, progress.GetProperty("audience").GetInt32(), progress.GetProperty("sent").GetInt32());
            }
        }
    }

    private static async Task<Walker> NewWalker(HttpClient sim, int number)
    {
        var answer = await (await sim.PostAsJsonAsync("/sim/users", new { name = $"歩く人{number}" })).Content.ReadFromJsonAsync<JsonElement>();
        return new Walker(sim, answer.GetProperty("id").GetString()!, number);
    }

    private static async Task Answers(HttpClient client, string path, BotProcess process)
    {
        for (var since = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            try
            {
                if ((await client.GetAsync(path)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            Assert.True(process.IsRunning && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60), $"It does not start: {process.Said}");
        }
    }

    private BotProcess Process(params string[] arguments)
    {
        var process = new BotProcess(_store.Folder, arguments);
        _open.Add(process);
        return process;
    }

    private HttpClient Client(int port)
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        _open.Add(client);
        return client;
    }
}
