using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

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
