using Bot.Calendar;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Coupons;

/// <summary>The coupons' part of the REST API.</summary>
internal static class CouponsApi
{
    private const int LongestReason = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var coupons = api.MapGroup("/coupons").WithTags("Coupons");
        coupons.MapGet("/", List);
        coupons.MapPost("/", Create);
        coupons.MapGet("/{couponId}", Find);
        coupons.MapPost("/{couponId}/close", Close);
        coupons.MapGet("/{couponId}/issues", Issues);
        coupons.MapPost("/{couponId}/issues", Issue);

        var issues = api.MapGroup("/coupon-issues").WithTags("Coupons");
        issues.MapGet("/{code}", FindIssue);
        issues.MapPost("/redeem", Redeem);
        issues.MapPost("/undo", Undo);
        issues.MapPost("/revoke", Revoke);
    }

    /// <summary>A coupon as the API shows it. <c>inFile</c>: it stands in <c>coupons/</c> and is changed there.</summary>
    public sealed record CouponView(Coupon Coupon, string Reward, bool Closed, bool InFile, CouponCounts? Counts = null);

    /// <summary>A new coupon: one of percentOff, amountOff and freeItem; without an id it gets one.</summary>
    public sealed record CreateRequest(string? Id, string? Title, int? PercentOff, int? AmountOff, string? FreeItem)
    {
        public string? Terms { get; init; }

        public string? PictureUrl { get; init; }

        public DateTimeOffset? ValidFrom { get; init; }

        public DateTimeOffset? ValidUntil { get; init; }

        public int? ValidHours { get; init; }

        public int? ValidDays { get; init; }

        public bool? OncePerFriend { get; init; }
    }

    /// <summary>An issue as the API shows it; the state is that of now.</summary>
    public sealed record IssueView(string Id, string CouponId, string UserId, string Code, IssueState State, DateTimeOffset IssuedAt)
    {
        public DateTimeOffset? ValidFrom { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }

        public required string Title { get; init; }

        public required string Reward { get; init; }

        public string? Terms { get; init; }

        public Redemption? Redemption { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }

        public required FactSource Source { get; init; }

        public static IssueView Of(CouponIssue issue, DateTimeOffset now) =>
            new(issue.Id, issue.CouponId, issue.FriendId, CouponCode.Say(issue.Code), issue.StateAt(now), issue.IssuedAt)
            {
                ValidFrom = issue.ValidFrom,
                ExpiresAt = issue.ExpiresAt,
                Title = issue.Offer.Title,
                Reward = issue.Offer.Reward.Words,
                Terms = issue.Offer.Terms,
                Redemption = issue.Redemption,
                RevokedAt = issue.RevokedAt,
                Source = issue.Source,
            };
    }

    public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next = null);

    /// <summary>Staff: who gives it.</summary>
    public sealed record IssueRequest(string? UserId, string? Staff);

    public sealed record RedeemRequest(string? Code, string? Staff);

    public sealed record ReasonRequest(string? Code, string? Reason, string? Staff);

    private static async Task<Ok<Listed<CouponView>>> List(CouponCatalog catalog, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new Listed<CouponView>([.. (await catalog.All(ct)).Select(coupon => View(coupon, catalog, clock))]));

    private static async Task<Results<Ok<CouponView>, NotFound>> Find(
        string couponId, CouponCatalog catalog, CouponCounter counter, TimeProvider clock, CancellationToken ct) =>
        await catalog.Find(couponId, ct) is { } coupon
            ? TypedResults.Ok(View(coupon, catalog, clock) with { Counts = await counter.Count(couponId, ct) })
            : TypedResults.NotFound();

    private static async Task<Results<Created<CouponView>, ValidationProblem, ProblemHttpResult>> Create(
        CreateRequest request, CouponCatalog catalog, TimeProvider clock, CancellationToken ct)
    {
        var wrong = new Dictionary<string, string[]>();
        var id = request.Id ?? $"coupon-{RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 8)}";
        if (!Regex.IsMatch(id, PatternAttribute.Id, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            wrong["id"] = [$"The id must be {PatternAttribute.IdWords}."];
        }

        Reward? reward = (request.PercentOff, request.AmountOff, request.FreeItem) switch
        {
            ({ } percent, null, null) => new Reward.PercentOff(percent),
            (null, { } yen, null) => new Reward.AmountOff(yen),
            (null, null, { } item) => new Reward.FreeItem(item.Trim()),
            _ => null,
        };
        if (reward is null)
        {
            wrong["reward"] = ["Give exactly one of percentOff, amountOff and freeItem."];
        }

        var coupon = new Coupon
        {
            Id = id,
            Title = request.Title?.Trim() ?? "",
            Reward = reward ?? new Reward.PercentOff(1),
            Terms = string.IsNullOrWhiteSpace(request.Terms) ? null : request.Terms.Trim(),
            PictureUrl = request.PictureUrl,
            ValidFrom = request.ValidFrom,
            ValidUntil = request.ValidUntil,
            ValidHours = request.ValidHours,
            ValidDays = request.ValidDays,
            OncePerFriend = request.OncePerFriend ?? true,
        };
        foreach (var field in CouponRules.Check(coupon).GroupBy(problem => JsonNamingPolicy.CamelCase.ConvertName(problem.Property)))
        {
            wrong.TryAdd(field.Key, [.. field.Select(problem => $"{problem.Message} {problem.Fix}")]);
        }

        if (wrong.Count > 0)
        {
            return TypedResults.ValidationProblem(wrong);
        }

        return await catalog.Add(coupon, ct)
            ? TypedResults.Created($"/api/coupons/{coupon.Id}", View(coupon, catalog, clock))
            : Conflict("The id is taken.", $"There is a coupon '{coupon.Id}' already. Choose another id, or leave it out.");
    }

    private static async Task<Results<Ok<CouponView>, NotFound, ProblemHttpResult>> Close(
        string couponId, CouponCatalog catalog, TimeProvider clock, CancellationToken ct) =>
        await catalog.Close(couponId, ct) switch
        {
            CloseResult.Closed { Coupon: var coupon } => TypedResults.Ok(View(coupon, catalog, clock)),
            CloseResult.InFile => Conflict("The coupon stands in a file.", $"Write 'closed: true' into the file of '{couponId}' in coupons/."),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<Ok<Listed<IssueView>>, ValidationProblem>> Issues(
        string couponId, IDocumentStore store, TimeProvider clock, string? after, int? limit, CancellationToken ct)
    {
        try
        {
            var page = await store.Find(
                new Query<CouponIssue>(CouponCollections.Issues, Filter.Equal("couponId", couponId))
                {
                    OrderBy = "issuedAt",
                    Descending = true,
                    Limit = Math.Clamp(limit ?? 50, 1, 500),
                    After = after,
                },
                ct);
            return TypedResults.Ok(new Listed<IssueView>([.. page.Items.Select(issue => IssueView.Of(issue.Value, clock.GetUtcNow()))], page.Next));
        }
        catch (ArgumentException)
        {
            return Invalid("after", "This is not a 'next' of this list. Begin again without it.");
        }
    }

    private static async Task<Results<Created<IssueView>, ValidationProblem, NotFound, ProblemHttpResult>> Issue(
        string couponId, IssueRequest request, CouponDesk desk, TimeProvider clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.UserId))
        {
            return Invalid("userId", "Say whom to give the coupon to.");
        }

        return await desk.Issue(couponId, request.UserId.Trim(), SourceOf(request.Staff), ct) switch
        {
            IssueResult.Issued { Issue: var issue } =>
                TypedResults.Created($"/api/coupon-issues/{CouponCode.Say(issue.Code)}", IssueView.Of(issue, clock.GetUtcNow())),
            IssueResult.AlreadyHeld { Earlier: var earlier } => Conflict("The friend has had this coupon.", $"It was given at {earlier.IssuedAt:u} and is given once per friend."),
            IssueResult.NotValidNow { Reason: var reason } => Conflict("The coupon is not given now.", reason),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Ok<IssueView>, NotFound>> FindIssue(string code, CouponDesk desk, TimeProvider clock, CancellationToken ct) =>
        await desk.Find(code, ct) is { } issue ? TypedResults.Ok(IssueView.Of(issue, clock.GetUtcNow())) : TypedResults.NotFound();

    private static async Task<Results<Ok<IssueView>, ValidationProblem, NotFound, ProblemHttpResult>> Redeem(
        RedeemRequest request, CouponDesk desk, TimeZoneInfo zone, TimeProvider clock, CancellationToken ct)
    {
        if (CouponCode.Read(request.Code) is not { } code)
        {
            return NotACode();
        }

        return await desk.Redeem(code, SourceOf(request.Staff), ct) switch
        {
            RedeemResult.Redeemed { Issue: var issue } => TypedResults.Ok(IssueView.Of(issue, clock.GetUtcNow())),
            RedeemResult.AlreadyRedeemed { Issue.Redemption: var redemption } =>
                Conflict("The coupon is used already.", $"使用済みです ({ShopDay.Say(redemption!.At, zone)}、使用番号 {redemption.Number})。"),
            RedeemResult.Expired { Issue.ExpiresAt: var end } => Conflict("The coupon has expired.", $"有効期限は {ShopDay.SayEnd(end!.Value, zone)} でした。"),
            RedeemResult.Revoked => Conflict("The coupon was taken back.", "お店が取り消したクーポンです。"),
            RedeemResult.NotYet { From: var from } => Conflict("The coupon is not valid yet.", $"{ShopDay.Say(from, zone)} から使えます。"),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Ok<IssueView>, ValidationProblem, NotFound, ProblemHttpResult>> Undo(
        ReasonRequest request, CouponDesk desk, TimeProvider clock, CancellationToken ct) =>
        await Changed(request, clock, "There is nothing to undo.", desk.Undo, ct);

    private static async Task<Results<Ok<IssueView>, ValidationProblem, NotFound, ProblemHttpResult>> Revoke(
        ReasonRequest request, CouponDesk desk, TimeProvider clock, CancellationToken ct) =>
        await Changed(request, clock, "The coupon cannot be taken back.", desk.Revoke, ct);

    private static async Task<Results<Ok<IssueView>, ValidationProblem, NotFound, ProblemHttpResult>> Changed(
        ReasonRequest request,
        TimeProvider clock,
        string refusal,
        Func<string, string, FactSource, CancellationToken, Task<DeskResult?>> change,
        CancellationToken ct)
    {
        if (CouponCode.Read(request.Code) is not { } code)
        {
            return NotACode();
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > LongestReason)
        {
            return Invalid("reason", $"Say why, in 1 to {LongestReason} characters; it stays in the friend's history.");
        }

        return await change(code, request.Reason.Trim(), SourceOf(request.Staff), ct) switch
        {
            null => TypedResults.NotFound(),
            { Changed: { } issue } => TypedResults.Ok(IssueView.Of(issue, clock.GetUtcNow())),
            { Before: var issue } => Conflict(refusal, $"The coupon is {JsonNamingPolicy.CamelCase.ConvertName(issue.StateAt(clock.GetUtcNow()).ToString())}."),
        };
    }

    private static CouponView View(Coupon coupon, CouponCatalog catalog, TimeProvider clock) =>
        new(coupon, coupon.Reward.Words, coupon.ClosedAt <= clock.GetUtcNow(), catalog.Defined.ContainsKey(coupon.Id));

    private static FactSource SourceOf(string? staff) => string.IsNullOrWhiteSpace(staff) ? FactSource.Api : FactSource.Staff(staff.Trim());

    private static ValidationProblem NotACode() =>
        Invalid("code", $"A code has {CouponCode.Length} letters and digits, such as {CouponCode.Say("K7MF2RXA9HTP")}.");

    private static ValidationProblem Invalid(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });

    private static ProblemHttpResult Conflict(string title, string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: title);
}
