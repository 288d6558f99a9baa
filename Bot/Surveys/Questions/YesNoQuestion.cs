using Bot.Conditions;

namespace Bot.Surveys.Questions;

/// <summary>Yes or no. The friend's attribute becomes true or false.</summary>
public sealed record YesNoQuestion : ChoiceQuestion
{
    /// <summary>The id of the affirmative answer, for conditions and results.</summary>
    public const string YesId = "yes";

    /// <summary>The id of the other one.</summary>
    public const string NoId = "no";

    private static readonly string[] Affirmative = ["はい", "うん", "ええ", "yes", "y", "ok", "オーケー", "そう", "もちろん", "ある", "あります", "あり", "〇", "○", "👍"];

    private static readonly string[] Negative = ["いいえ", "いえ", "いや", "ううん", "no", "n", "ちがう", "違う", "違います", "ない", "ありません", "なし", "×", "✕", "❌"];

    /// <summary>The question with these two answers; what people say for yes and no is understood beside their labels.</summary>
    public YesNoQuestion(Option yes, Option no)
        : base([Understood(yes, Affirmative, no), Understood(no, Negative, yes)])
    {
    }

    /// <inheritdoc/>
    public override string Kind => "yes-no";

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Choice, Expected);

    /// <summary>The attribute takes true or false.</summary>
    protected override AttributeOutcome AttributeFrom(string name, AnswerValue answer) => new(name) { Flag = answer.Choices is [YesId] };

    // A label may turn the words around: 「ない」 can be the yes of a question.
    private static Option Understood(Option option, IEnumerable<string> words, Option other) =>
        option with { Also = [.. option.Also, .. words.Where(word => !other.Plain.Contains(TypedText.Plain(word)))] };
}
