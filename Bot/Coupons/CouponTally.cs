using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>How often a coupon was given, used and taken back.</summary>
public sealed record CouponCounts(long Issued, long Redeemed, long Revoked, long Expired)
{
    /// <summary>How often its lottery was drawn and lost; those are not among the issued.</summary>
    public long Lost { get; init; }
}

/// <summary>What erased friends had of a coupon: numbers alone, so that the coupon's counts stay true without them.</summary>
public sealed record CouponTally(string Id, long Issued = 0, long Redeemed = 0, long Revoked = 0)
{
    /// <summary>The same for each version and store, for the report.</summary>
    public IReadOnlyList<ReportRow> Rows { get; init; } = [];

    /// <summary>How often the lottery was drawn and lost; not among the issued.</summary>
    public long Lost { get; init; }
}

/// <summary>Counts the issues of a coupon, those of erased friends too.</summary>
public sealed class CouponCounter(IDocumentStore store, TimeProvider clock)
{
    /// <summary>The counts of a coupon now; all zero for one never given.</summary>
    public async Task<CouponCounts> Count(string couponId, CancellationToken ct)
    {
        var erased = (await store.Get(CouponCollections.Tallies, couponId, ct))?.Value ?? new CouponTally(couponId);
        var ofCoupon = Filter.Equal("couponId", couponId);
        var lost = await In(IssueState.Lost);
        return new(
            erased.Issued + await store.Count(CouponCollections.Issues, ofCoupon, ct) - lost,
            erased.Redeemed + await In(IssueState.Redeemed),
            erased.Revoked + await In(IssueState.Revoked),
            await In(IssueState.Issued, new Filter.Compare("expiresAt", Comparison.LessOrEqual, clock.GetUtcNow())))
        {
            Lost = erased.Lost + lost,
        };

        Task<long> In(IssueState state, Filter? also = null) => store.Count(
            CouponCollections.Issues, ofCoupon & Filter.Equal("state", FieldValue.Of(state)) & (also ?? Filter.Everything), ct);
    }
}

/// <summary>A friend's issues: exported with the friend, and erased into the tally. The places they took stay taken.</summary>
internal sealed class PersonalCoupons(IDocumentStore store, TimeProvider clock) : IPersonalData
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
            var lost = coupon.Count(issue => issue.State == IssueState.Lost);
            var rows = ReportRow.Together([.. before.Rows, .. coupon.Select(issue => ReportRow.Of(issue, clock.GetUtcNow()).WithoutFriend())]);
            commit.Put(
                CouponCollections.Tallies,
                before with
                {
                    Issued = before.Issued + coupon.Count() - lost,
                    Redeemed = before.Redeemed + coupon.Count(issue => issue.State == IssueState.Redeemed),
                    Revoked = before.Revoked + coupon.Count(issue => issue.State == IssueState.Revoked),
                    Lost = before.Lost + lost,
                    Rows = rows,
                },
                tally?.Version ?? 0);
        }

        return issues.Count;
    }
}
