using Bot.Friends;

namespace Bot.Coupons;

/// <summary>Knows who is in a saved segment; coupons restricted to one ask it. Segments lie above coupons and answer here.</summary>
public interface ISegmentMembership
{
    /// <summary>Whether the friend is in the segment at this moment; null: there is no such segment.</summary>
    ValueTask<bool?> Has(string segmentId, Friend friend, DateTimeOffset now, CancellationToken ct);
}
