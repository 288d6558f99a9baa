using Bot.Access;
using Bot.Coupons;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Segments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Coupons;

/// <summary>Coupons: what there is, one with what became of it, making and changing one, giving one by hand.</summary>
internal static class CouponPages
{
    private const int PerPage = 30;
    private const int FriendsOffered = 10;

    public static void Map(IEndpointRouteBuilder console)
    {
        CounterPages.Map(console);
        console.MapGet("/coupons", List);
        console.MapGet("/coupons/new", New).Needs(Permission.Coupons);
        console.MapPost("/coupons", Create).Needs(Permission.Coupons);
        console.MapPost("/coupons/sketch", Sketch).Needs(Permission.Look);
        console.MapGet("/coupons/report.csv", ReportCsv);
        console.MapGet("/coupons/{id}", One);
        console.MapGet("/coupons/{id}/days.csv", DaysCsv);
        console.MapGet("/coupons/{id}/edit", Edit).Needs(Permission.Coupons);
        console.MapPost("/coupons/{id}/edit", Save).Needs(Permission.Coupons);
        console.MapPost("/coupons/{id}/close", Close).Needs(Permission.Coupons);
        console.MapPost("/coupons/{id}/reopen", Reopen).Needs(Permission.Coupons);
        console.MapPost("/coupons/{id}/issues", Give).Needs(Permission.Coupons);
    }

    /// <summary>Whoever is signed in, as the source of what they do.</summary>
    private static string UrlOf(string id) => $"/coupons/{Uri.EscapeDataString(id)}";

    private static async Task<RazorComponentResult<CouponsPage>> List(
        string? state, string? after, CouponCatalog catalog, CouponReporter reporter, CouponPlaces places, TimeProvider clock, CancellationToken ct)
    {
        var wanted = Chosen.Of<CouponStanding>(state);
        var all = (await catalog.All(ct)).Where(coupon => wanted is null || CouponWordsForStaff.Standing(coupon, clock.GetUtcNow()) == wanted).ToList();
        var page = all.Where(coupon => after is null || string.CompareOrdinal(coupon.Id, after) > 0).Take(PerPage + 1).ToList();
        var isCounted = await reporter.IsCounted(ct);
        var sums = isCounted ? (await reporter.Read(null, ct)).ToDictionary(report => report.Coupon, report => report.Total) : [];
        var counted = new List<CouponsPage.Counted>();
        foreach (var coupon in page.Take(PerPage))
        {
            counted.Add(new(coupon, sums.GetValueOrDefault(coupon.Id), await places.Left(coupon, ct), catalog.Defined.ContainsKey(coupon.Id)));
        }

        return new RazorComponentResult<CouponsPage>(new
        {
            Coupons = counted,
            Progress = isCounted ? default((long, long)?) : await reporter.Progress(ct),
            State = wanted,
            IsFirst = after is null,
            Next = page.Count > PerPage ? page[PerPage - 1].Id : null,
        });
    }

    private static async Task<RazorComponentResult<EditPage>> New(SegmentStore segments, TimeZoneInfo zone, CancellationToken ct) =>
        await Form(null, CouponForm.New, [], segments, zone, ct);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<EditPage>>> Create(
        IFormCollection typed, CouponCatalog catalog, SegmentStore segments, Reader reader, TimeZoneInfo zone, CancellationToken ct)
    {
        var form = CouponForm.Sent(typed);
        var (coupon, problems) = Check(form, reader, zone);
        if (problems.Count > 0 || typed.ContainsKey("more"))
        {
            return await Form(null, form, typed.ContainsKey("more") ? [] : problems, segments, zone, ct);
        }

        if (await catalog.Add(coupon, ct))
        {
            return TypedResults.Redirect($"{UrlOf(coupon.Id)}?did=made");
        }

        problems["id"] = [reader.Say("このIDのクーポンはもうあります。別のIDにするか、空欄にしてください。", "There is a coupon of this id already. Choose another, or leave it empty.")];
        return await Form(null, form, problems, segments, zone, ct);
    }

    private static RazorComponentResult<CouponSketch> Sketch(IFormCollection typed, TimeZoneInfo zone) =>
        new(new { Coupon = Sketched(CouponForm.Sent(typed), zone) });

