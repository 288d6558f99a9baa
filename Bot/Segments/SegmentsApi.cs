using System.Text.RegularExpressions;
using Bot.Access;
using Bot.Conditions;
using Bot.Conditions.Rows;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Segments;

/// <summary>The segments' part of the REST API.</summary>
internal static partial class SegmentsApi
{
    private const int LongestName = 100;
    private const int MostFriends = 100;

    public static void Map(IEndpointRouteBuilder api)
    {
        var segments = api.MapGroup("/segments").WithTags("Segments");
        segments.MapPost("/count", Count).Needs(Permission.Look);
        segments.MapPost("/preview", Preview).Needs(Permission.Look);
        segments.MapPost("/parse", Parse).Needs(Permission.Look);
        segments.MapPost("/explain", Explain).Needs(Permission.Look);
        segments.MapPost("/rows", Rows).Needs(Permission.Look);
        segments.MapPost("/rows/text", Written).Needs(Permission.Look);
        segments.MapGet("/{segmentId}/sizes", Sizes);
        segments.MapGet("/{segmentId}/uses", Uses);
        segments.MapGet("/index", State);
        segments.MapPost("/complete", Complete).Needs(Permission.Look);
        segments.MapGet("/", List);
        segments.MapGet("/{segmentId}", Find);
        segments.MapPut("/{segmentId}", Save).Needs(Permission.Segments);
        segments.MapDelete("/{segmentId}", Delete).Needs(Permission.Segments);
        api.MapGet("/vocabulary", Vocabulary).WithTags("Segments");
    }

    /// <summary>A condition, or the id of a saved segment. Friends: how many to show, 10 unless said, at most 100.</summary>
    public sealed record SegmentRequest(string? Condition, string? SegmentId, int? Friends);

    /// <summary>A condition, or the id of a saved segment; and the LINE user id of a friend to explain it for.</summary>
    public sealed record ExplainRequest(string? Condition, string? SegmentId, string? Friend);

    /// <summary>Seen: the updatedAt of the segment that was edited, so that nobody's work is overwritten unseen; none: whatever stands there is overwritten.</summary>
    public sealed record SaveRequest(string? Name, string? Condition, DateTimeOffset? Seen);

    /// <summary>The condition as rows to fill in, and what is wrong with its text; a text that cannot be read has no rows.</summary>
    public sealed record RowsAnswer(ConditionRow? Rows, IReadOnlyList<ProblemAnswer> Problems);

    /// <summary>The canonical text of the rows; or, by the path of the row, what is unfinished or wrong.</summary>
    public sealed record WrittenAnswer(string? Condition, IReadOnlyDictionary<string, IReadOnlyList<ProblemAnswer>> Problems);

    public sealed record CountAnswer(long Count);

    /// <summary>The canonical form, or everything that is wrong.</summary>
    public sealed record ParseAnswer(string? Condition, Words? Meaning, IReadOnlyList<ProblemAnswer> Problems);

    /// <summary>At: where the caret is, in UTF-16 units; the end, unless said.</summary>
    public sealed record CompleteRequest(string? Condition, int? At);

    /// <summary>What is wrong at one place of the text, in UTF-16 units.</summary>
    public sealed record ProblemAnswer(string Kind, int Start, int Length, string Message, string MessageJa, IReadOnlyList<string> Suggestions)
    {
        public static ProblemAnswer Of(ConditionProblem problem) => new(
            System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(problem.Kind.ToString()),
            problem.Start,
            problem.Length,
            problem.English,
            problem.Japanese,
            problem.Suggestions);
    }

    /// <summary>What may be typed: likeliest first. FreeValues: the kinds of values that may be typed besides.</summary>
    public sealed record CompleteAnswer(IReadOnlyList<SuggestionAnswer> Suggestions, IReadOnlyList<ValueKind> FreeValues);

    /// <summary>Text goes to the place of length UTF-16 units from start on. Count: how many friends it would mean, where that is known at once.</summary>
    public sealed record SuggestionAnswer(string Text, int Start, int Length, string Label, SuggestionKind Kind, string Meaning, string MeaningJa, long? Count)
    {
        public static SuggestionAnswer Of(Suggestion suggestion) => new(
            suggestion.Text, suggestion.Start, suggestion.Length, suggestion.Label, suggestion.Kind, suggestion.English, suggestion.Japanese, suggestion.Count);
    }

