using Bot.Calendar;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>What the issues have in common that a report and a course need not tell apart. Days are the shop's.</summary>
/// <param name="Coupon">The coupon's id.</param>
/// <param name="Version">The version of its terms; empty: given before versions were kept.</param>
/// <param name="Store">The store where it was used; null: it was not, or there are no stores.</param>
/// <param name="State">As last written; time alone makes it expired, see <see cref="StateAt"/>.</param>
/// <param name="IsLines">Whether it is a coupon of LINE's own, of whose use LINE tells nobody.</param>
/// <param name="Value">What one costs the shop, in yen; null: nobody said.</param>
/// <param name="Undone">How often its use was undone.</param>
/// <param name="IssuedOn">The day it was given.</param>
/// <param name="EndedOn">The day it was used or taken back; null: neither.</param>
/// <param name="ExpiresAt">When it ends by itself, to the quarter of an hour after; null: never, or it came to another end.</param>
internal sealed record IssueKind(
    string Coupon, string Version, string? Store, IssueState State, bool IsLines, int? Value, int Undone, DateOnly IssuedOn, DateOnly? EndedOn, DateTimeOffset? ExpiresAt)
{
    private const long Quarter = 15 * TimeSpan.TicksPerMinute;

    public static IssueKind Of(CouponIssue issue, TimeZoneInfo zone)
    {
        var ended = issue.State switch
        {
            IssueState.Redeemed => issue.Redemption!.At,
            IssueState.Revoked => issue.RevokedAt ?? issue.IssuedAt,
            _ => (DateTimeOffset?)null,
        };
        return new(
            issue.CouponId,
            issue.Version ?? "",
            issue.Redemption?.Store,
            issue.State,
            issue.LineCouponId is not null,
            issue.Offer.Value,
            issue.Undone,
            ShopDay.Of(issue.IssuedAt, zone),
            ended is { } end ? ShopDay.Of(end, zone) : null,
            ended is null && issue.ExpiresAt is { } expires ? AtQuarter(expires) : null);
    }

    // Of issues that end at any second there would be as many kinds as issues.
    private static DateTimeOffset AtQuarter(DateTimeOffset time) => new((time.UtcTicks + Quarter - 1) / Quarter * Quarter, TimeSpan.Zero);

    /// <summary>The state at this moment.</summary>
    public IssueState StateAt(DateTimeOffset now) => CouponMachine.StateAt(State, ExpiresAt, now);
}

/// <summary>How many issues of each kind there are, issue by issue.</summary>
internal sealed class IssueCounts
{
    private readonly Dictionary<DocumentKey, Counted> _issues = [];
    private readonly Dictionary<IssueKind, Counted> _kinds = [];
    private readonly Dictionary<string, string> _titles = new(StringComparer.Ordinal);

    /// <summary>How many issues are counted.</summary>
    public int Count => _issues.Count;

    /// <summary>What the coupons are called in their latest issues, by id.</summary>
    public IReadOnlyDictionary<string, string> Titles => _titles;

    /// <summary>Counts an issue as what it is now.</summary>
    public void Put(CouponIssue issue, TimeZoneInfo zone)
    {
        Remove(issue.Id);
        var kind = IssueKind.Of(issue, zone);
        if (!_kinds.TryGetValue(kind, out var counted))
        {
            _kinds.Add(kind, counted = new(kind));
        }

        counted.Count++;
        _issues.Add(DocumentKey.Of(issue.Id), counted);
        _titles[issue.CouponId] = issue.Offer.Title;
    }

    /// <summary>Counts it no more.</summary>
    public void Remove(string issueId)
    {
        if (_issues.Remove(DocumentKey.Of(issueId), out var counted) && --counted.Count == 0)
        {
            _kinds.Remove(counted.Kind);
        }
    }

    /// <summary>The kinds there are, of one coupon or of all.</summary>
    public IEnumerable<(IssueKind Kind, long Count)> Of(string? couponId) =>
        _kinds.Values.Where(counted => couponId is null || counted.Kind.Coupon == couponId).Select(counted => (counted.Kind, counted.Count));

    private sealed class Counted(IssueKind kind)
    {
        public IssueKind Kind => kind;

        public long Count { get; set; }
    }
}
