namespace Bot.Surveys.Questions;

/// <summary>The friend's own words beside an option ("other").</summary>
internal static class OtherWords
{
    /// <summary>Longer is a text of its own, for which there is a kind of question.</summary>
    public const int Most = 500;

    public static string Ask(Option other) => $"「{other.Label}」の内容を、文字でお送りください。";

    /// <summary>The answer of this option with these words.</summary>
    public static Reading Read(Option other, string typed) => Refuse(typed) ?? new Reading.Answered(AnswerValue.Chose(other.Id) with { Text = typed.Trim() });

    /// <summary>Why these words cannot be taken, or null.</summary>
    public static Reading? Refuse(string typed) =>
        string.IsNullOrWhiteSpace(typed) ? new Reading.NotUnderstood(SurveyWords.EmptyText)
        : typed.Length > Most ? new Reading.NotUnderstood(SurveyWords.TooLong(Most, typed.Length))
        : null;
}
