using System.Net.Http.Json;
using System.Text.Json;
using Bot.Coupons;
using Bot.Coupons.Definitions;
using Bot.Demo;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;
using Bot.Surveys.Definitions;
using Bot.Tests.Journeys;

namespace Bot.Tests.Demo;

/// <summary>A store filled with made-up friends, and the product on it.</summary>
public abstract class SeederTests : IDisposable
{
    private static readonly DateTimeOffset Now = Visit.Noon;
    private static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    private static readonly PopulationOptions Options = new()
    {
        Surveys = [.. SurveyDefinition.Kind.Load(BotApplication.Repository).All],
        Coupons = [.. CouponDefinitions.Kind(Tokyo).Load(BotApplication.Repository).All],
    };

    private readonly TestStore _place;
    private StoreAddress? _open;

    private protected SeederTests(TestStore place) => _place = place;

    private static CancellationToken None => CancellationToken.None;

    private static Collection[] Collections =>
    [
        FriendCollections.Friends, SurveyCollections.Answers, SurveyCollections.Milestones, SurveyCollections.Conversations, SurveyCollections.Versions,
        CouponCollections.Issues, DemoCollections.Seedings,
    ];

    [Fact]
    public async Task The_store_holds_the_friends_of_the_population_and_their_documents()
    {
        var store = Open();

        Assert.Equal(new SeedResult.Filled(300, 300), await Seed(store, 300));

        await HoldsExactly(store, 300);
        Assert.Equal(Options.Surveys.Select(survey => survey.Yaml).Order(), (await All(store, SurveyCollections.Versions)).Select(version => version.Value.Yaml).Order());
    }

    [Fact]
    public async Task Seeding_again_adds_only_what_is_missing_and_brings_nobody_back()
    {
        var store = Open();
        await Seed(store, 100);
        var erased = Of(1).Id(7);
        await store.Commit(new Commit().Delete(FriendCollections.Friends, erased), None);

        Assert.Equal(new SeedResult.Filled(0, 100), await Seed(store, 100));
        Assert.Equal(new SeedResult.Filled(0, 100), await Seed(store, 30));
        Assert.Equal(new SeedResult.Filled(150, 250), await Seed(store, 250));

        var friends = await All(store, FriendCollections.Friends);
        Assert.Equal(249, friends.Count);
        Assert.All(friends, friend => Assert.Equal(1, friend.Version));
        Assert.DoesNotContain(friends, friend => friend.Value.Id == erased);
    }

    [Fact]
    public async Task Another_seed_brings_other_friends_beside_them()
    {
        var store = Open();
        await Seed(store, 100);

        Assert.Equal(new SeedResult.Filled(80, 80), await Seed(store, 80, seed: 2));

        Assert.Equal(180, await store.Count(FriendCollections.Friends, Filter.Everything, None));
    }

    [Fact]
    public async Task Killed_at_any_commit_it_goes_on_where_it_was()
    {
        foreach (var (commit, written) in from commit in Enumerable.Range(1, 3) from written in (bool[])[false, true] select (commit, written))
        {
            var seed = (commit * 2) + (written ? 1 : 0);
            var dying = new FailingStore(Open());
            dying.DieAt(commit, written);
            await Assert.ThrowsAsync<StoreException>(() => Seed(dying, 60, seed));
            dying.Heal();
            var before = (await All(dying, DemoCollections.Seedings)).SingleOrDefault(seeding => seeding.Value.Seed == seed)?.Value.Friends ?? 0;

            Assert.Equal(Math.Min(60, 25 * (written ? commit : commit - 1)), before);
            Assert.Equal(new SeedResult.Filled(60 - before, 60), await Seed(dying, 60, seed));

            var ids = Enumerable.Range(0, 60).Select(Of(seed).Id).ToList();
            Assert.Equal(60, (await dying.GetMany(FriendCollections.Friends, ids, None)).Count(friend => friend.Version == 1));
        }
    }

    [Fact]
    public async Task Who_was_not_made_up_is_left_alone_unless_they_may_stand_beside()
    {
        var store = Open();
        await store.Commit(new Commit().Insert(FriendCollections.Friends, Friend.FirstSeen("U" + new string('1', 32), Now)), None);

        Assert.Equal(new SeedResult.HoldsOthers(1), await Seed(store, 10));
        Assert.Equal(1, await store.Count(FriendCollections.Friends, Filter.Everything, None));
        Assert.Equal(new SeedResult.Filled(10, 10), await Seed(store, 10, add: true));
        Assert.Equal(new SeedResult.Filled(5, 15), await Seed(store, 15));
        Assert.Equal(16, await store.Count(FriendCollections.Friends, Filter.Everything, None));
    }

    [Fact]
    public async Task Of_two_at_a_time_one_gives_way_and_nobody_is_there_twice()
    {
        var store = Open();
        var other = Seeder(store, 1);

        var result = await Seeder(store, 1).Run(60, add: false, (_, _) => other.Run(60, add: false, (_, _) => { }, None).GetAwaiter().GetResult(), None);

        Assert.IsType<SeedResult.Overtaken>(result);
        Assert.Equal(new SeedResult.Filled(0, 60), await Seed(store, 60));
        await HoldsExactly(store, 60);
    }

