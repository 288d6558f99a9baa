using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class DateTimeYaml : QuestionYaml
{
    [Description("いつから。" + DateLimits.Description)]
    [Pattern(DateLimits.Pattern, DateLimits.Words)]
    public string? From { get; init; }

    [Description("いつまで。" + DateLimits.Description)]
    [Pattern(DateLimits.Pattern, DateLimits.Words)]
    public string? Until { get; init; }

    public override Question ToQuestion(Problems problems)
    {
        var (from, until) = DateLimits.Read(this, From, Until, problems);
        return new DateTimeQuestion(from, until) { Id = Id, Text = Text };
    }
}
