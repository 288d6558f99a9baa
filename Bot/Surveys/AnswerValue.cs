using System.Globalization;

namespace Bot.Surveys;

/// <summary>What a friend answered: one of the values, or none for a question they skipped.</summary>
public sealed record AnswerValue
{
    public static AnswerValue Skipped { get; } = new();

    /// <summary>An answer of which only that it was given is known: its friend was erased.</summary>
    public static AnswerValue Gone { get; } = new() { Erased = true };

    /// <summary>Ids of the chosen options, in the order of the question.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    public string? Text { get; init; }

    public double? Number { get; init; }

    public DateOnly? Date { get; init; }

    public bool Erased { get; init; }

    public bool IsSkipped => this is { Choices: null, Text: null, Number: null, Date: null, Erased: false };

    public static AnswerValue Chose(params IReadOnlyList<string> options) => new() { Choices = options };

    public bool Equals(AnswerValue? other) => other is not null
        && (Text, Number, Date, Erased) == (other.Text, other.Number, other.Date, other.Erased)
        && (Choices, other.Choices) switch
        {
            (null, null) => true,
            ({ } mine, { } theirs) => mine.SequenceEqual(theirs),
            _ => false,
        };

    public override int GetHashCode() => HashCode.Combine(Choices?.Count, Text, Number, Date);

    /// <summary>The answer as people read it; choices by their ids.</summary>
    public override string ToString() =>
        Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Join("、", Choices ?? []);
}
