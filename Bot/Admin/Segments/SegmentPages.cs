using System.Security.Cryptography;
using Bot.Access;
using Bot.Admin.Campaigns;
using Bot.Conditions;
using Bot.Conditions.Rows;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Segments;
using Bot.Segments.Tags;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Segments;

/// <summary>Who a condition means, while it is typed or built of rows; and the conditions that were given a name.</summary>
internal static class SegmentPages
{
    private const int LongestName = 100;
    private const string By = "console";

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/segments", Show);
        console.MapPost("/segments", Add).Needs(Permission.Segments);
        console.MapPost("/segments/count", Count).Needs(Permission.Look);
        console.MapPost("/segments/complete", Complete).Needs(Permission.Look);
        console.MapPost("/segments/rows", Build).WithFormOptions(valueCountLimit: 8192).Needs(Permission.Look);
        console.MapGet("/segments/explain", Explain);
        console.MapPost("/segments/tags", Declare).Needs(Permission.Segments);
        console.MapPost("/segments/tags/forget", Forget).Needs(Permission.Segments);
        console.MapGet("/segments/{id}", One);
        console.MapPost("/segments/{id}", Save).Needs(Permission.Segments);
        console.MapPost("/segments/{id}/delete", Delete).Needs(Permission.Segments);
    }

    private static string UrlOf(string id) => $"/segments/{Uri.EscapeDataString(id)}";

    private static Task<RazorComponentResult<SegmentsPage>> Show(string? condition, SegmentWorkshop workshop, CancellationToken ct) =>
        workshop.List(AsTyped(condition), ct);

    private static async Task<Results<RazorComponentResult<SegmentPage>, RazorComponentResult<ProblemPage>>> One(
        string id, string? condition, string? said, SegmentStore segments, SegmentWorkshop workshop, CancellationToken ct) =>
        await segments.Find(id, ct) is { } segment
            ? await workshop.One(segment, new(segment.Name, condition is null ? segment.Condition : AsTyped(condition), segment.UpdatedAt) { IsSaved = said == "saved" }, ct)
            : ProblemPage.NotFound();

    private static async Task<RazorComponentResult<ConditionAnswer>> Count(
        [FromForm] string? condition, [FromForm] string? segment, SegmentStore segments, SegmentWorkshop workshop, CancellationToken ct)
    {
        var text = string.IsNullOrEmpty(segment) ? AsTyped(condition) : (await segments.Find(segment, ct))?.Condition ?? "";
        var (parsed, preview) = await workshop.Read(text, 0, ct);
        return new RazorComponentResult<ConditionAnswer>(new { Text = text, Parsed = parsed, Preview = preview });
    }

    private static async Task<RazorComponentResult<Suggestions>> Complete(
        [FromForm] string? condition, [FromForm] int at, SegmentCompletion completion, TimeProvider clock, CancellationToken ct) =>
        new(new { Completion = await completion.At(AsTyped(condition), at, clock.GetUtcNow(), ct) });

    // The page again with the rows changed, and the text they make; or, for a text, with the rows it makes.
    private static async Task<Results<RazorComponentResult<SegmentsPage>, RazorComponentResult<SegmentPage>>> Build(
        IFormCollection sent, SegmentStore segments, SegmentWorkshop workshop, CancellationToken ct)
    {
        var text = AsTyped(sent["condition"]);
        RowForm? rows = null;
        if (sent["from"] != "text" && sent.ContainsKey(RowForm.Base))
        {
            rows = RowForm.Read(sent.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(field.Key, value ?? ""))), sent["do"]);
            text = ConditionRows.Read(rows.Rows)?.ToString() ?? text;
        }

        return sent["segment"].ToString() is { Length: > 0 } id && await segments.Find(id, ct) is { } segment
            ? await workshop.One(segment, new(segment.Name, text, segment.UpdatedAt), ct, rows)
            : await workshop.List(text, ct, rows);
    }

    private static async Task<Results<RazorComponentResult<ExplainPage>, RazorComponentResult<ProblemPage>>> Explain(
        string? condition, string? friend, SegmentReader segments, SegmentExplainer explainer, FriendStore friends, FriendSearcher searcher, TimeProvider clock, CancellationToken ct)
    {
        var parsed = await segments.Parse(AsTyped(condition), ct);
        if (!parsed.IsUnderstood)
        {
            return ProblemPage.BadRequest();
        }

        var (ids, problems) = string.IsNullOrWhiteSpace(friend) ? ([], []) : await TestFriends.FindAll(friend, friends, searcher, ct);
        return new RazorComponentResult<ExplainPage>(new
        {
            Explained = await explainer.Explain(parsed.Condition, ids.Count == 1 ? ids[0] : null, clock.GetUtcNow(), ct),
            Asked = friend,
            Problems = problems,
        });
    }

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

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SegmentsPage>>> Add(
        [FromForm] string? condition, [FromForm] string? name, SegmentReader reader, SegmentStore segments, SegmentWorkshop workshop, CancellationToken ct)
    {
        var called = name?.Trim() ?? "";
        var parsed = await reader.Parse(condition ?? "", ct);
        if (!IsGoodName(called) || !parsed.IsUnderstood)
        {
            return await workshop.List(AsTyped(condition), ct, name: called, isNameWrong: !IsGoodName(called));
        }

        // The name is for people and may be anything; the id only has to be one.
        var id = "segment-" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        await segments.Save(id, called, ConditionText.Print(parsed.Condition), null, ct);
        return TypedResults.Redirect(UrlOf(id) + "?said=saved");
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SegmentPage>, RazorComponentResult<SegmentsPage>>> Save(
        string id, [FromForm] string? condition, [FromForm] string? name, [FromForm] string? seen, SegmentReader reader, SegmentStore segments, SegmentWorkshop workshop, CancellationToken ct)
    {
        if (await segments.Find(id, ct) is not { } there)
        {
            // Deleted meanwhile: what was typed can be saved anew.
            return await workshop.List(AsTyped(condition), ct, name: name?.Trim() ?? "");
        }

        var typed = new SegmentPage.Typed(name?.Trim() ?? "", AsTyped(condition), StoredMoment.Parse(seen) ?? there.UpdatedAt);
        var parsed = await reader.Parse(typed.Condition, ct);
        if (!IsGoodName(typed.Name) || !parsed.IsUnderstood)
        {
            return await workshop.One(there, typed with { IsNameWrong = !IsGoodName(typed.Name) }, ct);
        }

        return await segments.Save(id, typed.Name, ConditionText.Print(parsed.Condition), typed.Seen, ct) switch
        {
            SaveSegmentResult.Changed({ } other) => await workshop.One(other, typed with { Seen = other.UpdatedAt, IsOvertaken = true }, ct),
            SaveSegmentResult.Changed => await workshop.List(typed.Condition, ct, name: typed.Name),
            _ => TypedResults.Redirect(UrlOf(id) + "?said=saved"),
        };
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SegmentPage>>> Delete(
        string id, [FromForm] string? anyway, SegmentStore segments, SegmentRemoval removal, SegmentWorkshop workshop, CancellationToken ct)
    {
        var segment = await segments.Find(id, ct);
        return await removal.Delete(id, anyway is not null, ct) is DeleteSegmentResult.InUse && segment is not null
            ? await workshop.One(segment, new(segment.Name, segment.Condition, segment.UpdatedAt) { IsDeletionRefused = true }, ct)
            : TypedResults.Redirect("/segments");
    }

    private static bool IsGoodName(string name) => name.Length is > 0 and <= LongestName && !name.Any(char.IsControl);

    // A form writes the end of a line as two characters, the field it came from as one: places must mean the same.
    private static string AsTyped(string? condition) => condition?.ReplaceLineEndings("\n") ?? "";
}
