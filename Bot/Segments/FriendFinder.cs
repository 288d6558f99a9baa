using Bot.Conditions;
using Bot.Friends;
using Bot.Segments.Indexing;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>
/// Finds the friends of whom a condition holds: by the index; where that leaves some open (a free text, a bound within the
/// three hours it knows of a date), by their documents; and by the store alone while the index catches up, or where too
/// many are left open. The answer is the same each way. Names are for the index alone, however long it takes: no store
/// compares them as it does (capitals, widths, the two kana).
/// </summary>
internal sealed class FriendFinder(IDocumentStore store, SegmentIndex index, ReceivedCampaigns campaigns, TimeZoneInfo zone)
{
    /// <summary>So many open friends are asked one by one; beyond that the store looks through all of them faster.</summary>
    internal const int MostAsked = 20_000;

    private const int ReadAtOnce = 500;

    private static readonly Dictionary<string, Recipients> NoCampaigns = [];

    /// <summary>How many there are.</summary>
    public async Task<long> Count(Condition condition, DateTimeOffset now, CancellationToken ct) => (await Explain(condition, now, ct)).Count;

    /// <summary>How many there are of each, where the index alone can tell; null where friends, campaigns or the store would have to be asked.</summary>
    public async Task<IReadOnlyList<long?>> CountAtOnce(IReadOnlyList<Condition> conditions, DateTimeOffset now, CancellationToken ct)
    {
        if (conditions.Count == 0 || !await index.Feed.CatchUp(ct))
        {
            return new long?[conditions.Count];
        }

        var context = new ConditionContext(now, zone);
        return index.Read(friends => conditions.Select(condition => condition.CampaignsMentioned().Count == 0
            && Sure(friends, new Question(Simplification.Of(condition), context, NoCampaigns), static (index, those) => index.CountOf(those)) is (var count, { Count: 0 })
                ? count
                : (long?)null).ToList());
    }

    /// <summary>Their ids.</summary>
    public Task<FriendIds> Ids(Condition condition, DateTimeOffset now, CancellationToken ct) => Ids(condition, name: null, now, ct);

    /// <summary>How many there are whose name has this part.</summary>
    public async Task<long> Count(Condition condition, string? name, DateTimeOffset now, CancellationToken ct)
    {
        var question = await Ask(condition, now, ct) with { Name = Folded(name) };
        return await Index(question, static (index, those) => index.CountOf(those), ct) is var (count, _, also)
            ? count + also.Count
            : await store.Count(FriendCollections.Friends, question.Filter, ct);
    }

    /// <summary>The ids of those whose name has this part.</summary>
    public async Task<FriendIds> Ids(Condition condition, string? name, DateTimeOffset now, CancellationToken ct)
    {
        var question = await Ask(condition, now, ct) with { Name = Folded(name) };
        return await Index(question, static (index, those) => index.IdsOf(index.BitsOf(those)), ct) is var (ids, _, also)
            ? also.Count == 0 ? ids : FriendIds.Of(ids.Concat(also.Select(friend => friend.Id)))
            : FriendIds.Of(await store.Ids(FriendCollections.Friends, question.Filter, ct));
    }

    /// <summary>
    /// A page of those whose name has this part, the latest of the order first; who lacks what is ordered by is left out. Not a
    /// cursor of this list: <see cref="ArgumentException"/>.
    /// </summary>
    public async Task<Page<Friend>> Page(Condition condition, string? name, FriendOrder order, int limit, string? after, DateTimeOffset now, CancellationToken ct)
    {
        var question = await Ask(condition, now, ct) with { Name = Folded(name) };
        var query = new Query<Friend>(FriendCollections.Friends, question.Filter) { OrderBy = order.Path, Descending = true, Limit = limit, After = after };
        var cursor = PageCursor.Read(query) is { } end ? (DateTimeOffset.Parse(end.Value.Text, System.Globalization.CultureInfo.InvariantCulture), end.Id) : ((DateTimeOffset At, string Id)?)null;
        if (await Index(question, (index, those) => PageIn(index, those, order, cursor, limit + 1), ct) is not var (ids, _, also))
        {
            return await store.Find(query, ct);
        }

        // Read after the index was: who changed in between is judged as they are now. One more than a page tells whether there is another.
        var friends = (await store.GetMany(FriendCollections.Friends, ids, ct))
            .Where(friend => question.Holds(friend.Value))
            .Concat(also.Select(friend => new Stored<Friend>(friend, 0)))
            .Where(friend => order.Of(friend.Value) is { } at && (cursor is not { } last || at < last.At || (at == last.At && string.CompareOrdinal(friend.Value.Id, last.Id) < 0)))
            .OrderByDescending(friend => order.Of(friend.Value))
            .ThenByDescending(friend => friend.Value.Id, StringComparer.Ordinal)
            .Take(limit + 1)
            .ToList();
        return friends.Count <= limit
            ? new Page<Friend>(friends, null)
            : new Page<Friend>(friends[..limit], PageCursor.Write(query, order.Of(friends[limit - 1].Value), friends[limit - 1].Value.Id));
    }

