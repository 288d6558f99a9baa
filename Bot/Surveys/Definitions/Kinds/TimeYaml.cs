using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class TimeYaml : QuestionYaml
{
    [Description("何時から。例: 10:00")]
    public TimeOnly? From { get; init; }

    [Description("何時まで。例: 20:00")]
    public TimeOnly? Until { get; init; }

    [Description("何分きざみか(書かなければ 1)。from から数えます。")]
    [Range(1, 720)]
    public int? Step { get; init; }

    public override Question ToQuestion(Problems problems)
    {
        var (from, until) = (From ?? new TimeOnly(0, 0), Until ?? new TimeOnly(23, 59));
        if (from > until)
        {
            problems.Add(At(nameof(From)), LintRule.RangeUpsideDown, "'from' is later than 'until'.", "Swap them.");
        }

        return new TimeQuestion(from, until, Math.Max(1, Step ?? 1)) { Id = Id, Text = Text };
    }
}
