using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class NpsYaml : QuestionYaml
{
    [Description("0 の意味(書かなければ「まったく思わない」)。")]
    public string? MinLabel { get; init; }

    [Description("10 の意味(書かなければ「とてもそう思う」)。")]
    public string? MaxLabel { get; init; }

    public override Question ToQuestion(Problems problems) =>
        new NpsQuestion(MinLabel ?? "まったく思わない", MaxLabel ?? "とてもそう思う") { Id = Id, Text = Text };
}
