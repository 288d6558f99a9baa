using Bot.Conditions;
using Bot.Friends;
using Bot.Outbox;
using Bot.Segments;
using Bot.Segments.Indexing;
using Bot.Storage;
using Bot.Tests.Conditions;

namespace Bot.Tests.Segments;

/// <summary>The index beside a real store: equal to it after whatever happened, on each engine.</summary>
public abstract class SegmentIndexTests : IDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly TestStore _place;
    private readonly StoreAddress _address;
    private readonly FailingStore _store;
    private readonly SegmentIndex _index;
    private readonly FriendFinder _friends;

    internal SegmentIndexTests(TestStore place)
    {
        _place = place;
        _address = place.Open(FriendCollections.Friends, FriendCollections.Timeline, OutboxCollections.Messages);
        _store = new FailingStore(_address.Documents);
        _index = new SegmentIndex(_store, TimeProvider.System);
        _friends = Finder(_index);
    }

    private string SnapshotFile => Path.Combine(_place.Folder, "segments.snapshot");

    [Fact]
    public async Task Counts_lists_and_the_latest_are_those_of_the_store_while_friends_change()
    {
        var (sample, random) = (new Sample(31), new Random(31));
        var friends = new Dictionary<string, Friend>();
        await Put(friends, Enumerable.Range(0, 120).Select(sample.Friend));
        for (var round = 0; round < 60; round++)
        {
            await Put(friends, Enumerable.Range(0, random.Next(3)).Select(_ => sample.Friend(random.Next(150))));
            if (random.Next(4) == 0 && friends.Keys.ElementAt(random.Next(friends.Count)) is var leaver)
            {
                friends.Remove(leaver);
                await _store.Commit(new Commit().Delete(FriendCollections.Friends, leaver), Ct);
            }

            var condition = sample.Condition();
            var context = await _friends.Context(condition, sample.Now, Ct);
            var expected = friends.Values.Where(friend => condition.Holds(friend, context)).ToList();

            Assert.Equal(expected.Count, await _friends.Count(condition, sample.Now, Ct));
            Assert.Equal(expected.Select(friend => friend.Id).Order(StringComparer.Ordinal), await _friends.Ids(condition, sample.Now, Ct));
            Assert.Equal(await _store.Ids(FriendCollections.Friends, ConditionFilter.For(condition, context), Ct), await _friends.Ids(condition, sample.Now, Ct));
            Assert.Equal(await LatestOfStore(condition, context, 7), (await _friends.Latest(condition, 7, sample.Now, Ct)).Select(friend => friend.Id));
        }

        Assert.Equal(IndexReadiness.Ready, _index.State().Readiness);
    }

    [Fact]
    public async Task Of_two_who_write_the_same_friend_at_once_the_index_knows_what_the_store_kept()
    {
        await Put([], [Friend.FirstSeen("U1", Sample.Midnight)]);
        var clock = TimeProvider.System;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await new FriendStore(_store, clock).Change("U1", (change, _) =>
                {
                    change.AddTag($"tag {writer}", null, FactSource.Api);
                    change.RemoveTag($"tag {(writer + i) % 4}", FactSource.Api);
                    return ValueTask.FromResult("");
                }, Ct);
                await _friends.Count(Shop.Read("tag = \"tag 0\""), Sample.Midnight, Ct);
            }
        }));
        await Task.WhenAll(writers);

        var friend = (await _store.Get(FriendCollections.Friends, "U1", Ct))!.Value;
        for (var writer = 0; writer < 4; writer++)
        {
            Assert.Equal(friend.HasTag($"tag {writer}") ? 1 : 0, await _friends.Count(Shop.Read($"tag = \"tag {writer}\""), Sample.Midnight, Ct));
        }
    }

    [Fact]
    public async Task A_tag_given_another_name_is_found_by_that_name_alone()
    {
        var friends = new Dictionary<string, Friend>();
        await Put(friends, Enumerable.Range(0, 300).Select(number => Friend.FirstSeen($"U{number}", Sample.Midnight).WithTag(new("旧い名", Sample.Midnight, FactSource.Bot)).Friend));
        Assert.Equal(300, await _friends.Count(Shop.Read("tag = 旧い名"), Sample.Midnight, Ct));

        await Put(friends, friends.Values.ToList().Select(friend => friend with { Tags = [.. friend.Tags.Select(tag => tag with { Name = "新しい名" })] }));

        Assert.Equal(0, await _friends.Count(Shop.Read("tag = 旧い名"), Sample.Midnight, Ct));
        Assert.Equal(300, await _friends.Count(Shop.Read("tag = 新しい名"), Sample.Midnight, Ct));
        Assert.Equal(["新しい名"], (await new NamesInUse(_index).Read(Ct))!.Tags!);
    }

    [Fact]
    public async Task Relative_dates_mean_the_moment_of_the_question_wherever_the_clock_jumps()
    {
        await Put([], [Friend.FirstSeen("U1", Sample.Midnight) with { LastMessageAt = Sample.Midnight }]);
        var silent = Shop.Read("last_message > 90 days ago");

        Assert.Equal(0, await _friends.Count(silent, Sample.Midnight.AddDays(90), Ct));
        Assert.Equal(1, await _friends.Count(silent, Sample.Midnight.AddDays(91), Ct));
        Assert.Equal(0, await _friends.Count(silent, Sample.Midnight.AddYears(-5), Ct));
    }

    [Fact]
    public async Task Texts_too_many_or_too_long_to_list_are_answered_from_the_friends_themselves()
    {
        var friends = new Dictionary<string, Friend>();
        await Put(friends, Enumerable.Range(0, 1_100).Select(number => Friend.FirstSeen($"U{number}", Sample.Midnight)
            .WithAttribute(new("memo", Sample.Midnight, FactSource.Bot) { Text = $"お客様 {number}" })
            .WithAnswer(new("wish", "free", Sample.Midnight) { Text = number == 7 ? new string('長', 5_000) + "😀" : "短い" })));

        Assert.Equal(1, await _friends.Count(Shop.Read("attribute(memo) = \"お客様 3\""), Sample.Midnight, Ct));
        Assert.Equal(1, await _friends.Count(Shop.Read("attribute(memo) = \"お客様 1099\""), Sample.Midnight, Ct));
        Assert.Equal(1_099, await _friends.Count(Shop.Read("attribute(memo) != \"お客様 1099\""), Sample.Midnight, Ct));
        Assert.Equal(11, await _friends.Count(Shop.Read("attribute(memo) contains \" 109\""), Sample.Midnight, Ct));
        Assert.Equal(["U7"], await _friends.Ids(Shop.Read("answer(wish.free) contains \"😀\""), Sample.Midnight, Ct));
        Assert.Equal(FoundBy.IndexAndFriends, (await _friends.Explain(Shop.Read("answer(wish.free) contains \"😀\""), Sample.Midnight, Ct)).Plan.By);
        Assert.Equal(FoundBy.Index, (await _friends.Explain(Shop.Read("answer(wish.free) = 短い"), Sample.Midnight, Ct)).Plan.By);
    }

    [Fact]
    public async Task A_start_goes_on_from_the_snapshot_and_hears_of_all_that_happened_since()
    {
        var friends = new Dictionary<string, Friend>();
        var sample = new Sample(41);
        await Put(friends, Enumerable.Range(0, 100).Select(sample.Friend));
        Assert.True(await _index.Feed.CatchUp(Ct));
        await _index.Save(SnapshotFile, Ct);
        await Put(friends, [sample.Friend(3), sample.Friend(150)]);
        await _store.Commit(new Commit().Delete(FriendCollections.Friends, sample.Friend(4).Id), Ct);
        friends.Remove(sample.Friend(4).Id);

        using var next = new SegmentIndex(_store, TimeProvider.System);
        Assert.True(await next.Load(SnapshotFile, Ct));

        // Until it has heard, it answers nothing.
        Assert.Equal(IndexReadiness.CatchingUp, next.State().Readiness);
        await Agrees(next, friends, sample);
        Assert.Equal(3, next.Changes);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SnapshotFile));
        }
    }

    [Fact]
    public async Task A_snapshot_that_is_damaged_cut_off_or_of_another_store_is_none()
    {
        var friends = new Dictionary<string, Friend>();
        var sample = new Sample(42);
        await Put(friends, Enumerable.Range(0, 50).Select(sample.Friend));
        await _index.Feed.CatchUp(Ct);
        await _index.Save(SnapshotFile, Ct);
        var whole = await File.ReadAllBytesAsync(SnapshotFile);
        var random = new Random(42);
        for (var round = 0; round < 40; round++)
        {
            var bytes = whole.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(SnapshotFile, round % 4 == 0 ? whole[..random.Next(whole.Length)] : bytes, Ct);

            using var next = new SegmentIndex(_store, TimeProvider.System);
            Assert.False(await next.Load(SnapshotFile, Ct));
            Assert.Equal(0, next.State().Friends);
        }

        // Whole, but of a store that is another: its friends are not these.
        using var other = TestStore.OnSqlite();
        using var otherAddress = other.Open(FriendCollections.Friends, OutboxCollections.Messages);
        await File.WriteAllBytesAsync(SnapshotFile, whole, Ct);
        using var mistaken = new SegmentIndex(otherAddress.Documents, TimeProvider.System);
        Assert.True(await mistaken.Load(SnapshotFile, Ct));
        Assert.True(await mistaken.Feed.CatchUp(Ct));
        Assert.Equal(0, mistaken.State().Friends);
    }

    [Fact]
    public async Task While_the_store_is_away_the_index_says_so_and_goes_on_afterwards()
    {
        await Put([], [Friend.FirstSeen("U1", Sample.Midnight)]);
        Assert.Equal(1, await _friends.Count(Shop.Read("status = visitor"), Sample.Midnight, Ct));

        _store.IsAway = true;
        await Assert.ThrowsAsync<StoreException>(() => _friends.Count(Shop.Read("all"), Sample.Midnight, Ct));

        _store.IsAway = false;
        await Put([], [Friend.FirstSeen("U2", Sample.Midnight)]);
        Assert.Equal(2, await _friends.Count(Shop.Read("status = visitor"), Sample.Midnight, Ct));
    }

    [Fact]
    public async Task More_changes_than_a_question_can_wait_for_are_answered_by_the_store()
    {
        for (var some = 0; some < 11_000; some += 1_000)
        {
            await Put([], Enumerable.Range(some, 1_000).Select(number => Friend.FirstSeen($"U{number}", Sample.Midnight)));
        }

        var (count, plan) = await _friends.Explain(Shop.Read("status = visitor"), Sample.Midnight, Ct);
        Assert.Equal((11_000, FoundBy.Store), (count, plan.By));

        // It came nearer with the question, and the next one finds it up to date.
        Assert.Equal((11_000, FoundBy.Index), (await _friends.Explain(Shop.Read("status = visitor"), Sample.Midnight, Ct)) is var (again, by) ? (again, by.By) : default);
    }

    [Fact]
    public async Task What_is_little_is_waited_for_whoever_takes_it_over()
    {
        await Put([], [Friend.FirstSeen("U1", Sample.Midnight)]);
        Task<(long Count, FindingPlan Plan)> asked;
        using (await _index.Feed.Hold(Ct))
        {
            asked = _friends.Explain(new Condition.All(), Sample.Midnight, Ct);
        }

        Assert.Equal((1, FoundBy.Index), (await asked) is var (count, plan) ? (count, plan.By) : default);
    }

    [Fact]
    public async Task A_name_is_found_however_it_is_typed_though_the_index_is_far_behind()
    {
        for (var some = 0; some < 11_000; some += 1_000)
        {
            await Put([], Enumerable.Range(some, 1_000).Select(number => Friend.FirstSeen($"U{number}", Sample.Midnight) with { Profile = new(number % 2 == 0 ? "佐藤さくら" : "もみじ", Sample.Midnight) }));
        }

        Assert.Equal(5_500, await _friends.Count(new Condition.All(), "サクラ", Sample.Midnight, Ct));
    }

    [Fact]
    public async Task Two_instances_each_keep_an_index_of_one_store()
    {
        using var other = new SegmentIndex(_store, TimeProvider.System);
        var friends = new Dictionary<string, Friend>();
        var sample = new Sample(43);
        for (var round = 0; round < 5; round++)
        {
            await Put(friends, Enumerable.Range(0, 20).Select(_ => sample.Friend(round)));
            await Agrees(_index, friends, sample);
            await Agrees(other, friends, sample);
        }
    }

    [Fact]
    public async Task Who_received_a_campaign_is_known_of_friends_who_came_before_and_after()
    {
        await Put([], [Friend.FirstSeen("U1", Sample.Midnight), Friend.FirstSeen("U2", Sample.Midnight)]);
        await _store.Commit(new Commit().Insert(OutboxCollections.Messages, Sent("m1", "U1", "U3")), Ct);
        var received = Shop.Read("received(new-curry)");

        Assert.Equal(["U1"], await _friends.Ids(received, Sample.Midnight, Ct));
        await Put([], [Friend.FirstSeen("U3", Sample.Midnight)]);
        Assert.Equal(["U1", "U3"], await _friends.Ids(received, Sample.Midnight, Ct));

        // Someone who was erased and comes back is nobody new to LINE, but has another ordinal here.
        await _store.Commit(new Commit().Delete(FriendCollections.Friends, "U1"), Ct);
        Assert.Equal(["U3"], await _friends.Ids(received, Sample.Midnight, Ct));
        await Put([], [Friend.FirstSeen("U1", Sample.Midnight)]);
        Assert.Equal(["U1", "U3"], await _friends.Ids(received, Sample.Midnight, Ct));
        Assert.Equal(["U2"], await _friends.Ids(Shop.Read("status = visitor and not received(new-curry)"), Sample.Midnight, Ct));
    }

    public void Dispose()
    {
        _index.Dispose();
        _address.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    private static OutboxMessage Sent(string id, params string[] to) => new()
    {
        Id = id,
        Call = OutboxCall.Multicast,
        To = to,
        MailingId = "new-curry",
        RetryKey = id,
        State = OutboxState.Sent,
        CreatedAt = Sample.Midnight,
    };

    private FriendFinder Finder(SegmentIndex index) => new(_store, index, new ReceivedCampaigns(_store, new Bot.Links.ClickReader(_store, new Bot.Links.LinkBook(_store, new Bot.Access.ShopSecret(null)))), Sample.Tokyo);

    private async Task Agrees(SegmentIndex index, Dictionary<string, Friend> friends, Sample sample)
    {
        var finder = Finder(index);
        for (var i = 0; i < 20; i++)
        {
            var condition = sample.Condition();
            var context = await finder.Context(condition, sample.Now, Ct);
            Assert.Equal(friends.Values.Count(friend => condition.Holds(friend, context)), await finder.Count(condition, sample.Now, Ct));
        }

        Assert.Equal((IndexReadiness.Ready, friends.Count), (index.State().Readiness, index.State().Friends));
    }

    private async Task<IEnumerable<string>> LatestOfStore(Condition condition, ConditionContext context, int count) =>
        (await _store.Find(new Query<Friend>(FriendCollections.Friends, ConditionFilter.For(condition, context)) { OrderBy = "firstSeenAt", Descending = true, Limit = count }, Ct))
            .Items.Select(item => item.Value.Id);

    private async Task Put(Dictionary<string, Friend> kept, IEnumerable<Friend> friends)
    {
        var commit = new Commit();
        foreach (var friend in friends.DistinctBy(friend => friend.Id))
        {
            kept[friend.Id] = friend;
            commit.Put(FriendCollections.Friends, friend, (await _store.Get(FriendCollections.Friends, friend.Id, Ct))?.Version ?? 0);
        }

        Assert.IsType<CommitResult.Committed>(await _store.Commit(commit, Ct));
    }
}

public sealed class SegmentIndexOnSqlite() : SegmentIndexTests(TestStore.OnSqlite());

public sealed class SegmentIndexOnMongo() : SegmentIndexTests(TestStore.OnMongo());
