using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Coupons;
using Bot.Friends;
using Bot.Instances;
using Bot.Outbox;
using Bot.Outbox.Pace;
using Bot.Storage;
using Bot.Surveys;
using Bot.Webhook;

namespace Bot.Tests.Journeys;

/// <summary>
/// Friends who answer a survey again and again while two campaigns go out to a crowd: what is done to the bot meanwhile is the
/// test's, and in the end nothing may be lost and nothing may have come twice.
/// </summary>
/// <param name="sim">The simulated LINE.</param>
/// <param name="crowd">How many only get campaigns.</param>
/// <param name="walking">How many answer the survey.</param>
/// <param name="likesItMild">Every so manieth of the crowd gets the coupon too.</param>
internal sealed class RushHour(HttpClient sim, int crowd, int walking, int likesItMild)
{
    private const string News = "皆さまへ: りんごの甘口カレー、はじめました🍎";

    private readonly CancellationTokenSource _enough = new();
    private List<string> _crowd = [];
    private Walker[] _walkers = [];
    private List<Task> _walks = [];
    private string _news = "";
    private string _coupons = "";
    private int _couponFriends;

    public static IReadOnlyList<Collection> Collections { get; } =
    [
        FriendCollections.Friends, FriendCollections.Timeline, OutboxCollections.Messages, OutboxCollections.Mailings, InboxCollections.Inbox,
        SurveyCollections.Answers, SurveyCollections.Milestones, CouponCollections.Issues, InstanceCollections.Leases, PaceCollections.Paid,
    ];

    /// <summary>The arguments of bots on this store that are slow enough for something to happen in the middle of a campaign.</summary>
    public static IEnumerable<string> Arguments(TestStore store) =>
    [
        .. store.Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        "--Outbox:MulticastsPerSecond=1", "--Outbox:PushesPerSecond=25", "--Outbox:MailingCalls=4",
    ];

    public int Rounds => _walkers.Sum(walker => walker.Rounds);

