using Bot.Coupons;

namespace Bot.Segments;

/// <summary>Something that names a saved segment. Open: it would do something else, or nothing, without it.</summary>
/// <param name="Kind"><c>campaign</c> or <c>coupon</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsOpen">Whether it still needs the segment.</param>
public sealed record SegmentUse(string Kind, string Id, string Name, bool IsOpen);

/// <summary>A feature that knows what uses a segment.</summary>
public interface ISegmentUses
{
    /// <summary>What of this feature names the segment, newest first.</summary>
    Task<IReadOnlyList<SegmentUse>> Of(string segmentId, CancellationToken ct);
}

/// <summary>Where a segment is used, asked of all features.</summary>
internal sealed class SegmentUses(IServiceProvider services)
{
    public async Task<IReadOnlyList<SegmentUse>> Of(string segmentId, CancellationToken ct)
    {
        var uses = new List<SegmentUse>();
        foreach (var feature in services.GetServices<ISegmentUses>())
        {
            uses.AddRange(await feature.Of(segmentId, ct));
        }

        return uses;
    }
}

/// <summary>Coupons that only friends in a segment get.</summary>
internal sealed class CouponsOfSegments(CouponCatalog coupons) : ISegmentUses
{
    public async Task<IReadOnlyList<SegmentUse>> Of(string segmentId, CancellationToken ct) =>
        [.. (await coupons.All(ct)).Where(coupon => coupon.Segment == segmentId).Select(coupon => new SegmentUse("coupon", coupon.Id, coupon.Title, coupon.ClosedAt is null))];
}
