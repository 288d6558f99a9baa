using Bot.Conditions;
using Bot.Conditions.Rows;
using Bot.Segments;
using Bot.Segments.Tags;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Segments;

/// <summary>Gathers what the pages of segments show.</summary>
internal sealed class SegmentWorkshop(
    SegmentReader reader, SegmentStore segments, SegmentSizes sizes, SegmentUses uses, SegmentVocabulary vocabulary, TagStore tags, TimeProvider clock)
{
    private const int FriendsShown = 10;
    private const int DaysShown = 90;

    /// <summary>What is understood of a text and who it means. Nothing typed yet is no mistake.</summary>
    public async Task<(ParsedCondition? Parsed, SegmentPreview? Preview)> Read(string condition, int friends, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(condition))
        {
            return (null, null);
        }

        var parsed = await reader.Parse(condition, ct);
        return (parsed, parsed.IsUnderstood ? await reader.Preview(parsed.Condition, clock.GetUtcNow(), friends, ct) : null);
    }

    /// <summary>All segments, and a condition that has no name yet.</summary>
    public async Task<RazorComponentResult<SegmentsPage>> List(string condition, CancellationToken ct, RowForm? rows = null, string? name = null, bool? isNameWrong = null) => new(new
    {
        Work = await Work(condition, rows, null, ct),
        Saved = await segments.List(ct),
        Tags = await tags.List(ct),
        Name = name ?? "",
        IsNameWrong = isNameWrong ?? false,
    })
    {
        StatusCode = isNameWrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };

    /// <summary>One segment, with what was typed over it.</summary>
    public async Task<RazorComponentResult<SegmentPage>> One(Segment segment, SegmentPage.Typed typed, CancellationToken ct, RowForm? rows = null)
    {
        var work = await Work(typed.Condition, rows, segment.Id, ct);
        return new(new
        {
            Segment = segment,
            Input = typed,
            Work = work,
            Uses = await uses.Of(segment.Id, ct),
            Sizes = await sizes.Of(segment.Id, DaysShown, ct),
        })
        {
            StatusCode = typed.IsOvertaken || typed.IsDeletionRefused ? StatusCodes.Status409Conflict
                : typed.IsNameWrong || work.Parsed is not { IsUnderstood: true } ? StatusCodes.Status422UnprocessableEntity
                : StatusCodes.Status200OK,
        };
    }

    private async Task<ConditionWork> Work(string condition, RowForm? rows, string? segmentId, CancellationToken ct)
    {
        var isOfRows = rows is not null;
        var (parsed, preview) = await Read(condition, FriendsShown, ct);
        var known = await vocabulary.Recent(ct);

        // A name that nobody knows is told at its row; only what cannot be read has no rows.
        rows ??= parsed is null || (parsed.Condition ?? ConditionText.Parse(condition).Condition) is { } ? RowForm.Of(parsed?.Condition ?? ConditionText.Parse(condition).Condition) : null;
        return new ConditionWork
        {
            Condition = condition,
            Parsed = parsed,
            Preview = preview,
            SegmentId = segmentId,
            Rows = rows,
            RowProblems = rows is null || parsed is null && !isOfRows ? new Dictionary<string, IReadOnlyList<ConditionProblem>>() : ConditionRows.Problems(rows.Rows, known),
            IsOfRows = isOfRows,
            Known = known,
        };
    }
}

/// <summary>A condition that is worked on: its text, its rows, and who it means.</summary>
public sealed record ConditionWork
{
    /// <summary>The text as it stands.</summary>
    public required string Condition { get; init; }

    /// <summary>What is understood of it; null: nothing is written yet.</summary>
    public ParsedCondition? Parsed { get; init; }

    /// <summary>Who it means; null: it is not understood.</summary>
    public SegmentPreview? Preview { get; init; }

    /// <summary>The segment that is edited; null: none.</summary>
    public string? SegmentId { get; init; }

    /// <summary>The names that can be chosen.</summary>
    public required ConditionVocabulary Known { get; init; }

    /// <summary>Whether the text follows from the rows, and not they from it.</summary>
    public bool IsOfRows { get; init; }

    /// <summary>What is wrong or unfinished, by row.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ConditionProblem>> RowProblems { get; init; } = new Dictionary<string, IReadOnlyList<ConditionProblem>>();

    /// <summary>Its rows; null: the text cannot be read.</summary>
    public RowForm? Rows { get; init; }
}
