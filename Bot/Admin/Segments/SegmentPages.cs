using System.Security.Cryptography;
using Bot.Access;
using Bot.Conditions;
using Bot.Friends;
using Bot.Segments;
using Bot.Segments.Tags;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Segments;

/// <summary>Who a condition means, while it is typed; and the conditions that were given a name.</summary>
internal static class SegmentPages
{
    private const int FriendsShown = 10;
    private const int LongestName = 100;
    private const string By = "console";

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/segments", Show);
        console.MapPost("/segments", Save).Needs(Permission.Segments);
        console.MapPost("/segments/count", Count).Needs(Permission.Look);
        console.MapPost("/segments/complete", Complete).Needs(Permission.Look);
        console.MapPost("/segments/tags", Declare).Needs(Permission.Segments);
        console.MapPost("/segments/tags/forget", Forget).Needs(Permission.Segments);
        console.MapPost("/segments/{id}/delete", Delete).Needs(Permission.Segments);
    }

    private static async Task<RazorComponentResult<SegmentsPage>> Show(
        string? condition, SegmentReader reader, SegmentStore segments, TagStore tags, TimeProvider clock, CancellationToken ct) =>
        await Page(condition, null, null, reader, segments, tags, clock, ct);

    private static async Task<RazorComponentResult<ConditionAnswer>> Count(
        [FromForm] string? condition, [FromForm] string? segment, SegmentReader reader, SegmentStore segments, TimeProvider clock, CancellationToken ct)
    {
        var text = string.IsNullOrEmpty(segment) ? AsTyped(condition) : (await segments.Find(segment, ct))?.Condition ?? "";
        var (parsed, preview) = await Read(text, 0, reader, clock, ct);
        return new RazorComponentResult<ConditionAnswer>(new { Text = text, Parsed = parsed, Preview = preview });
    }

    private static async Task<RazorComponentResult<Suggestions>> Complete(
        [FromForm] string? condition, [FromForm] int at, SegmentCompletion completion, TimeProvider clock, CancellationToken ct) =>
        new(new { Completion = await completion.At(AsTyped(condition), at, clock.GetUtcNow(), ct) });

    private static async Task<Results<NoContent, RedirectHttpResult, RazorComponentResult<ProblemPage>>> Declare(
        [FromForm] string? name, [FromForm] string? condition, HttpContext http, TagStore tags, CancellationToken ct)
    {
        if (!FactName.IsGood(name))
        {
            return ProblemPage.BadRequest();
        }

        await tags.Declare(name!.Trim(), null, By, ct);
        if (!http.Request.Headers.ContainsKey("HX-Request"))
        {
            return TypedResults.Redirect("/segments" + QueryString.Create("condition", condition ?? ""));
        }

        http.Response.Headers["HX-Trigger"] = "tag-declared";
        return TypedResults.NoContent();
    }

    private static async Task<RedirectHttpResult> Forget([FromForm] string? name, TagStore tags, CancellationToken ct)
    {
        await tags.Forget(name ?? "", ct);
        return TypedResults.Redirect("/segments");
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SegmentsPage>>> Save(
        [FromForm] string? condition, [FromForm] string? name, SegmentReader reader, SegmentStore segments, TagStore tags, TimeProvider clock, CancellationToken ct)
    {
        var called = name?.Trim() ?? "";
        var parsed = await reader.Parse(condition ?? "", ct);
        if (called.Length is 0 or > LongestName || called.Any(char.IsControl) || !parsed.IsUnderstood)
        {
            return await Page(condition ?? "", called, called.Length is 0 or > LongestName, reader, segments, tags, clock, ct);
        }

        // The name is for people and may be anything; the id only has to be one.
        var id = "segment-" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        var (segment, _) = await segments.Save(id, called, ConditionText.Print(parsed.Condition), ct);
        return TypedResults.Redirect("/segments" + QueryString.Create("condition", segment.Condition));
    }

    private static async Task<RedirectHttpResult> Delete(string id, SegmentStore segments, CancellationToken ct)
    {
        await segments.Delete(id, ct);
        return TypedResults.Redirect("/segments");
    }

    private static async Task<RazorComponentResult<SegmentsPage>> Page(
        string? condition, string? name, bool? isNameWrong, SegmentReader reader, SegmentStore segments, TagStore tags, TimeProvider clock, CancellationToken ct)
    {
        var text = AsTyped(condition);
        var (parsed, preview) = await Read(text, FriendsShown, reader, clock, ct);
        return new RazorComponentResult<SegmentsPage>(new
        {
            Condition = text,
            Parsed = parsed,
            Preview = preview,
            Saved = await segments.List(ct),
            Tags = await tags.List(ct),
            Name = name ?? "",
            IsNameWrong = isNameWrong ?? false,
        })
        {
            StatusCode = isNameWrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    // A form writes the end of a line as two characters, the field it came from as one: places must mean the same.
    private static string AsTyped(string? condition) => condition?.ReplaceLineEndings("\n") ?? "";

    // Nothing typed yet is no mistake.
    private static async Task<(ParsedCondition? Parsed, SegmentPreview? Preview)> Read(
        string condition, int friends, SegmentReader reader, TimeProvider clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(condition))
        {
            return (null, null);
        }

        var parsed = await reader.Parse(condition, ct);
        return (parsed, parsed.IsUnderstood ? await reader.Preview(parsed.Condition, clock.GetUtcNow(), friends, ct) : null);
    }
}
