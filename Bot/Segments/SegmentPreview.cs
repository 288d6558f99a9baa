using Bot.Conditions;
using Bot.Friends;

namespace Bot.Segments;

/// <summary>Who a condition means at this moment.</summary>
public sealed record SegmentPreview
{
    /// <summary>In its canonical form.</summary>
    public required string Condition { get; init; }

    /// <summary>What it says, in words.</summary>
    public required Words Meaning { get; init; }

    /// <summary>How many friends match, whether they can be sent to or not.</summary>
    public required long Count { get; init; }

    /// <summary>All following friends.</summary>
    public required long Followers { get; init; }

    /// <summary>Those of the matching who follow, and so would be sent to.</summary>
    public required long Reachable { get; init; }

    /// <summary>Which part of all following friends would be sent to, 0 to 1.</summary>
    public double Share => Followers == 0 ? 0 : (double)Reachable / Followers;

    /// <summary>What sending one message to the reachable would cost; null: nothing is there that sends.</summary>
    public SendPrice? Price { get; init; }

    /// <summary>The first of the matching, those first seen last at the top; as many as were asked for at most.</summary>
    public required IReadOnlyList<SegmentFriend> Friends { get; init; }
}

/// <summary>A friend who matches, and the tests that make it so.</summary>
public sealed record SegmentFriend(string Id, string? DisplayName, string? PictureUrl, FriendStatus Status, IReadOnlyList<string> Because)
{
    internal static SegmentFriend Of(Friend friend, Condition condition, ConditionContext context) => new(
        friend.Id,
        friend.DisplayName,
        friend.Profile?.PictureUrl,
        friend.Status,
        [.. condition.Because(friend, context).Select(ConditionText.Print).Distinct()]);
}
