using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>How often a coupon was given, used and taken back; those of erased friends too.</summary>
public sealed record CouponCounts(long Issued, long Redeemed, long Revoked, long Expired)
{
    /// <summary>How often its lottery was drawn and lost; those are not among the issued.</summary>
    public long Lost { get; init; }

    /// <summary>The counts of a report's sum.</summary>
    public static CouponCounts Of(ReportRow sum) => new(sum.Issued, sum.Used, sum.Revoked, sum.Expired) { Lost = sum.Lost };
}

/// <summary>What erased friends had of a coupon: numbers alone, so that the coupon's report stays true without them.</summary>
public sealed record CouponTally(string Id)
{
    /// <summary>For each version and store.</summary>
    public IReadOnlyList<ReportRow> Rows { get; init; } = [];
}

/// <summary>A friend's issues: exported with the friend, and erased into the tally. The places they took stay taken.</summary>
internal sealed class PersonalCoupons(IDocumentStore store, TimeZoneInfo zone, TimeProvider clock) : IPersonalData
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
            var rows = coupon.Select(issue => ReportRow.Of(IssueKind.Of(issue, zone), 1, clock.GetUtcNow()).WithoutFriend());
            commit.Put(CouponCollections.Tallies, before with { Rows = ReportRow.Together([.. before.Rows, .. rows]) }, tally?.Version ?? 0);
        }

        return issues.Count;
    }
}
