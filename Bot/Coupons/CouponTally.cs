using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>How often a coupon was given, used and taken back.</summary>
public sealed record CouponCounts(long Issued, long Redeemed, long Revoked, long Expired);

/// <summary>What erased friends had of a coupon: numbers alone, so that the coupon's counts stay true without them.</summary>
public sealed record CouponTally(string Id, long Issued = 0, long Redeemed = 0, long Revoked = 0);

/// <summary>Counts the issues of a coupon, those of erased friends too.</summary>
public sealed class CouponCounter(IDocumentStore store, TimeProvider clock)
{
    /// <summary>The counts of a coupon now; all zero for one never given.</summary>
    public async Task<CouponCounts> Count(string couponId, CancellationToken ct)
    {
        var erased = (await store.Get(CouponCollections.Tallies, couponId, ct))?.Value ?? new CouponTally(couponId);
        var ofCoupon = Filter.Equal("couponId", couponId);
        var open = ofCoupon & Filter.Equal("state", FieldValue.Of(IssueState.Issued));
        return new(
            erased.Issued + await store.Count(CouponCollections.Issues, ofCoupon, ct),
            erased.Redeemed + await store.Count(CouponCollections.Issues, ofCoupon & Filter.Equal("state", FieldValue.Of(IssueState.Redeemed)), ct),
            erased.Revoked + await store.Count(CouponCollections.Issues, ofCoupon & Filter.Equal("state", FieldValue.Of(IssueState.Revoked)), ct),
            await store.Count(CouponCollections.Issues, open & new Filter.Compare("expiresAt", Comparison.LessOrEqual, clock.GetUtcNow()), ct));
    }
}

/// <summary>A friend's issues: exported with the friend, and erased into the tally.</summary>
internal sealed class PersonalCoupons(IDocumentStore store) : IPersonalData
{
    private readonly PersonalDocuments<CouponIssue> _issues = new(store, CouponCollections.Issues);

    public string Name => _issues.Name;

    public Task<JsonArray> Export(string friendId, CancellationToken ct) => _issues.Export(friendId, ct);

    public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
    {
        var issues = new List<CouponIssue>();
        await foreach (var (issue, _) in _issues.Of(friendId, ct))
        {
            issues.Add(issue);
            commit.Delete(CouponCollections.Issues, issue.Id);
        }

        foreach (var coupon in issues.GroupBy(issue => issue.CouponId))
        {
            var tally = await store.Get(CouponCollections.Tallies, coupon.Key, ct);
            var before = tally?.Value ?? new CouponTally(coupon.Key);
            commit.Put(
                CouponCollections.Tallies,
                before with
                {
                    Issued = before.Issued + coupon.Count(),
                    Redeemed = before.Redeemed + coupon.Count(issue => issue.State == IssueState.Redeemed),
                    Revoked = before.Revoked + coupon.Count(issue => issue.State == IssueState.Revoked),
                },
                tally?.Version ?? 0);
        }

        return issues.Count;
    }
}
