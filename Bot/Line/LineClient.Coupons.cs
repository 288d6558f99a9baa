using System.Globalization;
using System.Runtime.CompilerServices;

namespace Bot.Line;

/// <summary>Coupons of LINE's own. What friends do with them LINE's API does not tell.</summary>
internal sealed partial class LineClient
{
    /// <summary>How many coupons LINE lists at once. (Messaging API reference, Get coupons list.)</summary>
    private const int CouponsAtOnce = 100;

    /// <summary>
    /// Has LINE make a coupon, which cannot be changed from then on. What is against LINE's limits is a bad request before LINE is
    /// asked. LINE: at most 5,000 valid coupons (Messaging API reference, Create a coupon).
    /// </summary>
    public async Task<LineResult<MadeLineCoupon>> CreateCoupon(LineCoupon coupon, CancellationToken ct = default) =>
        Against(LineLimits.CheckCoupon(coupon)) is { } problem
            ? problem
            : await Read("create coupon", HttpMethod.Post, "/v2/bot/coupon", Utf8(coupon, LineApiJson.Wire.LineCoupon), LineApiJson.Wire.MadeLineCoupon, ct);

    /// <summary>A coupon of the account. Not found: none of that id.</summary>
    public Task<LineResult<LineCouponDetail>> FindCoupon(string couponId, CancellationToken ct = default) =>
        Get("find coupon", $"/v2/bot/coupon/{Uri.EscapeDataString(couponId)}", LineApiJson.Wire.LineCouponDetail, ct);

    /// <summary>
    /// The account's coupons, those of LINE's console too, page by page as one reads on; of these statuses (<c>DRAFT</c>,
    /// <c>RUNNING</c>, <c>CLOSED</c>), or all. A failure is the last one.
    /// </summary>
    public async IAsyncEnumerable<LineResult<ListedLineCoupon>> Coupons(
        IReadOnlyCollection<string>? statuses = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var filter = statuses is { Count: > 0 } ? $"&status={Uri.EscapeDataString(string.Join(',', statuses))}" : "";
        for (string? start = null; ;)
        {
            var from = start is null ? "" : $"&start={Uri.EscapeDataString(start)}";
            var path = string.Create(CultureInfo.InvariantCulture, $"/v2/bot/coupon?limit={CouponsAtOnce}{filter}{from}");
            var page = await Get("coupons", path, LineApiJson.Wire.LineCouponPage, ct);
            if (!page.Succeeded)
            {
                yield return page.Failure;
                yield break;
            }

            foreach (var coupon in page.Value.Items)
            {
                yield return coupon;
            }

            if (string.IsNullOrEmpty(start = page.Value.Next))
            {
                yield break;
            }
        }
    }

    /// <summary>Ends a coupon for good. Gone: it was ended before. Not found: none of that id.</summary>
    public Task<LineResult<Done>> CloseCoupon(string couponId, CancellationToken ct = default) =>
        Do("close coupon", HttpMethod.Put, $"/v2/bot/coupon/{Uri.EscapeDataString(couponId)}/close", [], ct);

    // What LINE would answer, said without asking it.
    private static LineFailure.BadRequest? Against(IReadOnlyList<LimitViolation> violations) => violations.Count == 0
        ? null
        : new LineFailure.BadRequest(
            $"The request body has {violations.Count} error(s)",
            [.. violations.Select(violation => new LineErrorDetail(violation.Message, violation.Path))]);
}
