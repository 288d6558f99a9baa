using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

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