    private static async Task<Results<Ok<CountAnswer>, ValidationProblem>> Count(
        SegmentRequest request, SegmentReader segments, TimeProvider clock, CancellationToken ct) =>
        await Read(request, segments, ct) switch
        {
            (var condition, null) => TypedResults.Ok(new CountAnswer(await segments.Count(condition!, clock.GetUtcNow(), ct))),
            (_, var problem) => problem,
        };

    private static async Task<Results<Ok<SegmentPreview>, ValidationProblem>> Preview(
        SegmentRequest request, SegmentReader segments, TimeProvider clock, CancellationToken ct) =>
        await Read(request, segments, ct) switch
        {
            (var condition, null) => TypedResults.Ok(await segments.Preview(condition!, clock.GetUtcNow(), Math.Clamp(request.Friends ?? 10, 0, MostFriends), ct)),
            (_, var problem) => problem,
        };

    private static async Task<Results<Ok<SegmentExplanation>, NotFound, ValidationProblem>> Explain(
        ExplainRequest request, SegmentReader segments, SegmentExplainer explainer, TimeProvider clock, CancellationToken ct) =>
        await Read(new SegmentRequest(request.Condition, request.SegmentId, null), segments, ct) switch
        {
            (var condition, null) => await explainer.Explain(condition!, request.Friend, clock.GetUtcNow(), ct) is { } explanation
                ? TypedResults.Ok(explanation)
                : TypedResults.NotFound(),
            (_, var problem) => problem,
        };

    private static Ok<IndexState> State(SegmentIndex index) => TypedResults.Ok(index.State());

    private static async Task<Ok<ParseAnswer>> Parse(SegmentRequest request, SegmentReader segments, CancellationToken ct)
    {
        var parsed = await segments.Parse(request.Condition ?? "", ct);
        return TypedResults.Ok(new ParseAnswer(
            parsed.Condition?.ToString(), parsed.IsUnderstood ? await segments.Say(parsed.Condition, ct) : null, [.. parsed.Problems.Select(ProblemAnswer.Of)]));
    }

    private static async Task<Ok<CompleteAnswer>> Complete(CompleteRequest request, SegmentCompletion completion, TimeProvider clock, CancellationToken ct)
    {
        var typed = request.Condition ?? "";
        var (suggestions, freeValues) = await completion.At(typed, request.At ?? typed.Length, clock.GetUtcNow(), ct);
        return TypedResults.Ok(new CompleteAnswer([.. suggestions.Select(SuggestionAnswer.Of)], freeValues));
    }

    private static async Task<Ok<ConditionVocabulary>> Vocabulary(SegmentVocabulary vocabulary, CancellationToken ct) =>
        TypedResults.Ok(await vocabulary.Read(ct));

    private static async Task<Ok<IReadOnlyList<Segment>>> List(SegmentStore segments, CancellationToken ct) =>
        TypedResults.Ok(await segments.List(ct));

    private static async Task<Results<Ok<Segment>, NotFound>> Find(string segmentId, SegmentStore segments, CancellationToken ct) =>
        await segments.Find(segmentId, ct) is { } segment ? TypedResults.Ok(segment) : TypedResults.NotFound();

    private static async Task<Ok<RowsAnswer>> Rows(SegmentRequest request, SegmentReader segments, CancellationToken ct)
    {
        var parsed = await segments.Parse(request.Condition ?? "", ct);
        return TypedResults.Ok(new RowsAnswer((parsed.Condition ?? ConditionText.Parse(request.Condition ?? "").Condition) is { } condition ? ConditionRows.Of(condition) : null, [.. parsed.Problems.Select(ProblemAnswer.Of)]));
    }

    private static async Task<Ok<WrittenAnswer>> Written(ConditionRow rows, SegmentVocabulary vocabulary, CancellationToken ct)
    {
        var problems = ConditionRows.Problems(rows, await vocabulary.Read(ct));
        return TypedResults.Ok(new WrittenAnswer(
            problems.Count == 0 ? ConditionRows.Read(rows)?.ToString() : null,
            problems.ToDictionary(row => row.Key, row => (IReadOnlyList<ProblemAnswer>)[.. row.Value.Select(ProblemAnswer.Of)])));
    }

