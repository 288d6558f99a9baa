using Bot.Conditions;
using Bot.Coupons;
using Bot.Friends;

namespace Bot.Segments;

/// <summary>Tells coupons restricted to a segment who is in it: those of whom its condition holds now, as the segment counts them.</summary>
internal sealed class SegmentMembership(SegmentStore segments, FriendFinder friends) : ISegmentMembership
{
    public async ValueTask<bool?> Has(string segmentId, Friend friend, DateTimeOffset now, CancellationToken ct)
    {
        if (await segments.Find(segmentId, ct) is not { } segment)
        {
            return null;
        }

        // It was checked when it was saved.
        return ConditionText.Parse(segment.Condition) is { IsUnderstood: true, Condition: var condition }
            && condition.AmongFollowing().Holds(friend, await friends.Context(condition, now, ct));
    }
}