    [Fact]
    public async Task Progress_is_told_up_to_the_last()
    {
        var steps = new List<(int Done, int Added)>();

        await Seeder(Open(), 1).Run(60, add: false, (done, added) => steps.Add((done, added)), None);

        Assert.Equal([(25, 25), (50, 25), (60, 10)], steps);
    }

    [Fact]
    public async Task The_product_counts_them_shows_their_answers_and_sends_to_them()
    {
        await Seed(Open(), 400);
        Close();
        var all = Enumerable.Range(0, 400).Select(Of(1).Inhabitant).ToList();
        await using var bot = Visit.AtNoon(store: _place);
        var marketer = new Marketer(bot.Api);

        foreach (var survey in Options.Surveys)
        {
            var results = await marketer.Get($"surveys/{survey.Id}/results");
            Assert.Equal(Reached(survey, SurveyStanding.Started), results.GetProperty("started").GetInt32());
            Assert.Equal(Reached(survey, SurveyStanding.Completed), results.GetProperty("completed").GetInt32());
            foreach (var question in results.GetProperty("questions").EnumerateArray())
            {
                var given = all.SelectMany(one => one.Answers).Where(answer => answer.Survey == survey.Id && answer.Question == question.GetProperty("id").GetString()).ToList();
                Assert.Equal(given.Count(answer => !answer.Value.IsSkipped), question.GetProperty("answered").GetInt32());
                Assert.All(question.GetProperty("counts").EnumerateArray().Where(_ => question.GetProperty("kind").GetString() is "choice"), count => Assert.Equal(
                    given.Count(answer => answer.Value.Choices?.Contains(count.GetProperty("answer").GetString()!) == true),
                    count.GetProperty("count").GetInt32()));
            }
        }

        Assert.Equal(Following(friend => friend.HasTag("甘口") && friend.HasTag("平日来店")), await marketer.Count("tag = 甘口 and tag = 平日来店"));
        Assert.Equal(Following(friend => friend.Answers.Any(answer => answer.Question == "spice")), await marketer.Count("answered(spice-level.spice)"));
        Assert.Equal(all.Sum(one => one.Issues.Count(issue => issue.CouponId == "first-10off")), (await marketer.Get("coupons/first-10off")).GetProperty("counts").GetProperty("issued").GetInt32());

        foreach (var text in (string[])["新商品のご案内です", "{name}さんへのご案内です"])
        {
            var sent = await marketer.Until(await marketer.Send("tag = 中辛", text), "sent");
            Assert.Equal(Following(friend => friend.HasTag("中辛")), sent.GetProperty("progress").GetProperty("sent").GetInt32());
        }

        var used = (await bot.Line.GetFromJsonAsync<JsonElement>("/sim/settings")).GetProperty("quotaUsed").GetInt32();
        Assert.Equal(2 * Following(friend => friend.HasTag("中辛")), used);
        Assert.DoesNotContain("/v2/bot/profile", await bot.Line.GetStringAsync("/sim/log"), StringComparison.Ordinal);

        int Following(Func<Friend, bool> holds) => all.Count(one => one.Friend.Status == FriendStatus.Following && holds(one.Friend));
        int Reached(Survey survey, SurveyStanding standing) => all.SelectMany(one => one.Milestones).Count(milestone => milestone.Survey == survey.Id && milestone.Reached == standing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Population Of(long seed) => new(seed, Options, Now, Tokyo);

    private static Seeder Seeder(IDocumentStore store, long seed) => new(store, Of(seed), Options.Surveys) { AtOnce = 25 };

    private static Task<SeedResult> Seed(IDocumentStore store, int friends, long seed = 1, bool add = false) =>
        Seeder(store, seed).Run(friends, add, (_, _) => { }, None);

    private static async Task HoldsExactly(IDocumentStore store, int friends)
    {
        var all = Enumerable.Range(0, friends).Select(Of(1).Inhabitant).ToList();
        await Same(FriendCollections.Friends, all.Select(one => one.Friend));
        await Same(SurveyCollections.Answers, all.SelectMany(one => one.Answers));
        await Same(SurveyCollections.Milestones, all.SelectMany(one => one.Milestones));
        await Same(SurveyCollections.Conversations, all.Select(one => one.Conversation).OfType<Conversation>());
        Assert.Equal(
            all.SelectMany(one => one.Issues).Select(issue => issue with { Code = "" }).OrderBy(issue => issue.Id, StringComparer.Ordinal),
            (await All(store, CouponCollections.Issues)).Select(issue => issue.Value with { Code = "" }));

        async Task Same<T>(Collection<T> collection, IEnumerable<T> expected) where T : class => Assert.Equal(
            expected.OrderBy(collection.IdOf, StringComparer.Ordinal).Select(document => JsonSerializer.Serialize(document, collection.Json)),
            (await All(store, collection)).Select(stored => JsonSerializer.Serialize(stored.Value, collection.Json)));
    }

    private static async Task<List<Stored<T>>> All<T>(IDocumentStore store, Collection<T> collection) where T : class =>
        await store.Everything(new Query<T>(collection, Filter.Everything) { Limit = 500 }, None).ToListAsync();

    private IDocumentStore Open() => (_open ??= _place.Open(Collections)).Documents;

    private void Close()
    {
        _open?.Dispose();
        _open = null;
    }
}

public sealed class SeederOnSqlite() : SeederTests(TestStore.OnSqlite());

public sealed class SeederOnMongo() : SeederTests(TestStore.OnMongo());
