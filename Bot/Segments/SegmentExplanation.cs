using Bot.Conditions;
using Bot.Friends;

namespace Bot.Segments;

/// <summary>Why a condition means whom it means.</summary>
public sealed record SegmentExplanation
{
    /// <summary>In its canonical form.</summary>
    public required string Condition { get; init; }

    /// <summary>What is decided: with "following" where it is not said, and without what makes no difference.</summary>
    public required string Means { get; init; }

    /// <summary>How many friends match.</summary>
    public required long Count { get; init; }

    /// <summary>How they were found.</summary>
    public required FindingPlan Plan { get; init; }

    /// <summary>The condition, clause by clause.</summary>
    public required ExplainedClause Clauses { get; init; }

    /// <summary>The friend it was explained for; null: for nobody.</summary>
    public ExplainedFriend? Friend { get; init; }
}

/// <summary>One clause: a test, or an and, or, not of the parts.</summary>
public sealed record ExplainedClause(string Text, IReadOnlyList<ExplainedClause> Parts)
{
    /// <summary>How many friends it holds of, alone; of following ones unless the condition speaks of the status. Null: only the store could tell.</summary>
    public long? Count { get; init; }

    /// <summary>Whether it holds of the friend; null: none was named.</summary>
    public bool? Holds { get; init; }

    /// <summary>Of a test: what is known of the friend that it looks at; empty: nothing.</summary>
    public IReadOnlyList<Evidence>? Facts { get; init; }
}

/// <summary>The friend, and whether they match.</summary>
public sealed record ExplainedFriend(string Id, string? DisplayName, FriendStatus Status, bool Matches);

/// <summary>Explains conditions.</summary>
internal sealed class SegmentExplainer(FriendFinder friends, FriendStore store)
{
    /// <summary>Takes a condition apart, for a friend if one is named; the friend of null: there is no such friend.</summary>
    public async Task<SegmentExplanation?> Explain(Condition condition, string? friendId, DateTimeOffset now, CancellationToken ct)
    {
        var friend = friendId is null ? null : await store.Find(friendId, ct);
        if (friendId is not null && friend is null)
        {
            return null;
        }

        var meant = condition.AmongFollowing();
        var context = await friends.Context(condition, now, ct);
        var (count, plan) = await friends.Explain(meant, now, ct);
        return new SegmentExplanation
        {
            Condition = ConditionText.Print(condition),
            Means = ConditionText.Print(Simplification.Of(meant)),
            Count = count,
            Plan = plan,
            Clauses = await Clause(condition, amongFollowing: meant != condition, friend, context, ct),
            Friend = friend is null ? null : new(friend.Id, friend.DisplayName, friend.Status, meant.Holds(friend, context)),
        };
    }

    private async Task<ExplainedClause> Clause(Condition clause, bool amongFollowing, Friend? friend, ConditionContext context, CancellationToken ct)
    {
        var parts = new List<ExplainedClause>();
        foreach (var part in Parts(clause))
        {
            parts.Add(await Clause(part, amongFollowing, friend, context, ct));
        }

        return new ExplainedClause(ConditionText.Print(clause), parts)
        {
            Count = await friends.CountByIndex(amongFollowing ? new Condition.And([new Condition.StatusIs(FriendStatus.Following), clause]) : clause, context.Now, ct),
            Holds = friend is null ? null : clause.Holds(friend, context),
            Facts = friend is null || parts.Count > 0 ? null : Evidence.Of(clause, friend, context),
        };
    }

    private static ValueList<Condition> Parts(Condition condition) => condition switch
    {
        Condition.And(var parts) => parts,
        Condition.Or(var parts) => parts,
        Condition.Not(var inner) => [inner],
        _ => [],
    };
}
