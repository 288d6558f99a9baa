using System.Text.Json;
using Bot.Access;
using Bot.Calendar;
using Bot.Friends;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Coupons;

/// <summary>The coupons' part of the REST API.</summary>
internal static class CouponsApi
{
    private const int LongestReason = 200;
    private const int LongestStore = 60;

    public static void Map(IEndpointRouteBuilder api)
    {
        var coupons = api.MapGroup("/coupons").WithTags("Coupons");
        coupons.MapGet("/", List);
        coupons.MapPost("/", Create).Needs(Permission.Coupons);
        coupons.MapGet("/report", Report);
        coupons.MapGet("/report.csv", ReportCsv).GivesDataOut();
        coupons.MapGet("/{couponId}", Find);
        coupons.MapPut("/{couponId}", Renew).Needs(Permission.Coupons);
        coupons.MapPost("/{couponId}/close", Close).Needs(Permission.Coupons);
        coupons.MapPost("/{couponId}/reopen", Reopen).Needs(Permission.Coupons);
        coupons.MapGet("/{couponId}/days", Days);
        coupons.MapGet("/{couponId}/days.csv", DaysCsv);
        coupons.MapGet("/{couponId}/issues", Issues);
        coupons.MapPost("/{couponId}/issues", Issue).Needs(Permission.Coupons);

        var issues = api.MapGroup("/coupon-issues").WithTags("Coupons");
        issues.MapGet("/{code}", FindIssue);
        issues.MapPost("/redeem", Redeem).Needs(Permission.Redeem);
        issues.MapPost("/undo", Undo).Needs(Permission.Redeem);
        issues.MapPost("/revoke", Revoke).Needs(Permission.Coupons);
    }

    /// <summary>A coupon as the API shows it. <c>inFile</c>: it stands in <c>coupons/</c> and is changed there.</summary>
    public sealed record CouponView(Coupon Coupon, string Reward, bool Closed, bool InFile, CouponCounts? Counts = null)
    {
        /// <summary>How many of a limited coupon can still be given.</summary>
        public long? Left { get; init; }
    }

    /// <summary>An issue as the API shows it; the state is that of now.</summary>
    public sealed record IssueView(string Id, string CouponId, string UserId, string Code, IssueState State, DateTimeOffset IssuedAt)
    {
        /// <summary>Which terms of the coupon it has.</summary>
        public string? Version { get; init; }

        /// <summary>The prize that a lottery drew.</summary>
        public string? Prize { get; init; }

        /// <summary>At which hours of the week it can be used.</summary>
        public string? Usable { get; init; }

        /// <summary>The page with its QR code and barcode.</summary>
        public string? PageUrl { get; init; }