    /// <summary>Gathers the crowd, and writes what so many follows would have written.</summary>
    public async Task Gather(IDocumentStore store)
    {
        _crowd = [.. (await (await sim.PostAsJsonAsync("/sim/users/bulk", new { count = crowd, follow = true })).Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("ids").EnumerateArray().Select(id => id.GetString()!)];
        var now = StoredTime.Truncate(TimeProvider.System.GetUtcNow());
        foreach (var some in _crowd.Index().Chunk(1_000))
        {
            var commit = new Commit();
            foreach (var (number, id) in some)
            {
                commit.Insert(FriendCollections.Friends, Friend.FirstSeen(id, now) with
                {
                    Status = FriendStatus.Following,
                    FollowedAt = now,
                    Profile = new Profile($"友だち{number}", now),
                    ProfileAskedAt = now,
                    Tags = number % likesItMild == 0 ? [new FriendTag("初来店", now, FactSource.Api)] : [],
                });
            }

            Assert.IsType<CommitResult.Committed>(await store.Commit(commit, default));
        }
    }

    /// <summary>The walkers follow the account, the campaigns are sent, the walkers begin to walk.</summary>
    public async Task Begin(Marketer marketer, int seed)
    {
        _walkers = await Task.WhenAll(Enumerable.Range(0, walking).Select(NewWalker));
        await Task.WhenAll(_walkers.Select(walker => walker.Follow()));
        _news = await marketer.Send("all", News);
        _coupons = await marketer.Send("tag = 初来店", "クーポンです", coupon: "new-sweet-curry");
        _couponFriends = await marketer.Count("tag = 初来店");
        _walks = [.. _walkers.Select((walker, number) => walker.Walk(new Random(seed + number), _enough.Token))];
    }

    /// <summary>Every walker ends a last round, and the campaigns come to their end: what they say then.</summary>
    public async Task<string> End(Marketer marketer)
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_walks);
        var (news, coupons) = (await Over(marketer, _news), await Over(marketer, _coupons));
        Assert.Equal(("sent", crowd + walking, crowd + walking), news);
        Assert.Equal(("sent", _couponFriends, _couponFriends), coupons);
        return $"{Rounds} rounds; news {news}; coupons {coupons}";
    }

    /// <summary>Fails when a walk has failed.</summary>
    public Task AllIsWell() => _walks.Find(walk => walk.IsFaulted) ?? Task.CompletedTask;

    /// <summary>Everybody got everything once, everything is stored once, and nothing is stuck.</summary>
    public async Task NothingIsLostAndNothingTwice(IDocumentStore store)
    {
        await NothingIsStuck(store);
        await PhonesShowEverythingOnce();
        await EveryAnswerIsStoredOnce(store);
        await NobodyHasTwoCoupons(store);
    }

    private async Task PhonesShowEverythingOnce()
    {
        var unread = (await sim.GetFromJsonAsync<JsonElement>("/sim/users?limit=100000")).GetProperty("users").EnumerateArray()
            .ToDictionary(user => user.GetProperty("id").GetString()!, user => user.GetProperty("unread").GetInt32());
        var wrong = _crowd.Select((id, number) => (Id: id, Expected: number % likesItMild == 0 ? 3 : 1, Shown: unread[id])).Where(friend => friend.Shown != friend.Expected).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} phones show too little or too much, e.g. {string.Join(", ", wrong.Take(5))}");
        foreach (var walker in _walkers)
        {
            var screen = await walker.Screen();
            Assert.Single(screen, text => text == News);
            Assert.Single(screen, text => text.Contains("初回10%OFFクーポン", StringComparison.Ordinal) && text.StartsWith("クーポン「", StringComparison.Ordinal));
            Assert.Equal(walker.Rounds, screen.Count(text => text.StartsWith("ありがとうございました", StringComparison.Ordinal)));
        }
    }

    private async Task EveryAnswerIsStoredOnce(IDocumentStore store)
    {
        foreach (var walker in _walkers)
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

    private async Task NobodyHasTwoCoupons(IDocumentStore store)
    {
        var issues = await store.Everything(new Query<CouponIssue>(CouponCollections.Issues, Filter.Everything) { Limit = 1_000 }, default).Select(issue => issue.Value).ToListAsync();
        Assert.Equal(issues.Count, issues.Select(issue => issue.Code).Distinct().Count());
        Assert.Equal(issues.Count, issues.Select(issue => (issue.CouponId, issue.FriendId)).Distinct().Count());
        Assert.Equal(_couponFriends, issues.Count(issue => issue.CouponId == "new-sweet-curry"));
        Assert.Equal(_walkers.Select(walker => walker.UserId).Order(), issues.Where(issue => issue.CouponId == "first-10off").Select(issue => issue.FriendId).Order());
    }

    private static async Task NothingIsStuck(IDocumentStore store)
    {
        // What a dead instance had in hand is taken over when its time is over.
        var underWay = Filter.In("state", [FieldValue.Of(OutboxState.Waiting), FieldValue.Of(OutboxState.Sending)]);
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(90); await Task.Delay(200))
        {
            if (await store.Count(OutboxCollections.Messages, underWay, default) + await store.Count(InboxCollections.Inbox, new Filter.Exists("dueAt"), default) == 0)
            {
                break;
            }
        }

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
            if (state is "sent" or "failed" or "paused" || Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(2))
            {
                var progress = campaign.GetProperty("progress");
                return (state, progress.GetProperty("audience").GetInt32(), progress.GetProperty("sent").GetInt32());
            }
        }
    }

    private async Task<Walker> NewWalker(int number)
    {
        var answer = await (await sim.PostAsJsonAsync("/sim/users", new { name = $"歩く人{number}" })).Content.ReadFromJsonAsync<JsonElement>();
        return new Walker(sim, answer.GetProperty("id").GetString()!, number);
    }
}