    /// <summary>Some of them: those first seen last, the last of them first.</summary>
    public async Task<IReadOnlyList<Friend>> Latest(Condition condition, int count, DateTimeOffset now, CancellationToken ct)
    {
        if (count == 0)
        {
            return [];
        }

        var question = await Ask(condition, now, ct);
        if (await Index(question, (index, those) => LatestIn(index, those, count), ct) is not var (latest, _, also))
        {
            var query = new Query<Friend>(FriendCollections.Friends, question.Filter) { OrderBy = "firstSeenAt", Descending = true, Limit = count };
            return [.. (await store.Find(query, ct)).Items.Select(item => item.Value)];
        }

        // Read after the index was: who changed in between is judged as they are now.
        var friends = await Read(latest, ct);
        return [.. friends.Where(friend => question.Condition.Holds(friend, question.Context)).Concat(also).OrderByDescending(friend => friend.FirstSeenAt).ThenByDescending(friend => friend.Id, StringComparer.Ordinal).Take(count)];
    }

    /// <summary>How many there are, and how that was found out.</summary>
    public async Task<(long Count, FindingPlan Plan)> Explain(Condition condition, DateTimeOffset now, CancellationToken ct)
    {
        var question = await Ask(condition, now, ct);
        return await Index(question, static (index, those) => index.CountOf(those), ct) is var (count, open, also)
            ? (count + also.Count, new FindingPlan(open == 0 ? FoundBy.Index : FoundBy.IndexAndFriends, open))
            : (await store.Count(FriendCollections.Friends, question.Filter, ct), new FindingPlan(FoundBy.Store, 0));
    }

    /// <summary>How many there are; null: the index cannot tell now, and asking the store may take long.</summary>
    public async Task<long?> CountByIndex(Condition condition, DateTimeOffset now, CancellationToken ct) =>
        await Index(await Ask(condition, now, ct), static (index, those) => index.CountOf(those), ct) is var (count, _, also) ? count + also.Count : null;

    /// <summary>What a condition is decided against now.</summary>
    public async Task<ConditionContext> Context(Condition condition, DateTimeOffset now, CancellationToken ct) =>
        (await Ask(condition, now, ct)).Context;

    private static List<string> LatestIn(FriendIndex index, Selection those, int count)
    {
        var candidates = index.BitsOf(those);
        if (index.Fields.Find(new(FactKind.FirstSeen)) is not FactField.Valued firstSeen)
        {
            return [];
        }

        return Greatest(index, candidates, firstSeen.Values, count);
    }

    // Those of the cursor's own moment come before those of an earlier one.
    private static List<string> PageIn(FriendIndex index, Selection those, FriendOrder order, (DateTimeOffset At, string Id)? cursor, int count)
    {
        if ((index.Fields.Find(new(order.Fact)) as FactField.Valued)?.Values is not { } values)
        {
            return [];
        }

        if (cursor is not { } last)
        {
            return Greatest(index, index.BitsOf(those), values, count);
        }

        var key = SortKey.Of(last.At);
        var same = index.IdsOf(index.BitsOf(Selection.And(those, Selection.Between(values, key, key + 1))));
        List<string> ids = [.. same.Reverse().SkipWhile(id => string.CompareOrdinal(id, last.Id) >= 0).Take(count)];
        return ids.Count == count
            ? ids
            : [.. ids, .. Greatest(index, index.BitsOf(Selection.And(those, Selection.Between(values, null, key))), values, count - ids.Count)];
    }

