using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

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