    private static async Task<Results<Ok<IReadOnlyList<SegmentSize>>, NotFound>> Sizes(string segmentId, int? days, SegmentStore segments, SegmentSizes sizes, CancellationToken ct) =>
        await segments.Find(segmentId, ct) is null ? TypedResults.NotFound() : TypedResults.Ok(await sizes.Of(segmentId, days ?? 90, ct));

    private static async Task<Results<Ok<IReadOnlyList<SegmentUse>>, NotFound>> Uses(string segmentId, SegmentStore segments, SegmentUses uses, CancellationToken ct) =>
        await segments.Find(segmentId, ct) is null ? TypedResults.NotFound() : TypedResults.Ok(await uses.Of(segmentId, ct));

    private static async Task<Results<Ok<Segment>, Created<Segment>, ValidationProblem, Conflict<Segment>, NotFound>> Save(
        string segmentId, SaveRequest request, SegmentReader reader, SegmentStore segments, CancellationToken ct)
    {
        var wrong = new Dictionary<string, string[]>();
        if (!Slug().IsMatch(segmentId))
        {
            wrong["segmentId"] = ["The id must be lower-case letters, digits and hyphens, 60 at most."];
        }

        var name = request.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            wrong["name"] = [$"The name must have 1 to {LongestName} characters and no line breaks."];
        }

        var parsed = await reader.Parse(request.Condition ?? "", ct);
        if (!parsed.IsUnderstood || wrong.Count > 0)
        {
            return Wrong(wrong, parsed.Problems);
        }

        return await segments.Save(segmentId, name, ConditionText.Print(parsed.Condition), request.Seen, ct) switch
        {
            SaveSegmentResult.Saved(var segment, true) => TypedResults.Created((string?)null, segment),
            SaveSegmentResult.Saved(var segment, _) => TypedResults.Ok(segment),
            SaveSegmentResult.Changed({ } other) => TypedResults.Conflict(other),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<NoContent, NotFound, Conflict<IReadOnlyList<SegmentUse>>>> Delete(string segmentId, bool? anyway, SegmentRemoval removal, CancellationToken ct) =>
        await removal.Delete(segmentId, anyway ?? false, ct) switch
        {
            DeleteSegmentResult.Deleted => TypedResults.NoContent(),
            DeleteSegmentResult.InUse(var uses) => TypedResults.Conflict(uses),
            _ => TypedResults.NotFound(),
        };

    private static async Task<(Condition? Condition, ValidationProblem? Problem)> Read(SegmentRequest request, SegmentReader segments, CancellationToken ct)
    {
        if (request.SegmentId is { } id)
        {
            return request.Condition is not null ? (null, Wrong("segmentId", "Give a condition or a segmentId, not both."))
                : await segments.Find(id, ct) is not { } segment ? (null, Wrong("segmentId", $"There is no segment '{id}'."))
                // Saved in its canonical form: names that nobody bears any more still mean what they meant.
                : Understood(ConditionText.Parse(segment.Condition));
        }

        return Understood(await segments.Parse(request.Condition ?? "", ct));
    }

    private static (Condition?, ValidationProblem?) Understood(ParsedCondition parsed) =>
        (parsed.Condition, parsed.IsUnderstood ? null : Wrong([], parsed.Problems));

    private static ValidationProblem Wrong(string field, string message) => Wrong(new() { [field] = [message] }, []);

    private static ValidationProblem Wrong(Dictionary<string, string[]> wrong, IReadOnlyList<ConditionProblem> problems)
    {
        if (problems.Count > 0)
        {
            wrong["condition"] = [.. problems.Select(problem => problem.English)];
        }

        return TypedResults.ValidationProblem(wrong, extensions: new Dictionary<string, object?>
        {
            ["problems"] = problems.Select(ProblemAnswer.Of).ToArray(),
        });
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,59}\z")]
    private static partial Regex Slug();
}
