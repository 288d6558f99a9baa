using Bot.Access;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Segments;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Friends;

/// <summary>The list of friends with what can be done with all of them: a file out, a file in, a tag on or off.</summary>
internal static class FriendListPages
{
    private const int PerPage = 50;
    private const int Samples = 10;
    private const string ColumnsCookie = "console.columns";

    // Unnamed columns to begin with; those of attributes and answers are what friends have.
    private static readonly FriendColumnKind[] Plain = [.. Enum.GetValues<FriendColumnKind>().Where(kind => !FriendColumn.HasSubject(kind))];

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/friends", List);
        console.MapGet("/friends.csv", File).Needs(Permission.Friends).GivesDataOut();
        console.MapPost("/friends/export", Export).Needs(Permission.Friends);
        console.MapGet("/friends/tagging", AskTagging).Needs(Permission.Friends);
        console.MapPost("/friends/tagging", Tag).Needs(Permission.Friends);
        console.MapGet("/friends/import", AskImport).Needs(Permission.Friends);
        console.MapPost("/friends/import", Import).Needs(Permission.Friends);
        console.MapGet("/friends/import/{jobId}", ShowImport);
        console.MapPost("/friends/import/{jobId}", ApproveImport).Needs(Permission.Friends);
    }

    private static async Task<Results<RazorComponentResult<FriendsPage>, RedirectHttpResult>> List(
        [AsParameters] Asked asked, [FromQuery(Name = "column")] string[]? column, string? sort, string? after,
        HttpContext http, FriendSearcher searcher, SegmentVocabulary vocabulary, CancellationToken ct)
    {
        var wanted = asked.Search(sort);
        var columns = Columns(http, column);
        var choosable = await Choosable(columns, vocabulary, ct);
        var understood = await searcher.Understand(wanted, ct);
        if (understood.Condition is null)
        {
            return new RazorComponentResult<FriendsPage>(new { Wanted = wanted, Columns = columns, Choosable = choosable, understood.Parsed });
        }

        try
        {
            var page = await searcher.Page(understood, wanted.Sort, PerPage, after, ct);
            return new RazorComponentResult<FriendsPage>(new
            {
                Wanted = wanted,
                Columns = columns,
                Choosable = choosable,
                Page = page,
                Count = await searcher.Count(understood, ct),
                IsFirst = after is null,
            });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect("/friends");
        }
    }

    private static async Task<Results<PushStreamHttpResult, RedirectHttpResult>> File(
        [AsParameters] Asked asked, [FromQuery(Name = "column")] string[]? column, HttpContext http, FriendSearcher searcher, FriendsCsv csv, CancellationToken ct)
    {
        var understood = await searcher.Understand(asked.Search(), ct);
        if (understood.Condition is null)
        {
            return TypedResults.Redirect("/friends" + http.Request.QueryString);
        }

        var (friends, columns) = (await searcher.Ids(understood, ct), Columns(http, column));
        return TypedResults.Stream(stream => csv.Write(stream, friends, columns, ct), CsvText.ContentType, "friends.csv");
    }

    private static async Task<RedirectHttpResult> Export(
        [AsParameters] Asked asked, [FromQuery(Name = "column")] string[]? column, HttpContext http, FriendSearcher searcher, FriendListDesk desk, CancellationToken ct)
    {
        var understood = await searcher.Understand(asked.Search(), ct);
        return understood.Condition is null
            ? TypedResults.Redirect("/friends" + http.Request.QueryString)
            : TypedResults.Redirect($"/jobs/{(await desk.Export(await searcher.Ids(understood, ct), Columns(http, column), ct)).Id}");
    }

    private static async Task<Results<RazorComponentResult<TaggingPage>, RedirectHttpResult>> AskTagging(
        [AsParameters] Asked asked, string? put, bool? off, HttpContext http, FriendSearcher searcher, FriendListDesk desk, SegmentVocabulary vocabulary, CancellationToken ct)
    {
        var wanted = asked.Search();
        var understood = await searcher.Understand(wanted, ct);
        if (understood.Condition is null)
        {
            return TypedResults.Redirect("/friends" + http.Request.QueryString);
        }

        var (name, remove) = (put?.Trim(), off == true);
        return new RazorComponentResult<TaggingPage>(new
        {
            Wanted = wanted,
            Tag = name ?? "",
            Remove = remove,
            Preview = FactName.IsGood(name) ? await desk.PreviewTagging(understood, name!, remove, ct) : null,
            KnownTags = await Tags(vocabulary, ct),
        });
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<TaggingPage>>> Tag(
        [FromForm] string? name, [FromForm] string? status, [FromForm] string? tag, [FromForm] string? condition, [FromForm] string? put, [FromForm] string? off,
        Reader reader, FriendSearcher searcher, FriendListDesk desk, SegmentVocabulary vocabulary, CancellationToken ct)
    {
        var wanted = FriendSearch.Of(name, status, tag, condition, null);
        var understood = await searcher.Understand(wanted, ct);
        if (understood.Condition is null || !FactName.IsGood(put))
        {
            return new RazorComponentResult<TaggingPage>(new
            {
                Wanted = wanted,
                Tag = put ?? "",
                Remove = off == "true",
                Problems = new[] { reader.Say($"タグの名前を1〜{FactName.MaxLength}文字で書いてください。", $"Name the tag in 1 to {FactName.MaxLength} characters.") },
                KnownTags = await Tags(vocabulary, ct),
            })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        var job = await desk.Tag(understood, put!.Trim(), off == "true", Me.Source, ct);
        return TypedResults.Redirect($"/jobs/{job.Id}");
    }

    private static async Task<RazorComponentResult<ImportPage>> AskImport(SegmentVocabulary vocabulary, CancellationToken ct) =>
        new(new { Attributes = await Attributes(vocabulary, ct) });

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ImportPage>>> Import(
        IFormFile? file, [FromForm] string? key, Reader reader, FactsImport import, SegmentVocabulary vocabulary, CancellationToken ct)
    {
        var proposal = file is null
            ? new ImportProposal(null, [new(null, null, "ファイルが選ばれていません。", "CSVファイルを選んでください。", "No file was chosen.", "Choose a CSV file.")])
            : await import.Propose(Path.GetFileName(file.FileName), await BytesOf(file, ct), key, ct);
        return proposal.Job is { } job
            ? TypedResults.Redirect($"/friends/import/{job.Id}")
            : new RazorComponentResult<ImportPage>(new { proposal.Problems, Key = key, Attributes = await Attributes(vocabulary, ct) })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
    }

    private static async Task<Results<RazorComponentResult<ImportPreviewPage>, RedirectHttpResult, RazorComponentResult<ProblemPage>>> ShowImport(
        string jobId, JobDesk jobs, FactsImport import, CancellationToken ct) => await jobs.Find(jobId, ct) switch
        {
            null => ProblemPage.NotFound(),
            { Value: { State: JobState.Proposed } job } when FactsImport.FileOf(job) is { } file =>
                new RazorComponentResult<ImportPreviewPage>(new { Job = job, File = file, Samples = await import.Samples(job, Samples, ct) }),
            _ => TypedResults.Redirect($"/jobs/{jobId}"),
        };

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> ApproveImport(string jobId, JobDesk jobs, CancellationToken ct) =>
        await jobs.Approve(jobId, ct) is null ? ProblemPage.NotFound() : TypedResults.Redirect($"/jobs/{jobId}");

    // What is longer than a file may be is refused by its length; reading it would serve nobody.
    private static async Task<byte[]> BytesOf(IFormFile file, CancellationToken ct)
    {
        if (file.Length > 11 * 1024 * 1024)
        {
            return new byte[file.Length];
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    // What the address says; without that, what was chosen last.
    private static IReadOnlyList<FriendColumn> Columns(HttpContext http, string[]? asked)
    {
        if (asked is { Length: > 0 } && FriendColumn.ParseAll(asked) is { Count: > 0 } chosen)
        {
            http.Response.Cookies.Append(ColumnsCookie, string.Join('\n', chosen), new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(400),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            });
            return chosen;
        }

        return FriendColumn.ParseAll((http.Request.Cookies[ColumnsCookie] ?? "").Split('\n')) is { Count: > 0 } remembered ? remembered : FriendColumn.Usual;
    }

    private static async Task<IReadOnlyList<FriendColumn>> Choosable(IReadOnlyList<FriendColumn> chosen, SegmentVocabulary vocabulary, CancellationToken ct)
    {
        var known = await vocabulary.Recent(ct);
        return
        [
            .. chosen
                .Concat(Plain.Select(kind => new FriendColumn(kind)))
                .Concat((known.Attributes ?? []).Select(attribute => new FriendColumn(FriendColumnKind.Attribute, attribute.Name)).OrderBy(column => column.Subject, StringComparer.Ordinal))
                .Concat((known.Surveys ?? []).Select(survey => new FriendColumn(FriendColumnKind.Survey, survey.Id)))
                .Concat((known.Surveys ?? []).SelectMany(survey => survey.Questions.Select(question => new FriendColumn(FriendColumnKind.Answer, $"{survey.Id}.{question.Id}"))))
                .Distinct()
                .Take(200),
        ];
    }

    private static async Task<IReadOnlyList<string>> Tags(SegmentVocabulary vocabulary, CancellationToken ct) =>
        [.. ((await vocabulary.Recent(ct)).Tags ?? []).Order(StringComparer.Ordinal).Take(500)];

    private static async Task<IReadOnlyList<string>> Attributes(SegmentVocabulary vocabulary, CancellationToken ct) =>
        [.. ((await vocabulary.Recent(ct)).Attributes ?? []).Select(attribute => attribute.Name).Order(StringComparer.Ordinal)];

    /// <summary>Who is asked for, as addresses say it.</summary>
    internal sealed record Asked(string? Name = null, string? Status = null, string? Tag = null, string? Condition = null)
    {
        public FriendSearch Search(string? sort = null) => FriendSearch.Of(Name, Status, Tag, Condition, sort);
    }
}
