using Bot.Coupons;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Admin.Coupons;

/// <summary>A coupon with all its page shows.</summary>
public sealed record SeenCoupon(Coupon Coupon, bool IsInFile, long? Left)
{
    /// <summary>What became of its issues; null: they are being counted.</summary>
    public ReportRow? Sum { get; init; }

    /// <summary>The same day by day.</summary>
    public IReadOnlyList<CourseDay> Course { get; init; } = [];

    /// <summary>How far the counting has come; null: it is done.</summary>
    public (long Counted, long Of)? Progress { get; init; }

    /// <summary>The issues of this page of the list, newest first, each with whom it was given to; null: erased.</summary>
    public required IReadOnlyList<(CouponIssue Issue, Friend? Friend)> Issues { get; init; }

    /// <summary>Where the next page of issues begins.</summary>
    public string? Next { get; init; }

    /// <summary>Whether this is the first page of them.</summary>
    public bool IsFirst { get; init; }

    /// <summary>What LINE said where it is to be a coupon of LINE's own; null: nothing yet, or it is none.</summary>
    public LineCouponCopy? Copy { get; init; }
}

/// <summary>Gathers what the page of one coupon shows.</summary>
internal sealed class CouponShelf(
    CouponCatalog catalog, CouponReporter reporter, CouponPlaces places, FriendStore friends, IDocumentStore store)
{
    private const int PerPage = 20;

    /// <summary>Null: there is no coupon of this id.</summary>
    public async Task<SeenCoupon?> Read(string id, string? after, CancellationToken ct)
    {
        if (await catalog.Find(id, ct) is not { } coupon)
        {
            return null;
        }

        var page = (await Issues(id, after, ct) ?? await Issues(id, null, ct))!;
        var found = await friends.FindAll(page.Items.Select(issue => issue.Value.FriendId), ct);
        var isCounted = await reporter.IsCounted(ct);
        return new SeenCoupon(coupon, catalog.Defined.ContainsKey(id), await places.Left(coupon, ct))
        {
            Sum = isCounted ? (await reporter.Read(id, ct))[0].Total : null,
            Course = isCounted ? await reporter.Days(id, ct) : [],
            Progress = isCounted ? null : await reporter.Progress(ct),
            Issues = [.. page.Items.Select(issue => (issue.Value, found.GetValueOrDefault(issue.Value.FriendId)))],
            Next = page.Next,
            IsFirst = after is null,
            Copy = coupon.Line ? (await store.Get(CouponCollections.LineCopies, LineCouponCopy.IdOf(coupon), ct))?.Value : null,
        };
    }

    /// <summary>A friend by id; null: there is none.</summary>
    public Task<Friend?> FriendOf(string id, CancellationToken ct) => friends.Find(id, ct);

    // Null: the place in the list is none, e.g. of an address that was cut off.
    private async Task<Page<CouponIssue>?> Issues(string id, string? after, CancellationToken ct)
    {
        try
        {
            return await store.Find(
                new Query<CouponIssue>(CouponCollections.Issues, Filter.Equal("couponId", id)) { OrderBy = "issuedAt", Descending = true, Limit = PerPage, After = after }, ct);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
