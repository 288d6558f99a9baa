using Bot.Access;
using Bot.Coupons;
using Bot.Friends;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Coupons;

/// <summary>The counter: a code is read, shown with what stands against it, used once, and for some minutes undone.</summary>
internal static class CounterPages
{
    private const string TillCookie = "console.till";
    private const int LongestStore = 60;
    private const int UsesShown = 10;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/coupons/counter", Counter);
        console.MapPost("/coupons/counter/redeem", Redeem).Needs(Permission.Redeem);
        console.MapPost("/coupons/counter/undo", Undo).Needs(Permission.Redeem);
    }

    private static async Task<RazorComponentResult<CounterPage>> Counter(
        string? code, string? took, string? undone, HttpContext http, CouponDesk desk, FriendStore friends, TimeProvider clock, CancellationToken ct)
    {
        PageHeaders.AllowCamera(http);
        var store = http.Request.Cookies[TillCookie];
        var issue = string.IsNullOrWhiteSpace(code) ? null : await desk.Find(code, ct);
        var latest = await desk.LatestUses(store, UsesShown, ct);
        var found = await friends.FindAll(latest.Select(use => use.FriendId), ct);
        List<(CouponIssue, Friend?)> uses = [.. latest.Select(use => (use, found.GetValueOrDefault(use.FriendId)))];
        return new RazorComponentResult<CounterPage>(new
        {
            Code = code?.Trim() ?? "",
            Issue = issue,
            Friend = issue is null ? null : await friends.Find(issue.FriendId, ct),
            Obstacle = issue is null ? null : await desk.Obstacle(issue, clock.GetUtcNow(), ct),
            // Only the very use that was made by this tap is told as taken, whatever the address says.
            IsTaken = took is not null && issue?.Redemption?.Number == took && clock.GetUtcNow() - issue.Redemption.At < CouponDesk.UndoneAtTheTill,
            IsUndone = undone == "1",
            IsTooLate = undone == "late",
            Store = store,
            Uses = uses,
        });
    }

    private static async Task<RedirectHttpResult> Redeem([FromForm] string? code, [FromForm] string? store, HttpContext http, CouponDesk desk, CancellationToken ct)
    {
        var place = string.IsNullOrWhiteSpace(store) ? null : store.Trim()[..Math.Min(store.Trim().Length, LongestStore)];
        Remember(http, place);
        var result = await desk.Redeem(code ?? "", Me.Source, ct, place);
        return Back(code, ("took", (result as RedeemResult.Redeemed)?.Issue.Redemption!.Number));
    }

    private static async Task<RedirectHttpResult> Undo([FromForm] string? code, [FromForm] string? reason, CouponDesk desk, CancellationToken ct)
    {
        var why = string.IsNullOrWhiteSpace(reason) ? "店頭で取り消し" : reason.Trim()[..Math.Min(reason.Trim().Length, 200)];
        var answer = await desk.Undo(code ?? "", why, Me.Source, ct, CouponDesk.UndoneAtTheTill);
        return Back(code, ("undone", answer?.Changed is not null ? "1" : answer?.Before.Redemption is not null ? "late" : null));
    }

    // A till names its store once. Not for scripts, and for this page alone.
    private static void Remember(HttpContext http, string? store)
    {
        var options = new CookieOptions
        {
            Path = "/coupons/counter",
            MaxAge = TimeSpan.FromDays(400),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
        };
        if (store is null)
        {
            http.Response.Cookies.Delete(TillCookie, options);
        }
        else
        {
            http.Response.Cookies.Append(TillCookie, store, options);
        }
    }

    private static RedirectHttpResult Back(string? code, (string Name, string? Value) also) =>
        TypedResults.Redirect("/coupons/counter" + QueryString.Create(
            new KeyValuePair<string, string?>[] { new("code", code ?? ""), new(also.Name, also.Value) }.Where(field => field.Value is not null)));
}
