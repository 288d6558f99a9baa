using System.Text.RegularExpressions;
using Bot.Conditions;

namespace Bot.Surveys.Questions;

/// <summary>A Japanese postal code, kept as 123-4567. Another attribute takes its prefecture.</summary>
public sealed partial record PostalCodeQuestion(string? AreaAttribute) : Question
{
    /// <inheritdoc/>
    public override string Kind => "postal-code";

    /// <summary>Takes seven digits in any width, with or without 〒 and the hyphen, of a prefecture that there is.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        var plain = typed.Length > 100 ? "" : TypedText.WithoutEnding(TypedText.Plain(typed));
        return Written().Match(plain) is { Success: true, Groups: var parts }
            ? new Reading.Answered(new AnswerValue { Text = $"{parts[1].Value}-{parts[2].Value}" })
            : No("郵便番号は「123-4567」のように、7桁の数字でお送りください。");
    }

    /// <summary>With its mark: 〒123-4567.</summary>
    public override string Say(AnswerValue answer) => answer.Text is { } code ? $"〒{code}" : "";

    /// <summary>Results count prefectures, which tell more than single codes and less of a person.</summary>
    public override IEnumerable<KnownName> CountedAs(AnswerValue answer) =>
        answer.Text is { } code ? [new KnownName(Prefecture(code), Prefecture(code))] : [];

    /// <summary>The code, and its prefecture.</summary>
    public override Outcome OutcomeOf(AnswerValue answer) => AreaAttribute is { } area && answer.Text is { } code
        ? Outcome.Of([base.OutcomeOf(answer), new Outcome([], [new AttributeOutcome(area) { Text = Prefecture(code) }])])
        : base.OutcomeOf(answer);

    /// <inheritdoc/>
    public override Outcome EveryOutcome => AreaAttribute is { } area ? Outcome.Of([base.EveryOutcome, new Outcome([], [new AttributeOutcome(area)])]) : base.EveryOutcome;

    /// <inheritdoc/>
    public override bool CountsAnswers => false;

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed("100-0001");

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Text, []);

    private static string Prefecture(string code) => PostalPrefectures.Of(code.Replace("-", "", StringComparison.Ordinal));

    [GeneratedRegex("^(?:郵便番号[はが:]?)?〒?([0-9]{3})[-−‐‑–—―ー]?([0-9]{4})$")]
    private static partial Regex Written();
}
