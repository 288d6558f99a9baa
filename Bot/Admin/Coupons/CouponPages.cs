using Bot.Coupons;
using Bot.Friends;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Coupons;

/// <summary>The coupons with what became of them, and the counter where staff take one.</summary>
internal static class CouponPages
{
    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/coupons", List);
        console.MapGet("/coupons/counter", Counter);
        console.MapPost("/coupons/counter/redeem", Redeem);
        console.MapPost("/coupons/counter/undo", Undo);
    }

    private static async Task<RazorComponentResult<CouponsPage>> List(CouponCatalog catalog, CouponCounter counter, CancellationToken ct)
    {
        var counted = new List<CouponsPage.Counted>();
        foreach (var coupon in await catalog.All(ct))
        {
            counted.Add(new(coupon, await counter.Count(coupon.Id, ct), catalog.Defined.ContainsKey(coupon.Id)));
        }

        return new RazorComponentResult<CouponsPage>(new { Coupons = counted });
    }

    private static async Task<RazorComponentResult<CounterPage>> Counter(
        string? code, string? did, CouponDesk desk, FriendStore friends, CancellationToken ct)
    {
        var issue = string.IsNullOrWhiteSpace(code) ? null : await desk.Find(code, ct);
        var friend = issue is null ? null : await friends.Find(issue.FriendId, ct);
        return new RazorComponentResult<CounterPage>(new { Code = code?.Trim() ?? "", Issue = issue, Friend = friend, Did = did });
    }

    // The page shows what holds now; only the one tap that used it up is told so.
    private static async Task<RedirectHttpResult> Redeem([FromForm] string? code, CouponDesk desk, CancellationToken ct) =>
        Back(code, await desk.Redeem(code ?? "", FactSource.Staff(), ct) is RedeemResult.Redeemed ? "redeemed" : null);

    private static async Task<RedirectHttpResult> Undo([FromForm] string? code, [FromForm] string? reason, CouponDesk desk, CancellationToken ct)
    {
        var why = string.IsNullOrWhiteSpace(reason) ? "取り消し" : reason.Trim()[..Math.Min(reason.Trim().Length, 200)];
        var undone = await desk.Undo(code ?? "", why, FactSource.Staff(), ct);
        return Back(code, undone?.Changed is null ? null : "undone");
    }

    private static RedirectHttpResult Back(string? code, string? did) =>
        TypedResults.Redirect("/coupons/counter" + QueryString.Create([new("code", code), .. did is null ? [] : new[] { KeyValuePair.Create<string, string?>("did", did) }]));
}
