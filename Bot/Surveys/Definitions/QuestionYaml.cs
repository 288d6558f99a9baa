using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>A question; <c>kind</c> says which.</summary>
[Case("kind", "choice", typeof(ChoiceYaml))]
[Case("kind", "multi-choice", typeof(MultiChoiceYaml))]
[Case("kind", "text", typeof(TextYaml))]
[Case("kind", "number", typeof(NumberYaml))]
[Case("kind", "scale", typeof(ScaleYaml))]
[Case("kind", "date", typeof(DateYaml))]
internal abstract class QuestionYaml : Shape
{
    [Description("質問の名前(英小文字・数字・ハイフン)。条件や集計で使います。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Id { get; init; }

    [Description("友だちに見える質問の文。")]
    public required string Text { get; init; }

    [Description("この条件が成り立つときだけうかがいます。例: answer(spice) in (辛口, 大辛)")]
    public string? When { get; init; }

    [Description("true なら「スキップ」できます。")]
    public bool Optional { get; init; }

    [Description("読み取れなかったとき、もう一度うかがう前の言葉。")]
    public string? Retry { get; init; }

    [Description("答えを入れる友だちの属性の名前。")]
    public string? Attribute { get; init; }

    /// <summary>The question, but for what all kinds share. Problems of the kind are added.</summary>
    public abstract Question? ToQuestion(Problems problems);
}

internal sealed class ChoiceYaml : QuestionYaml
{
    [Description("選択肢(13個まで)。")]
    public required IReadOnlyList<OptionYaml> Options { get; init; }

    [Description("選択肢のタグのグループ。友だちには答えのタグがひとつだけ付きます。")]
    public string? TagGroup { get; init; }

    public override Question ToQuestion(Problems problems) =>
        new ChoiceQuestion(OptionYaml.ToOptions(this, Options, TagGroup, SurveyMessages.MostButtons, problems)) { Id = Id, Text = Text };
}

internal sealed class MultiChoiceYaml : QuestionYaml
{
    [Description("選択肢(12個まで。「決定」のボタンが加わります)。")]
    public required IReadOnlyList<OptionYaml> Options { get; init; }

    [Description("少なくともいくつ選ぶか(書かなければ 1)。")]
    [Range(0, 12)]
    public int? AtLeast { get; init; }

    [Description("多くていくつ選べるか(書かなければ全部)。")]
    [Range(1, 12)]
    public int? AtMost { get; init; }

    public override Question ToQuestion(Problems problems)
    {
        var options = OptionYaml.ToOptions(this, Options, group: null, SurveyMessages.MostButtons - 1, problems);
        var (least, most) = (AtLeast ?? 1, AtMost ?? Math.Max(1, options.Count));
        if (least > most || least > options.Count)
        {
            problems.Add(At(nameof(AtLeast)), LintRule.RangeUpsideDown, $"'at-least' is {least}, but only {Math.Min(most, options.Count)} can be chosen.", "Lower it.");
        }

        return new MultiChoiceQuestion(options, least, most) { Id = Id, Text = Text };
    }
}

internal sealed class TextYaml : QuestionYaml
{
    [Description("何文字までか(書かなければ LINE の上限 5000)。")]
    [Range(1, TextQuestion.MaxCharacters)]
    public int? MaxLength { get; init; }

    public override Question ToQuestion(Problems problems) =>
        new TextQuestion(MaxLength ?? TextQuestion.MaxCharacters) { Id = Id, Text = Text };
}

internal sealed class NumberYaml : QuestionYaml
{
    [Description("いくつ以上か。")]
    public double? Min { get; init; }

    [Description("いくつ以下か。")]
    public double? Max { get; init; }

    [Description("true なら小数も受け付けます。")]
    public bool Fractions { get; init; }

    [Description("単位。例: 歳")]
    public string? Unit { get; init; }

    public override Question ToQuestion(Problems problems)
    {
        if (Min > Max)
        {
            problems.Add(At(nameof(Min)), LintRule.RangeUpsideDown, $"'min' ({Min}) is greater than 'max' ({Max}).", "Swap them.");
        }

        return new NumberQuestion(Min, Max, !Fractions, Unit) { Id = Id, Text = Text };
    }
}

internal sealed class ScaleYaml : QuestionYaml
{
    [Description("いちばん小さい値(書かなければ 1)。")]
    [Range(0, 1)]
    public int? Min { get; init; }

    [Description("いちばん大きい値。")]
    [Range(2, 10)]
    public required int Max { get; init; }

    [Description("いちばん小さい値の意味。例: 不満")]
    public string? MinLabel { get; init; }

    [Description("いちばん大きい値の意味。例: 満足")]
    public string? MaxLabel { get; init; }

    public override Question ToQuestion(Problems problems) =>
        new ScaleQuestion(Min ?? 1, Math.Clamp(Max, 2, 10), MinLabel, MaxLabel) { Id = Id, Text = Text };
}

internal sealed class DateYaml : QuestionYaml
{
    private const string LimitPattern = "^(today|[0-9]{4}-[0-9]{2}-[0-9]{2})$";
    private const string LimitWords = "'today' or a date such as 2026-12-31";

    [Description("いつから。today か 2026-12-31 の形で。")]
    [Pattern(LimitPattern, LimitWords)]
    public string? From { get; init; }

    [Description("いつまで。today か 2026-12-31 の形で。")]
    [Pattern(LimitPattern, LimitWords)]
    public string? Until { get; init; }

    public override Question ToQuestion(Problems problems)
    {
        var (from, until) = (Limit(From, nameof(From), problems), Limit(Until, nameof(Until), problems));
        if (from is { Fixed: { } first } && until is { Fixed: { } last } && first > last)
        {
            problems.Add(At(nameof(From)), LintRule.RangeUpsideDown, "'from' is later than 'until'.", "Swap them.");
        }

        return new DateQuestion(from, until) { Id = Id, Text = Text };
    }

    private DateLimit? Limit(string? text, string property, Problems problems)
    {
        if (text is null or "today")
        {
            return text is null ? null : new DateLimit(null);
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) || date < DateQuestion.Earliest || date > DateQuestion.Latest)
        {
            problems.Add(At(property), LintRule.DayOutOfPicker, $"'{text}' is no day from 1900-01-01 to 2100-12-31, which LINE's date picker can show.", "Choose a day of these years.");
            return null;
        }

        return new DateLimit(date);
    }
}
