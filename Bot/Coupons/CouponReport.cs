using System.Globalization;
using System.Text;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>
/// What the shop owes and what it gave, of one version of a coupon's terms in one store. What was not used belongs to no store.
/// Every issue is in exactly one of open, used, expired, revoked, lost, erased and untold.
/// </summary>
public sealed record ReportRow(string Version, string? Store = null)
{
    /// <summary>All that were given, draws that were lost left out.</summary>
    public long Issued { get; init; }

    /// <summary>Those that can still be used.</summary>
    public long Open { get; init; }

    /// <summary>Those that were used.</summary>
    public long Used { get; init; }

    /// <summary>Those whose time ended before they were used.</summary>
    public long Expired { get; init; }

    /// <summary>Those the shop took back.</summary>
    public long Revoked { get; init; }

    /// <summary>Draws of a lottery that won nothing.</summary>
    public long Lost { get; init; }

    /// <summary>Those that went with a friend who was erased before they were used; they can never be.</summary>
    public long Erased { get; init; }

    /// <summary>How often a use was undone.</summary>
    public long Undone { get; init; }

    /// <summary>Those given as coupons of LINE's own, of whose use LINE tells nobody.</summary>
    public long Untold { get; init; }

    /// <summary>What the open ones may still cost, in yen.</summary>
    public long OpenValue { get; init; }

    /// <summary>What the used ones cost, in yen.</summary>
    public long UsedValue { get; init; }

    /// <summary>Of the open ones, those whose value nobody said: a percentage depends on the bill.</summary>
    public long OpenWithoutValue { get; init; }

    /// <summary>So many issues of one kind.</summary>
    internal static ReportRow Of(IssueKind kind, long count, DateTimeOffset now)
    {
        var row = new ReportRow(kind.Version, kind.Store) { Issued = count, Undone = count * kind.Undone };
        var value = count * (kind.Value ?? 0);
        if (kind is { IsLines: true, State: IssueState.Issued })
        {
            return row with { Untold = count };
        }

        return kind.StateAt(now) switch
        {
            IssueState.Issued => row with { Open = count, OpenValue = value, OpenWithoutValue = kind.Value is null ? count : 0 },
            IssueState.Redeemed => row with { Used = count, UsedValue = value },
            IssueState.Expired => row with { Expired = count },
            IssueState.Revoked => row with { Revoked = count },
            _ => row with { Issued = 0, Lost = count },
        };
    }

    /// <summary>The same when the friend is no more.</summary>
    internal ReportRow WithoutFriend() => this with { Erased = Erased + Open, Open = 0, OpenValue = 0, OpenWithoutValue = 0 };

    internal static IReadOnlyList<ReportRow> Together(IEnumerable<ReportRow> rows) =>
    [
        .. rows.GroupBy(row => (row.Version, row.Store)).Select(same => Sum(same.Key.Version, same.Key.Store, same))
            .OrderBy(row => row.Version, StringComparer.Ordinal).ThenBy(row => row.Store, StringComparer.Ordinal),
    ];

    internal static ReportRow Sum(string version, string? store, IEnumerable<ReportRow> rows) => rows.Aggregate(
        new ReportRow(version, store),
        (sum, row) => sum with
        {
            Issued = sum.Issued + row.Issued,
            Open = sum.Open + row.Open,
            Used = sum.Used + row.Used,
            Expired = sum.Expired + row.Expired,
            Revoked = sum.Revoked + row.Revoked,
            Lost = sum.Lost + row.Lost,
            Erased = sum.Erased + row.Erased,
            Undone = sum.Undone + row.Undone,
            Untold = sum.Untold + row.Untold,
            OpenValue = sum.OpenValue + row.OpenValue,
            UsedValue = sum.UsedValue + row.UsedValue,
            OpenWithoutValue = sum.OpenWithoutValue + row.OpenWithoutValue,
        });
}

/// <summary>A coupon with its sum, and the same by version and store.</summary>
public sealed record CouponReport(string Coupon, string Title, string CurrentVersion, ReportRow Total, IReadOnlyList<ReportRow> Rows);

