using Bot.Access;
using Bot.Coupons;
using Bot.Friends;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Coupons;

/// <summary>The coupons with what became of them, and the counter where staff take one.</summary>
internal static class CouponPages
{
    private const int LongestStore = 60;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/coupons", List);
        console.MapGet("/coupons/counter", Counter);
        console.MapPost("/coupons/counter/redeem", Redeem).Needs(Permission.Redeem);
        console.MapPost("/coupons/counter/undo", Undo).Needs(Permission.Redeem);
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
        string? code, string? did, string? store, CouponDesk desk, FriendStore friends, TimeProvider clock, CancellationToken ct)
    {
        var issue = string.IsNullOrWhiteSpace(code) ? null : await desk.Find(code, ct);
        var friend = issue is null ? null : await friends.Find(issue.FriendId, ct);
        var obstacle = issue is null ? null : await desk.Obstacle(issue, clock.GetUtcNow(), ct);
        return new RazorComponentResult<CounterPage>(new
        {
            Code = code?.Trim() ?? "",
            Issue = issue,
            Friend = friend,
            Did = did,
            Obstacle = obstacle,
            Store = store,
        });
    }

    // The page shows what holds now; only the one tap that used it up is told so.
    private static async Task<RedirectHttpResult> Redeem([FromForm] string? code, [FromForm] string? store, CouponDesk desk, CancellationToken ct)
    {
        var place = string.IsNullOrWhiteSpace(store) ? null : store.Trim()[..Math.Min(store.Trim().Length, LongestStore)];
        return Back(code, await desk.Redeem(code ?? "", FactSource.Staff(), ct, place) is RedeemResult.Redeemed ? "redeemed" : null, place);
    }

    private static async Task<RedirectHttpResult> Undo([FromForm] string? code, [FromForm] string? reason, CouponDesk desk, CancellationToken ct)
    {
        var why = string.IsNullOrWhiteSpace(reason) ? "取り消し" : reason.Trim()[..Math.Min(reason.Trim().Length, 200)];
        var undone = await desk.Undo(code ?? "", why, FactSource.Staff(), ct);
        return Back(code, undone?.Changed is null ? null : "undone");
    }

    // The store comes along, so that a till names it once.
    private static RedirectHttpResult Back(string? code, string? did, string? store = null) =>
        TypedResults.Redirect("/coupons/counter" + QueryString.Create(
            new KeyValuePair<string, string?>[] { new("code", code), new("did", did), new("store", store) }.Where(field => field.Value is not null || field.Key == "code")));
}
