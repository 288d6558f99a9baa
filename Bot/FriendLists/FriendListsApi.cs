using System.Text.Json;
using Bot.Access;
using Bot.Friends;
using Bot.Storage;
using Bot.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.FriendLists;

/// <summary>Lists of friends in the REST API: searched, written as files, tagged and read in.</summary>
internal static class FriendListsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/friends", List).WithTags("Friends").WithSummary("Friends by name, status and tag, those first seen last first.");
        api.MapGet("/friends/search", Search).WithTags("Friends").WithSummary("Friends by name, status, tag and condition, a page with how many there are.");
        api.MapGet("/friends/trend", Trend).WithTags("Friends").WithSummary("How many follow, and how many came and went each day.");
        api.MapGet("/friends.csv", File).Needs(Permission.Friends).GivesDataOut().WithTags("Friends").WithSummary("The same friends as a CSV file with the columns of your choice.").Produces(200, contentType: "text/csv");
        api.MapPost("/friends/tagging/preview", PreviewTagging).Needs(Permission.Look).WithTags("Friends").WithSummary("How many friends a tagging means, and how many are so already.");
        api.MapPost("/friends/tagging", Tag).Needs(Permission.Friends).WithTags("Friends").WithSummary("Puts a tag on all friends that match, or takes it off, as a job.");
        api.MapPost("/friends/export", Export).Needs(Permission.Friends).WithTags("Jobs").WithSummary("Writes a CSV file of friends as a job; its file is at /jobs/{id}/file.");
        api.MapPost("/friends/import", Import).Needs(Permission.Friends).WithTags("Friends").WithSummary("Reads a CSV file of tags and attributes; says what it would do.")
            .Accepts<string>("text/csv").WithMetadata(new RequestSizeLimitAttribute(FactsFile.MostBytes + 1024));
        api.MapPost("/jobs/{id}/approve", Approve).Needs(Permission.Friends).WithTags("Jobs").WithSummary("The yes to a job that waits for one, such as a file that was read.");
    }

    /// <summary>Who is meant; what is left out is not asked for.</summary>
    public record WantedFriends(string? Name = null, string? Status = null, string? Tag = null, string? Condition = null);

    /// <summary>Who is meant, the tag, and whether it is to be taken off.</summary>
    public sealed record TaggingRequest(string? Put = null, string? TakeOff = null, string? Staff = null) : WantedFriends;

    /// <summary>Who is meant, and the columns of the file.</summary>
    public sealed record ExportRequest(IReadOnlyList<string>? Columns = null) : WantedFriends;

    public sealed record FoundFriends(long Count, IReadOnlyList<Friend> Items, string? Next);

    /// <summary>What a file would do, and what is wrong with it; without a job nothing of it can be taken.</summary>
    public sealed record ImportAnswer(JobsApi.JobView? Job, int? Rows, int? Changing, string? Encoding, IReadOnlyList<FileProblem> Problems);

    private static async Task<Results<Ok<FriendsApi.Listed<Friend>>, ValidationProblem>> List(
        FriendSearcher searcher, string? name, string? status, string? tag, string? after, int? limit, CancellationToken ct)
    {
        var asked = await Ask(new(name, status, tag), searcher, ct);
        if (asked.Wrong is { } wrong)
        {
            return wrong;
        }

        return await Page(asked, FriendSort.FirstSeen, limit, after, searcher, ct) is { } page
            ? TypedResults.Ok(new FriendsApi.Listed<Friend>([.. page.Items.Select(friend => friend.Value)], page.Next))
            : NoCursor();
    }

    private static async Task<Results<Ok<FoundFriends>, ValidationProblem>> Search(
        FriendSearcher searcher, string? name, string? status, string? tag, string? condition, string? sort, string? after, int? limit, CancellationToken ct)
    {
        if (!Read<FriendSort>(sort, out var order))
        {
            return Unknown<FriendSort>("sort", sort);
        }

        var asked = await Ask(new(name, status, tag, condition), searcher, ct);
        if (asked.Wrong is { } wrong)
        {
            return wrong;
        }

        return await Page(asked, order ?? FriendSort.FirstSeen, limit, after, searcher, ct) is { } page
            ? TypedResults.Ok(new FoundFriends(await searcher.Count(asked.Search, ct), [.. page.Items.Select(friend => friend.Value)], page.Next))
            : NoCursor();
    }

    private static async Task<Results<Ok<FriendDays>, ProblemHttpResult>> Trend(FriendTrend trend, int? days, CancellationToken ct) =>
        await trend.Read(Math.Clamp(days ?? 30, 1, 366), ct) is { } read
            ? TypedResults.Ok(read)
            : TypedResults.Problem("All friends are being read. Ask again in a moment.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not counted yet.");

    private static async Task<Results<PushStreamHttpResult, ValidationProblem>> File(
        FriendSearcher searcher, FriendsCsv csv, string? name, string? status, string? tag, string? condition, [FromQuery(Name = "column")] string[]? columns, CancellationToken ct)
    {
        var asked = await Ask(new(name, status, tag, condition), searcher, ct);
        if (asked.Wrong is { } wrong)
        {
            return wrong;
        }

        var (friends, chosen) = (await searcher.Ids(asked.Search, ct), Columns(columns));
        return TypedResults.Stream(stream => csv.Write(stream, friends, chosen, ct), CsvText.ContentType, "friends.csv");
    }

    private static async Task<Results<Ok<TaggingPreview>, ValidationProblem>> PreviewTagging(TaggingRequest request, FriendSearcher searcher, FriendListDesk desk, CancellationToken ct)
    {
        if (TagOf(request) is not var (tag, remove))
        {
            return Invalid("put", $"Name one tag to put on or to takeOff, with 1 to {FactName.MaxLength} characters.");
        }

        var asked = await Ask(request, searcher, ct);
        return asked.Wrong is { } wrong ? wrong : TypedResults.Ok(await desk.PreviewTagging(asked.Search, tag, remove, ct));
    }

    private static async Task<Results<Accepted<JobsApi.JobView>, ValidationProblem>> Tag(
        TaggingRequest request, FriendSearcher searcher, FriendListDesk desk, TimeProvider clock, CancellationToken ct)
    {
        if (TagOf(request) is not var (tag, remove))
        {
            return Invalid("put", $"Name one tag to put on or to takeOff, with 1 to {FactName.MaxLength} characters.");
        }

        var asked = await Ask(request, searcher, ct);
        if (asked.Wrong is { } wrong)
        {
            return wrong;
        }

        var source = string.IsNullOrWhiteSpace(request.Staff) ? FactSource.Api : FactSource.Staff(request.Staff.Trim());
        return JobsApi.Accepted(await desk.Tag(asked.Search, tag, remove, source, ct), clock);
    }

    private static async Task<Results<Accepted<JobsApi.JobView>, ValidationProblem>> Export(
        ExportRequest request, FriendSearcher searcher, FriendListDesk desk, TimeProvider clock, CancellationToken ct)
    {
        var asked = await Ask(request, searcher, ct);
        return asked.Wrong is { } wrong
            ? wrong
            : JobsApi.Accepted(await desk.Export(await searcher.Ids(asked.Search, ct), Columns(request.Columns), ct), clock);
    }

    private static async Task<Ok<ImportAnswer>> Import(
        HttpRequest request, FactsImport import, TimeProvider clock, [FromQuery] string? file, [FromQuery] string? key, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        var (job, problems) = await import.Propose(string.IsNullOrWhiteSpace(file) ? "api.csv" : file.Trim(), body.ToArray(), key, ct);
        var read = job is null ? null : FactsImport.FileOf(job);
        return TypedResults.Ok(new ImportAnswer(job is null ? null : JobsApi.View(job, clock.GetUtcNow()), read?.Rows, read?.Changing, read?.Encoding, problems));
    }

    private static async Task<Results<Accepted<JobsApi.JobView>, NotFound, ProblemHttpResult>> Approve(string id, JobDesk jobs, TimeProvider clock, CancellationToken ct) =>
        await jobs.Find(id, ct) is not { } job ? TypedResults.NotFound()
        : job.Value.State != JobState.Proposed ? TypedResults.Problem("It waits for no yes.", statusCode: StatusCodes.Status409Conflict, title: "The job cannot be approved.")
        : JobsApi.Accepted((await jobs.Approve(id, ct))!, clock);

    // What is misspelt is refused rather than left out: a tag would go to everybody.
    private static async Task<Asked> Ask(WantedFriends wanted, FriendSearcher searcher, CancellationToken ct)
    {
        var search = await searcher.Understand(FriendSearch.Of(wanted.Name, wanted.Status, wanted.Tag, wanted.Condition, null), ct);
        return new(search, !Read<FriendStatus>(wanted.Status, out _) ? Unknown<FriendStatus>("status", wanted.Status) : search.Condition is null ? Wrong(search) : null);
    }

    // Null: it was not given such a place to go on from.
    private static async Task<Page<Friend>?> Page(Asked asked, FriendSort sort, int? limit, string? after, FriendSearcher searcher, CancellationToken ct)
    {
        try
        {
            return await searcher.Page(asked.Search, sort, Math.Clamp(limit ?? 50, 1, 500), after, ct);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // The framework's own reading of enums wants C#'s capitals.
    private static bool Read<T>(string? written, out T? value)
        where T : struct, Enum
    {
        value = Enum.TryParse<T>(written, ignoreCase: true, out var read) && Enum.IsDefined(read) && !char.IsAsciiDigit(written[0]) ? read : null;
        return value is not null || string.IsNullOrWhiteSpace(written);
    }

    private static ValidationProblem Unknown<T>(string field, string? written)
        where T : struct, Enum =>
        Invalid(field, $"There is no {field} '{written}'. Use one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}, or leave it out.");

    private static (string Tag, bool Remove)? TagOf(TaggingRequest request) => (request.Put?.Trim(), request.TakeOff?.Trim()) switch
    {
        ({ } put, null) when FactName.IsGood(put) => (put, false),
        (null, { } off) when FactName.IsGood(off) => (off, true),
        _ => null,
    };

    private static IReadOnlyList<FriendColumn> Columns(IReadOnlyList<string>? asked) =>
        asked is { Count: > 0 } ? FriendColumn.ParseAll(asked) : FriendColumn.Usual;

    private static ValidationProblem NoCursor() => Invalid("after", "This is not a 'next' of this list. Begin again without it.");

    private static ValidationProblem Wrong(UnderstoodSearch search) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["condition"] = [.. search.Parsed!.Problems.Select(problem => problem.English)] });

    private static ValidationProblem Invalid(string field, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] });

    // What was asked for, or what is wrong with it.
    private sealed record Asked(UnderstoodSearch Search, ValidationProblem? Wrong);
}
