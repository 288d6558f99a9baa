using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;
using Bot.Tests.Conditions;

namespace Bot.Tests.Segments;

public sealed class SegmentReaderTests : IAsyncLifetime
{
    private SegmentsShop _shop = null!;

    public async Task InitializeAsync() => _shop = await SegmentsShop.Open();

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    [Theory]
    [InlineData("tag = 甘口", "U1 U2")]
    [InlineData("tag = 甘口 or blocked", "U1 U2")]
    [InlineData("blocked", "")]
    [InlineData("not tag = 辛口", "U1 U2")]
    public async Task An_audience_is_exactly_the_following_friends_who_match(string condition, string ids) =>
        Assert.Equal(ids, string.Join(' ', await _shop.Reader.Audience(Shop.Read(condition), SegmentsShop.Now, CancellationToken.None)));

    [Fact]
    public async Task A_campaign_was_received_by_those_line_took_it_for()
    {
        await _shop.Store.Commit(
            new Commit()
                .Insert(OutboxCollections.Messages, Message("m1", OutboxState.Sent, "U1", "U2") with { Skipped = [new("U2", new("ブロック", "blocked"))] })
                .Insert(OutboxCollections.Messages, Message("m2", OutboxState.Waiting, "U3")),
            CancellationToken.None);

        Assert.Equal(1, await _shop.Count("received(new-curry)"));
        Assert.Equal(2, await _shop.Count("not received(新作カレー)"));
        await _shop.Store.Commit(new Commit().Insert(OutboxCollections.Messages, Message("m3", OutboxState.Sent, "U3")), CancellationToken.None);

        Assert.Equal(2, await _shop.Count("received(new-curry)"));
        Assert.Equal(["U2"], await _shop.Reader.Audience(Shop.Read("tag = 甘口 and not received(new-curry)"), SegmentsShop.Now, CancellationToken.None));
    }

    [Fact]
    public async Task Counts_audiences_and_previews_agree_on_random_friends()
    {
        var sample = new Sample(11);
        var friends = Enumerable.Range(0, 200).Select(sample.Friend).ToList();
        await _shop.Put(friends);
        var all = (await _shop.Store.Find(new Query<Friend>(FriendCollections.Friends, Filter.Everything) { Limit = 1000 }, CancellationToken.None)).Items.Select(item => item.Value).ToList();
        var context = sample.Context(all) with { Received = Sample.CampaignIds.ToDictionary(id => id, _ => FriendIds.None) };

        for (var i = 0; i < 60; i++)
        {
            var condition = sample.Condition();
            var matching = all.Where(friend => condition.AmongFollowing().Holds(friend, context)).Select(friend => friend.Id).ToHashSet();
            var following = all.Where(friend => matching.Contains(friend.Id) && friend is { Status: FriendStatus.Following, OptedOutAt: null }).Select(friend => friend.Id).Order(StringComparer.Ordinal);
            var preview = await _shop.Reader.Preview(condition, context.Now, 1000, CancellationToken.None);

            Assert.Equal(matching.Count, await _shop.Reader.Count(condition, context.Now, CancellationToken.None));
            Assert.Equal(following, await _shop.Reader.Audience(condition, context.Now, CancellationToken.None));
            Assert.Equal(matching.Count, preview.Count);
            Assert.Equal(following.Count(), preview.Reachable);
            Assert.True(matching.SetEquals(preview.Friends.Select(friend => friend.Id)));
        }
    }

    private static OutboxMessage Message(string id, OutboxState state, params string[] to) => new()
    {
        Id = id,
        Call = OutboxCall.Multicast,
        To = to,
        MailingId = "new-curry",
        RetryKey = id,
        State = state,
        CreatedAt = SegmentsShop.Now,
    };
}
