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

    internal static ReportRow Of(CouponIssue issue, DateTimeOffset now)
    {
        var row = new ReportRow(issue.Version ?? "", issue.Redemption?.Store) { Issued = 1, Undone = issue.Undone };
        var value = issue.Offer.Value;
        if (issue is { LineCouponId: not null, State: IssueState.Issued })
        {
            return row with { Untold = 1 };
        }

        return issue.StateAt(now) switch
        {
            IssueState.Issued => row with { Open = 1, OpenValue = value ?? 0, OpenWithoutValue = value is null ? 1 : 0 },
            IssueState.Redeemed => row with { Used = 1, UsedValue = value ?? 0 },
            IssueState.Expired => row with { Expired = 1 },
            IssueState.Revoked => row with { Revoked = 1 },
            _ => row with { Issued = 0, Lost = 1 },
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

/// <summary>Reads every issue there is: a report is asked for seldom, and is to be exact.</summary>
public sealed class CouponReporter(IDocumentStore store, CouponCatalog catalog, TimeProvider clock)
{
    private static readonly string[] Columns =
    [
        "coupon", "title", "version", "store", "issued", "open", "used", "expired", "revoked", "lost", "erased", "untold", "undone",
        "open_value_yen", "used_value_yen", "open_without_value",
    ];

    /// <summary>The report of one coupon, or of all; also of coupons that are gone from the folder.</summary>
    public async Task<IReadOnlyList<CouponReport>> Read(string? couponId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = new Dictionary<string, Dictionary<(string, string?), ReportRow>>(StringComparer.Ordinal);
        void Add(string coupon, ReportRow row)
        {
            var ofCoupon = rows.TryGetValue(coupon, out var known) ? known : rows[coupon] = [];
            var key = (row.Version, row.Store);
            ofCoupon[key] = ofCoupon.TryGetValue(key, out var before) ? ReportRow.Sum(row.Version, row.Store, [before, row]) : row;
        }

        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        var where = couponId is null ? Filter.Everything : Filter.Equal("couponId", couponId);
        await foreach (var (issue, _) in store.Everything(new Query<CouponIssue>(CouponCollections.Issues, where) { Limit = 500 }, ct))
        {
            titles[issue.CouponId] = issue.Offer.Title;
            Add(issue.CouponId, ReportRow.Of(issue, now));
        }

        await foreach (var (tally, _) in store.Everything(new Query<CouponTally>(CouponCollections.Tallies, Filter.Everything) { Limit = 500 }, ct))
        {
            foreach (var row in couponId is null || tally.Id == couponId ? tally.Rows : [])
            {
                Add(tally.Id, row);
            }
        }

        var coupons = (await catalog.All(ct)).ToDictionary(coupon => coupon.Id, StringComparer.Ordinal);
        return
        [
            .. rows.Keys.Union(coupons.Keys).Where(id => couponId is null || id == couponId).Order(StringComparer.Ordinal).Select(id =>
            {
                var ofCoupon = ReportRow.Together(rows.GetValueOrDefault(id)?.Values.AsEnumerable() ?? []);
                var coupon = coupons.GetValueOrDefault(id);
                return new CouponReport(id, coupon?.Title ?? titles.GetValueOrDefault(id) ?? id, coupon?.Version ?? "", ReportRow.Sum("", null, ofCoupon), ofCoupon);
            }),
        ];
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