/// <summary>Adds up every issue there is, those of erased friends too.</summary>
public sealed class CouponReporter
{
    private static readonly string[] Columns =
    [
        "coupon", "title", "version", "store", "issued", "open", "used", "expired", "revoked", "lost", "erased", "untold", "undone",
        "open_value_yen", "used_value_yen", "open_without_value",
    ];

    private readonly IDocumentStore _store;
    private readonly CouponCatalog _catalog;
    private readonly CountedIssues _issues;
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _clock;

    internal CouponReporter(IDocumentStore store, CouponCatalog catalog, CountedIssues issues, TimeZoneInfo zone, TimeProvider clock) =>
        (_store, _catalog, _issues, _zone, _clock) = (store, catalog, issues, zone, clock);

    /// <summary>Whether the issues are counted; if not, that goes on in the background, see <see cref="Progress"/>.</summary>
    public Task<bool> IsCounted(CancellationToken ct) => _issues.Feed.CatchUp(ct);

    /// <summary>How far the counting has come: issues counted, of about so many.</summary>
    public Task<(long Counted, long Of)> Progress(CancellationToken ct) => _issues.Progress(ct);

    /// <summary>The report of one coupon, or of all; also of coupons that are gone from the folder. Waits until they are counted.</summary>
    public async Task<IReadOnlyList<CouponReport>> Read(string? couponId, CancellationToken ct)
    {
        await _issues.Feed.CatchUpWhole(ct);
        var now = _clock.GetUtcNow();
        var (rows, titles) = _issues.Read(counts => (
            counts.Of(couponId).Select(some => (some.Kind.Coupon, Row: ReportRow.Of(some.Kind, some.Count, now))).ToList(),
            counts.Titles.ToDictionary(StringComparer.Ordinal)));
        await foreach (var (tally, _) in _store.Everything(new Query<CouponTally>(CouponCollections.Tallies, Filter.Everything) { Limit = 500 }, ct))
        {
            rows.AddRange(couponId is null || tally.Id == couponId ? tally.Rows.Select(row => (tally.Id, row)) : []);
        }

        var byCoupon = rows.ToLookup(row => row.Coupon, row => row.Row);
        var coupons = (await _catalog.All(ct)).ToDictionary(coupon => coupon.Id, StringComparer.Ordinal);
        return
        [
            .. byCoupon.Select(coupon => coupon.Key).Union(coupons.Keys).Where(id => couponId is null || id == couponId).Order(StringComparer.Ordinal).Select(id =>
            {
                var ofCoupon = ReportRow.Together(byCoupon[id]);
                var coupon = coupons.GetValueOrDefault(id);
                return new CouponReport(id, coupon?.Title ?? titles.GetValueOrDefault(id) ?? id, coupon?.Version ?? "", ReportRow.Sum("", null, ofCoupon), ofCoupon);
            }),
        ];
    }

    /// <summary>The coupon day by day. Waits until its issues are counted.</summary>
    public async Task<IReadOnlyList<CourseDay>> Days(string couponId, CancellationToken ct)
    {
        await _issues.Feed.CatchUpWhole(ct);
        return CouponCourse.Of(_issues.Read(counts => counts.Of(couponId).ToList()), _clock.GetUtcNow(), _zone);
    }

    /// <summary>The rows for a spreadsheet, which can add them up: each issue is in exactly one of them.</summary>
    public static byte[] Csv(IReadOnlyList<CouponReport> reports)
    {
        var text = new StringBuilder(string.Join(',', Columns)).Append("\r\n");
        foreach (var report in reports)
        {
            foreach (var row in report.Rows)
            {
                long[] numbers =
                [
                    row.Issued, row.Open, row.Used, row.Expired, row.Revoked, row.Lost, row.Erased, row.Untold, row.Undone, row.OpenValue, row.UsedValue, row.OpenWithoutValue,
                ];
                string[] words = [report.Coupon, report.Title, row.Version, row.Store ?? ""];
                text.AppendJoin(',', words.Select(CsvText.Cell).Concat(numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))).Append("\r\n");
            }
        }

        // With the byte order mark Excel reads Japanese rightly.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}
