using Bot.Coupons;
using Bot.Coupons.Definitions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Storage;
using Bot.Tests.Friends;
using Microsoft.Extensions.Options;

namespace Bot.Tests.Coupons;

/// <summary>First come, first served, however many come at once and on however many instances.</summary>
public abstract class CouponPlacesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 1, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new("2026-11-21T10:00+09:00");
    private readonly TestStore _test;
    private readonly StoreAddress _opened;

    private protected CouponPlacesTests(TestStore test)
    {
        _test = test;
        _opened = test.Open(
            FriendCollections.Friends, FriendCollections.Timeline, FriendCollections.Erasures,
            CouponCollections.Coupons, CouponCollections.Issues, CouponCollections.Places, CouponCollections.Tallies);
    }

    private IDocumentStore Store => _opened.Documents;

    public void Dispose()
    {
        _opened.Dispose();
        _test.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Five_hundred_friends_on_two_instances_race_for_a_hundred_places_and_exactly_a_hundred_get_one()
    {
        var coupon = new Coupon { Id = "first", Title = "先着", Reward = new Reward.Gift("皿"), Limit = 100 };
        await Befriend(500);
        CouponIssuer[] instances = [Issuer(), Issuer()];

        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => Give(instances[i % 2], coupon, Friend(i)))));

        Assert.Equal(100, results.Count(result => result is IssueResult.Issued));
        Assert.Equal(400, results.Count(result => result is IssueResult.NotValidNow { Why: NotGiven.Gone, Words: not null }));
        Assert.Equal(100, await Store.Count(CouponCollections.Issues, Filter.Everything, default));
        Assert.Equal(100, await Store.Count(CouponCollections.Places, Filter.Everything, default));
        Assert.Equal(100, results.OfType<IssueResult.Issued>().Select(result => Assert.Single(result.Issue.Places!)).Distinct().Count());
    }

    [Fact]
    public async Task A_prize_is_won_no_more_often_than_there_are_and_the_draws_beyond_win_nothing()
    {
        var coupon = new Coupon
        {
            Id = "draw",
            Title = "抽選",
            Reward = new Reward.Lottery([new Prize("1等", 100, new Reward.Gift("皿")) { Most = 10 }], 100, "はずれ"),
        };
        await Befriend(60);
        CouponIssuer[] instances = [Issuer(), Issuer()];

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() => Give(instances[i % 2], coupon, Friend(i)))));

        var issues = results.Select(result => Assert.IsType<IssueResult.Issued>(result).Issue).ToList();
        Assert.Equal(10, issues.Count(issue => issue.Offer.Prize == "1等"));
        Assert.Equal(50, issues.Count(issue => issue.State == IssueState.Lost));
        Assert.Equal(10, await Store.Count(FriendCollections.Friends, new Filter.Exists("coupons"), default));
    }

    [Fact]
    public async Task A_revoked_coupon_gives_its_place_back_and_an_erased_friends_place_stays_taken()
    {
        var coupon = new Coupon { Id = "first", Title = "先着", Reward = new Reward.Gift("皿"), Limit = 1 };
        await Befriend(3);
        var places = new CouponPlaces(Store);
        var issuer = Issuer(places);
        var desk = new CouponDesk(
            Store, new FriendStore(Store, _clock), issuer, new CouponRedemption(new CouponEligibility(Chat.Tokyo, []), places, Chat.Tokyo), Chat.Tokyo);
        var first = Assert.IsType<IssueResult.Issued>(await Give(issuer, coupon, Friend(0))).Issue;
        Assert.IsType<IssueResult.NotValidNow>(await Give(issuer, coupon, Friend(1)));

        Assert.Null((await desk.Revoke(first.Code, "誤配布", FactSource.Staff(), default))!.Changed!.Places);
        Assert.IsType<IssueResult.Issued>(await Give(issuer, coupon, Friend(1)));

        await new FriendErasure(Store, [new PersonalCoupons(Store, TimeZoneInfo.Utc, _clock)], _clock).Erase(Friend(1), default);
        Assert.Equal(NotGiven.Gone, Assert.IsType<IssueResult.NotValidNow>(await Give(issuer, coupon, Friend(2))).Why);
        Assert.Equal(1, await Store.Count(CouponCollections.Places, Filter.Everything, default));
    }

    [Fact]
    public async Task A_raised_limit_opens_places_and_a_lowered_one_takes_none_away()
    {
        var coupon = new Coupon { Id = "first", Title = "先着", Reward = new Reward.Gift("皿"), Limit = 2 };
        await Befriend(5);
        var issuer = Issuer();
        await Give(issuer, coupon, Friend(0));
        await Give(issuer, coupon, Friend(1));

        Assert.IsType<IssueResult.NotValidNow>(await Give(issuer, coupon with { Limit = 1 }, Friend(2)));
        Assert.IsType<IssueResult.Issued>(await Give(issuer, coupon with { Limit = 3 }, Friend(2)));
        Assert.IsType<IssueResult.NotValidNow>(await Give(issuer, coupon with { Limit = 3 }, Friend(3)));
        Assert.Equal(3, await Store.Count(CouponCollections.Issues, Filter.Everything, default));
    }

    private static string Friend(int i) => $"U{i:D32}";

    private async Task Befriend(int count)
    {
        var commit = new Commit();
        for (var i = 0; i < count; i++)
        {
            commit.Insert(FriendCollections.Friends, Bot.Friends.Friend.FirstSeen(Friend(i), Now) with { Status = FriendStatus.Following, FollowedAt = Now });
        }

        Assert.IsType<CommitResult.Committed>(await Store.Commit(commit, default));
    }

    private async Task<IssueResult> Give(CouponIssuer issuer, Coupon coupon, string friend) =>
        (await new FriendStore(Store, _clock).Change(friend, (change, ct) => issuer.Issue(change, coupon, FactSource.Bot, occasion: null, ct), default))!;

    // Each stands for an instance of its own: nothing is shared but the store.
    private CouponIssuer Issuer(CouponPlaces? places = null)
    {
        var files = new LiveDefinitions<Coupon>(CouponDefinitions.Kind(Chat.Tokyo), Options.Create(new DefinitionsOptions { Root = _test.Folder }));
        return new(new CouponCatalog(files, Store, _clock), places ?? new CouponPlaces(Store), new CouponEligibility(Chat.Tokyo, []), Store, address: null, Chat.Tokyo);
    }
}

public sealed class CouponPlacesOnSqlite() : CouponPlacesTests(TestStore.OnSqlite());

public sealed class CouponPlacesOnMongo() : CouponPlacesTests(TestStore.OnMongo());