    private static async Task<FileContentHttpResult> ReportCsv(CouponReporter reporter, CancellationToken ct) =>
        TypedResults.File(CouponReporter.Csv(await reporter.Read(null, ct)), CsvText.ContentType, "coupons.csv");

    private static async Task<FileContentHttpResult> DaysCsv(string id, CouponReporter reporter, CancellationToken ct) =>
        TypedResults.File(CouponCourse.Csv(await reporter.Days(id, ct)), CsvText.ContentType, $"coupon-{id}.csv");

    private static async Task<Results<RazorComponentResult<CouponPage>, RazorComponentResult<ProblemPage>>> One(
        string id, string? did, string? to, string? after, CouponShelf shelf, CancellationToken ct) =>
        await shelf.Read(id, after, ct) is { } seen
            ? new RazorComponentResult<CouponPage>(new { Seen = seen, Did = did, GivenTo = to is null ? null : await shelf.FriendOf(to, ct) })
            : ProblemPage.NotFound();

    private static async Task<Results<RazorComponentResult<EditPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Edit(
        string id, CouponCatalog catalog, SegmentStore segments, TimeZoneInfo zone, CancellationToken ct) =>
        await catalog.Find(id, ct) is not { } coupon ? ProblemPage.NotFound()
        : catalog.Defined.ContainsKey(id) ? TypedResults.Redirect(UrlOf(id))
        : await Form(id, CouponForm.Of(coupon, zone), [], segments, zone, ct);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<EditPage>, RazorComponentResult<ProblemPage>>> Save(
        string id, IFormCollection typed, CouponCatalog catalog, SegmentStore segments, Reader reader, TimeZoneInfo zone, CancellationToken ct)
    {
        var form = CouponForm.Sent(typed);
        var (coupon, problems) = Check(form, reader, zone);
        if (problems.Count > 0 || typed.ContainsKey("more"))
        {
            return await Form(id, form, typed.ContainsKey("more") ? [] : problems, segments, zone, ct);
        }

        switch (await catalog.Renew(coupon with { Id = id }, ct, form["version"]))
        {
            case CatalogResult.Changed:
                return TypedResults.Redirect($"{UrlOf(id)}?did=saved");
            case CatalogResult.InFile:
                return TypedResults.Redirect(UrlOf(id));
            case CatalogResult.Outdated { Current: var current }:
                // What they typed stays; saving it again says that it is to replace what is there now.
                var differences = form.DifferencesTo(CouponForm.Of(current, zone));
                return await Form(id, form.From(current.Version), [], segments, zone, ct, differences);
            default:
                return ProblemPage.NotFound();
        }
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Close(string id, CouponCatalog catalog, CancellationToken ct) =>
        await catalog.Close(id, ct) is CatalogResult.Unknown ? ProblemPage.NotFound() : TypedResults.Redirect($"{UrlOf(id)}?did=closed");

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Reopen(string id, CouponCatalog catalog, CancellationToken ct) =>
        await catalog.Reopen(id, ct) is CatalogResult.Unknown ? ProblemPage.NotFound() : TypedResults.Redirect($"{UrlOf(id)}?did=reopened");

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<CouponPage>, RazorComponentResult<ProblemPage>>> Give(
        string id, IFormCollection typed, CouponShelf shelf, CouponDesk desk, FriendStore friends, FriendSearcher searcher, Reader reader, CancellationToken ct)
    {
        // Whom a button names is meant, else whoever was typed.
        var (name, send) = (typed["friend"].ToString().Trim(), typed.ContainsKey("send"));
        var found = typed["userId"].ToString() is { Length: > 0 } chosen ? await ById(chosen, friends, ct) : await Named(name, friends, searcher, ct);
        if (found is not [var friend])
        {
            var problem = name.Length == 0 ? reader.Say("渡す友だちの名前かユーザーIDを入力してください。", "Type the friend's name or user id.")
                : found.Count == 0 ? reader.Say($"「{name}」という友だちは見つかりません。", $"No friend is called “{name}”.")
                : null;
            return await Asked(problem, found);
        }

        return await desk.Issue(id, friend.Id, Me.Source, ct, send) switch
        {
            IssueResult.Issued => TypedResults.Redirect($"{UrlOf(id)}?did={(send && friend.Status == FriendStatus.Following ? "sent" : "given")}&to={Uri.EscapeDataString(friend.Id)}"),
            IssueResult.AlreadyHeld { Earlier: var earlier } => await Asked(
                reader.Say($"{friend.DisplayName}さんには {reader.Time(earlier.IssuedAt)} に渡してあります。お一人に渡せる回数はここまでです。", $"{friend.DisplayName} has had it ({reader.Time(earlier.IssuedAt)}); that is as often as a friend gets it."), []),
            IssueResult.NotValidNow { Reason: var reason } => await Asked(reader.Say($"{friend.DisplayName}さんには渡せませんでした。{reason.Japanese}", $"{friend.DisplayName} cannot be given it: {reason.English}"), []),
            _ => ProblemPage.NotFound(),
        };

        async Task<Results<RedirectHttpResult, RazorComponentResult<CouponPage>, RazorComponentResult<ProblemPage>>> Asked(string? problem, IReadOnlyList<Friend> choices) =>
            await shelf.Read(id, null, ct) is not { } seen
                ? ProblemPage.NotFound()
                : new RazorComponentResult<CouponPage>(new { Seen = seen, Typed = name, Send = send, Problem = problem, Choices = choices })
                {
                    StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
                };
    }

    private static async Task<IReadOnlyList<Friend>> ById(string id, FriendStore friends, CancellationToken ct) =>
        await friends.Find(id, ct) is { } friend ? [friend] : [];

    // A whole name that only one has is that friend; else all whose name holds it are offered.
    private static async Task<IReadOnlyList<Friend>> Named(string name, FriendStore friends, FriendSearcher searcher, CancellationToken ct)
    {
        if (name.Length == 0)
        {
            return [];
        }

        if (await ById(name, friends, ct) is [_] and var byId)
        {
            return byId;
        }

        var page = await searcher.Page(await searcher.Understand(new() { Name = name }, ct), FriendSort.FirstSeen, FriendsOffered, null, ct);
        List<Friend> found = [.. page.Items.Select(item => item.Value)];
        return found.Where(friend => friend.DisplayName?.Trim() == name).ToList() is [var exact] ? [exact] : found;
    }

    private static async Task<RazorComponentResult<EditPage>> Form(
        string? id, CouponForm form, Dictionary<string, string[]> problems, SegmentStore segments, TimeZoneInfo zone, CancellationToken ct,
        IReadOnlyList<(string Field, string Mine, string Theirs)>? changed = null) =>
        new(new { Id = id, Form = form, Problems = problems, Segments = await segments.List(ct), Sketched = Sketched(form, zone), Changed = changed })
        {
            StatusCode = changed is not null ? StatusCodes.Status409Conflict
                : problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity
                : StatusCodes.Status200OK,
        };

    private static (Coupon Coupon, Dictionary<string, string[]> Problems) Check(CouponForm form, Reader reader, TimeZoneInfo zone)
    {
        var (request, unreadable) = form.ToRequest(zone);
        var (coupon, wrong) = request.Read();
        var problems = unreadable.Distinct().ToDictionary(
            field => Shown(field), _ => new[] { reader.Say("数字や日付として読めません。入力し直してください。", "This cannot be read as a number, a day or a time.") });
        foreach (var field in wrong.GroupBy(problem => CouponFormWords.FieldOf(problem, form)))
        {
            problems.TryAdd(field.Key, [.. field.Select(problem => reader.IsEnglish ? $"{problem.Message} {problem.Fix}".Trim() : CouponFormWords.Japanese(problem, form)).Distinct()]);
        }

        return (coupon, problems);

        // Words stand by the first field of a row.
        static string Shown(string field) =>
            field.StartsWith("prize", StringComparison.Ordinal) ? $"{field.Split('-')[0]}-name"
            : field.StartsWith("usable", StringComparison.Ordinal) ? "usable0-from"
            : field;
    }

    private static Coupon? Sketched(CouponForm form, TimeZoneInfo zone) => form.ToRequest(zone).Request.Read().Coupon;
}