    private static List<string> Greatest(FriendIndex index, ulong[] candidates, SlicedValues values, int count)
    {
        // Many may share a moment (an import); of those the order is by id.
        var (chosen, left) = values.TakeGreatest(candidates, count);
        return [.. index.IdsOf(chosen), .. index.IdsOf(candidates).Reverse().Take(left)];
    }

    private static string? Folded(string? name) => string.IsNullOrWhiteSpace(name) ? null : NameIndex.Fold(name.Trim());

    private async Task<Question> Ask(Condition condition, DateTimeOffset now, CancellationToken ct)
    {
        var received = await campaigns.Of(condition, ct);
        var context = new ConditionContext(now, zone) { Received = received.ToDictionary(campaign => campaign.Key, campaign => campaign.Value.Friends) };
        return new Question(Simplification.Of(condition), context, received);
    }

    // What the index says of those it is sure of, how many it left open, and those of them of whom the condition holds; null: the store must be asked.
    private async Task<(T Answer, int Open, IReadOnlyList<Friend> Also)?> Index<T>(Question question, Func<FriendIndex, Selection, T> read, CancellationToken ct)
    {
        if (question.Name is not null)
        {
            await index.Feed.CatchUpWhole(ct);
        }
        else if (!await index.Feed.CatchUp(ct))
        {
            return null;
        }

        if (index.Read(now => Sure(now, question, read)) is not var (answer, open))
        {
            return null;
        }

        var also = await Read(open, ct);
        return (answer, open.Count, [.. also.Where(question.Holds)]);
    }

    private static (T Answer, IReadOnlyList<string> Open)? Sure<T>(FriendIndex index, Question question, Func<FriendIndex, Selection, T> read)
    {
        var bounds = IndexedCondition.Of(question.Condition, index, question.Context, campaign => question.Received[campaign].In(index));
        var named = question.Name is { } name ? index.Named(name) : index.Everybody;
        var sure = question.Name is null ? bounds.Sure : Selection.And(bounds.Sure, named);
        if (bounds.AreExact)
        {
            return (read(index, sure), []);
        }

        var open = Selection.And(named, Selection.Without(bounds.Maybe, bounds.Sure));
        return question.Name is null && index.CountOf(open) > MostAsked ? null : (read(index, sure), index.IdsOf(index.BitsOf(open)));
    }

    private async Task<IReadOnlyList<Friend>> Read(IReadOnlyList<string> ids, CancellationToken ct)
    {
        var friends = new List<Friend>(ids.Count);
        foreach (var some in ids.Chunk(ReadAtOnce))
        {
            friends.AddRange((await store.GetMany(FriendCollections.Friends, some, ct)).Select(friend => friend.Value));
        }

        return friends;
    }

    private sealed record Question(Condition Condition, ConditionContext Context, IReadOnlyDictionary<string, Recipients> Received)
    {
        /// <summary>A part of the name, in the form names are compared in; null: any.</summary>
        public string? Name { get; init; }

        public Filter Filter => ConditionFilter.For(Condition, Context);

        public bool Holds(Friend friend) =>
            Condition.Holds(friend, Context) && (Name is null || (friend.DisplayName is { } name && NameIndex.Fold(name).Contains(Name, StringComparison.Ordinal)));
    }
}

/// <summary>By which of their moments friends are listed, the latest first.</summary>
internal sealed record FriendOrder(string Path, FactKind Fact, Func<Friend, DateTimeOffset?> Of)
{
    /// <summary>When they were first heard of; everybody was.</summary>
    public static FriendOrder FirstSeen { get; } = new("firstSeenAt", FactKind.FirstSeen, friend => friend.FirstSeenAt);

    /// <summary>When they followed last.</summary>
    public static FriendOrder Followed { get; } = new("followedAt", FactKind.Followed, friend => friend.FollowedAt);

    /// <summary>When they last wrote or tapped.</summary>
    public static FriendOrder LastMessage { get; } = new("lastMessageAt", FactKind.LastMessage, friend => friend.LastMessageAt);
}

/// <summary>How friends were found, and of how many the index left the decision to their documents.</summary>
public sealed record FindingPlan(FoundBy By, int FriendsAsked);

/// <summary>What answered who matches.</summary>
public enum FoundBy
{
    /// <summary>The index in memory alone.</summary>
    Index,

    /// <summary>The index, and for some friends whom it left open their documents.</summary>
    IndexAndFriends,

    /// <summary>The store, which looked through the friends' documents.</summary>
    Store,
}
