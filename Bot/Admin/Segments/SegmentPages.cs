using System.Security.Cryptography;
using Bot.Conditions;
using Bot.Segments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Segments;

/// <summary>Who a condition means, while it is typed; and the conditions that were given a name.</summary>
internal static class SegmentPages
{
    private const int FriendsShown = 10;
    private const int LongestName = 100;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/segments", Show);
        console.MapPost("/segments", Save);
        console.MapGet("/segments/count", Count);
        console.MapPost("/segments/{id}/delete", Delete);
    }

    private static async Task<RazorComponentResult<SegmentsPage>> Show(
        string? condition, SegmentReader reader, SegmentStore segments, TimeProvider clock, CancellationToken ct) =>
        await Page(condition, null, null, reader, segments, clock, ct);

    private static async Task<RazorComponentResult<ConditionAnswer>> Count(
        string? condition, string? segment, SegmentReader reader, SegmentStore segments, TimeProvider clock, CancellationToken ct)
    {
        var text = string.IsNullOrEmpty(segment) ? condition : (await segments.Find(segment, ct))?.Condition;
        var (parsed, preview) = await Read(text, 0, reader, clock, ct);
        return new RazorComponentResult<ConditionAnswer>(new { Text = text ?? "", Parsed = parsed, Preview = preview });
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SegmentsPage>>> Save(
        [FromForm] string? condition, [FromForm] string? name, SegmentReader reader, SegmentStore segments, TimeProvider clock, CancellationToken ct)
    {
        var called = name?.Trim() ?? "";
        var parsed = await reader.Parse(condition ?? "", ct);
        if (called.Length is 0 or > LongestName || called.Any(char.IsControl) || !parsed.IsUnderstood)
        {
            return await Page(condition ?? "", called, called.Length is 0 or > LongestName, reader, segments, clock, ct);
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
        string? condition, string? name, bool? isNameWrong, SegmentReader reader, SegmentStore segments, TimeProvider clock, CancellationToken ct)
    {
        var (parsed, preview) = await Read(condition, FriendsShown, reader, clock, ct);
        return new RazorComponentResult<SegmentsPage>(new
        {
            Condition = condition ?? "",
            Parsed = parsed,
            Preview = preview,
            Saved = await segments.List(ct),
            Name = name ?? "",
            IsNameWrong = isNameWrong ?? false,
        })
        {
            StatusCode = isNameWrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    // Nothing typed yet is no mistake.
    private static async Task<(ParsedCondition? Parsed, SegmentPreview? Preview)> Read(
        string? condition, int friends, SegmentReader reader, TimeProvider clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(condition))
        {
            return (null, null);
        }

        var parsed = await reader.Parse(condition, ct);
        return (parsed, parsed.IsUnderstood ? await reader.Preview(parsed.Condition, clock.GetUtcNow(), friends, ct) : null);
    }
}
