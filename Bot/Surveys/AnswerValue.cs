using System.Globalization;

namespace Bot.Surveys;

/// <summary>What a friend answered: one of the values, or none for a question they skipped.</summary>
public sealed record AnswerValue
{
    /// <summary>The friend skipped the question.</summary>
    public static AnswerValue Skipped { get; } = new();

    /// <summary>An answer of which only that it was given is known: its friend was erased, or took it back.</summary>
    public static AnswerValue Gone { get; } = new() { Erased = true };

    /// <summary>Ids of the chosen options, in the order of the question.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The friend's own words.</summary>
    public string? Text { get; init; }

    /// <summary>A number or a grade.</summary>
    public double? Number { get; init; }

    /// <summary>A calendar day.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Whether the answer is gone, by its friend's wish, and only its being given is known.</summary>
    public bool Erased { get; init; }

    /// <summary>Whether the friend skipped the question.</summary>
    public bool IsSkipped => this is { Choices: null, Text: null, Number: null, Date: null, Erased: false };

    /// <summary>An answer of chosen options, by their ids.</summary>
    public static AnswerValue Chose(params IReadOnlyList<string> options) => new() { Choices = options };

    /// <summary>Whether both say the same; choices must be in the same order.</summary>
    public bool Equals(AnswerValue? other) => other is not null
        && (Text, Number, Date, Erased) == (other.Text, other.Number, other.Date, other.Erased)
        && (Choices, other.Choices) switch
        {
            (null, null) => true,
            ({ } mine, { } theirs) => mine.SequenceEqual(theirs),
            _ => false,
        };

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Choices?.Count, Text, Number, Date);

    /// <summary>The answer as people read it; choices by their ids.</summary>
    public override string ToString() =>
        Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Join("、", Choices ?? []);
}
