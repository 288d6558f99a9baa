using Bot.Conditions;
using Bot.Friends;
using Bot.Segments.Indexing;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>
/// Finds the friends of whom a condition holds: by the index; where that leaves some open (a free text, a bound within the
/// three hours it knows of a date), by their documents; and by the store alone while the index catches up, or where too
/// many are left open. The answer is the same each way.
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
        if (conditions.Count == 0 || !await index.CatchUp(ct))
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
    public async Task<FriendIds> Ids(Condition condition, DateTimeOffset now, CancellationToken ct)
    {
        var question = await Ask(condition, now, ct);
        return await Index(question, static (index, those) => index.IdsOf(index.BitsOf(those)), ct) is var (ids, _, also)
            ? also.Count == 0 ? ids : FriendIds.Of(ids.Concat(also.Select(friend => friend.Id)))
            : FriendIds.Of(await store.Ids(FriendCollections.Friends, question.Filter, ct));
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

        // Many may have been first seen at the same moment (an import); of those the order is by id.
        var (chosen, left) = firstSeen.Values.TakeGreatest(candidates, count);
        return [.. index.IdsOf(chosen), .. index.IdsOf(candidates).Reverse().Take(left)];
    }

    private async Task<Question> Ask(Condition condition, DateTimeOffset now, CancellationToken ct)
    {
        var received = await campaigns.Of(condition, ct);
        var context = new ConditionContext(now, zone) { Received = received.ToDictionary(campaign => campaign.Key, campaign => campaign.Value.Friends) };
        return new Question(Simplification.Of(condition), context, received);
    }

    // What the index says of those it is sure of, how many it left open, and those of them of whom the condition holds; null: the store must be asked.
    private async Task<(T Answer, int Open, IReadOnlyList<Friend> Also)?> Index<T>(Question question, Func<FriendIndex, Selection, T> read, CancellationToken ct)
    {
        if (!await index.CatchUp(ct) || index.Read(now => Sure(now, question, read)) is not var (answer, open))
        {
            return null;
        }

        var also = await Read(open, ct);
        return (answer, open.Count, [.. also.Where(friend => question.Condition.Holds(friend, question.Context))]);
    }

    private static (T Answer, IReadOnlyList<string> Open)? Sure<T>(FriendIndex index, Question question, Func<FriendIndex, Selection, T> read)
    {
        var bounds = IndexedCondition.Of(question.Condition, index, question.Context, campaign => question.Received[campaign].In(index));
        if (bounds.AreExact)
        {
            return (read(index, bounds.Sure), []);
        }

        var open = Selection.Without(bounds.Maybe, bounds.Sure);
        return index.CountOf(open) > MostAsked ? null : (read(index, bounds.Sure), index.IdsOf(index.BitsOf(open)));
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
        public Filter Filter => ConditionFilter.For(Condition, Context);
    }
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