        public Reminder? Reminder { get; init; }

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
                Version = issue.Version,
                Prize = issue.Offer.Prize,
                Usable = issue.Offer.Usable is { } hours ? UsableWords.Say(hours) : null,
                PageUrl = issue.PageUrl,
                Reminder = issue.Reminder,
            };
    }

    public sealed record Listed<T>(IReadOnlyList<T> Items, string? Next = null);

    /// <summary>Staff: who gives it. Send: the card goes to the friend at once, as a push that LINE counts.</summary>
    public sealed record IssueRequest(string? UserId, string? Staff, bool? Send);

    /// <summary>Staff: who took it; store: where, for shops with several.</summary>
    public sealed record RedeemRequest(string? Code, string? Staff, string? Store);

    public sealed record ReasonRequest(string? Code, string? Reason, string? Staff);

    private static async Task<Ok<Listed<CouponView>>> List(CouponCatalog catalog, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(new Listed<CouponView>([.. (await catalog.All(ct)).Select(coupon => View(coupon, catalog, clock))]));

    private static async Task<Results<Ok<CouponView>, NotFound>> Find(
        string couponId, CouponCatalog catalog, CouponReporter reporter, CouponPlaces places, TimeProvider clock, CancellationToken ct) =>
        await catalog.Find(couponId, ct) is { } coupon
            ? TypedResults.Ok(View(coupon, catalog, clock) with
            {
                Counts = CouponCounts.Of((await reporter.Read(couponId, ct))[0].Total),
                Left = await places.Left(coupon, ct),
            })
            : TypedResults.NotFound();

    private static async Task<Ok<Listed<CouponReport>>> Report(string? coupon, CouponReporter reporter, CancellationToken ct) =>
        TypedResults.Ok(new Listed<CouponReport>(await reporter.Read(coupon, ct)));

    private static async Task<FileContentHttpResult> ReportCsv(string? coupon, CouponReporter reporter, CancellationToken ct) =>
        TypedResults.File(CouponReporter.Csv(await reporter.Read(coupon, ct)), CsvText.ContentType, "coupons.csv");

    private static async Task<Ok<Listed<CourseDay>>> Days(string couponId, CouponReporter reporter, CancellationToken ct) =>
        TypedResults.Ok(new Listed<CourseDay>(await reporter.Days(couponId, ct)));

    private static async Task<FileContentHttpResult> DaysCsv(string couponId, CouponReporter reporter, CancellationToken ct) =>
        TypedResults.File(CouponCourse.Csv(await reporter.Days(couponId, ct)), CsvText.ContentType, $"coupon-{couponId}.csv");

    private static async Task<Results<Created<CouponView>, ValidationProblem, ProblemHttpResult>> Create(
        CouponRequest request, CouponCatalog catalog, TimeProvider clock, CancellationToken ct)
    {
        var (coupon, wrong) = request.Read().ByName();
        if (wrong.Count > 0)
        {
            return TypedResults.ValidationProblem(wrong);
        }

        return await catalog.Add(coupon, ct)
            ? TypedResults.Created($"/api/coupons/{coupon.Id}", View(coupon.WithVersion(), catalog, clock))
            : Conflict("The id is taken.", $"There is a coupon '{coupon.Id}' already. Choose another id, or leave it out.");
    }

    private static async Task<Results<Ok<CouponView>, ValidationProblem, NotFound, ProblemHttpResult>> Renew(
        string couponId, CouponRequest request, CouponCatalog catalog, TimeProvider clock, CancellationToken ct)
    {
        var (coupon, wrong) = (request with { Id = couponId }).Read().ByName();
        return wrong.Count > 0
            ? TypedResults.ValidationProblem(wrong)
            : Changed(await catalog.Renew(coupon, ct, request.Version), couponId, "Change the file", catalog, clock);
    }

    private static async Task<Results<Ok<CouponView>, ValidationProblem, NotFound, ProblemHttpResult>> Close(
        string couponId, CouponCatalog catalog, TimeProvider clock, CancellationToken ct) =>
        Changed(await catalog.Close(couponId, ct), couponId, "Write 'closed: true' into the file", catalog, clock);

    private static async Task<Results<Ok<CouponView>, ValidationProblem, NotFound, ProblemHttpResult>> Reopen(
        string couponId, CouponCatalog catalog, TimeProvider clock, CancellationToken ct) =>
        Changed(await catalog.Reopen(couponId, ct), couponId, "Remove 'closed: true' from the file", catalog, clock);

    private static Results<Ok<CouponView>, ValidationProblem, NotFound, ProblemHttpResult> Changed(
        CatalogResult result, string couponId, string remedy, CouponCatalog catalog, TimeProvider clock) => result switch
        {
            CatalogResult.Changed { Coupon: var coupon } => TypedResults.Ok(View(coupon, catalog, clock)),
            CatalogResult.Outdated { Current: var now } => Conflict(
                "Somebody else changed the coupon meanwhile.", $"Its terms are now version {now.Version}. Read it again, and send that version with your change."),
            CatalogResult.InFile => Conflict("The coupon stands in a file.", $"{remedy} of '{couponId}' in coupons/."),
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

        return await desk.Issue(couponId, request.UserId.Trim(), SourceOf(request.Staff), ct, request.Send == true) switch
        {
            IssueResult.Issued { Issue: var issue } =>
                TypedResults.Created($"/api/coupon-issues/{CouponCode.Say(issue.Code)}", IssueView.Of(issue, clock.GetUtcNow())),
            IssueResult.AlreadyHeld { Earlier: var earlier } => Conflict("The friend has had this coupon.", $"It was given at {earlier.IssuedAt:u} and is given once per friend."),
            IssueResult.NotValidNow { Reason: var reason } => Conflict("The coupon is not given now.", reason.English),
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

        if (request.Store is { Length: > LongestStore })
        {
            return Invalid("store", $"A store is named in at most {LongestStore} characters.");
        }

        return await desk.Redeem(code, SourceOf(request.Staff), ct, string.IsNullOrWhiteSpace(request.Store) ? null : request.Store.Trim()) switch
        {
            RedeemResult.Redeemed { Issue: var issue } => TypedResults.Ok(IssueView.Of(issue, clock.GetUtcNow())),
            RedeemResult.AlreadyRedeemed { Issue.Redemption: var redemption } =>
                Conflict("The coupon is used already.", $"It was used {ShopDay.SayInEnglish(redemption!.At, zone)}, number {redemption.Number}."),
            RedeemResult.Expired { Issue.ExpiresAt: var end } => Conflict("The coupon has expired.", $"It was valid {ShopDay.SayEndInEnglish(end!.Value, zone)}."),
            RedeemResult.Revoked => Conflict("The coupon was taken back.", "The shop took it back."),
            RedeemResult.NotForFriend { Reason: var reason } => Conflict("The coupon is not for this friend.", reason.English),
            RedeemResult.NotNow { Issue.Offer.Usable: var hours } => Conflict("The coupon cannot be used at this hour.", $"It can be used {UsableWords.Of(hours!).English}."),
            RedeemResult.Lost => Conflict("There is nothing to use.", "It lost in the draw."),
            RedeemResult.NotYet { From: var from } => Conflict("The coupon is not valid yet.", $"It is good from {ShopDay.SayInEnglish(from, zone)}."),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Ok<IssueView>, ValidationProblem, NotFound, ProblemHttpResult>> Undo(
        ReasonRequest request, CouponDesk desk, TimeProvider clock, CancellationToken ct) =>
        await Changed(request, clock, "There is nothing to undo.", (code, reason, by, token) => desk.Undo(code, reason, by, token), ct);

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
