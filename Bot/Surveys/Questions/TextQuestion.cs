using Bot.Conditions;

namespace Bot.Surveys.Questions;

/// <summary>An answer in the friend's own words, at most <paramref name="MostCharacters"/> UTF-16 units.</summary>
public sealed record TextQuestion(int MostCharacters) : Question
{
    /// <summary>LINE's limit of a text message.</summary>
    public const int MaxCharacters = 5_000;

    /// <inheritdoc/>
    public override string Kind => "text";

    /// <summary>Takes anything but blanks that is not too long, just as it was written.</summary>
    public override Reading Read(string typed, Asking asking) =>
        string.IsNullOrWhiteSpace(typed) ? No(SurveyWords.EmptyText)
        : typed.Length > MostCharacters ? No(SurveyWords.TooLong(MostCharacters, typed.Length))
        : new Reading.Answered(new AnswerValue { Text = typed });

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed("〇");

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Text, []);
}
