using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class StarsYaml : QuestionYaml
{
    [Description("星はいくつまでか(書かなければ 5)。")]
    [Range(3, 10)]
    public int? Max { get; init; }

    [Description("星ひとつの意味。例: いまひとつ")]
    public string? MinLabel { get; init; }

    [Description("星がいちばん多いときの意味。例: とてもよい")]
    public string? MaxLabel { get; init; }

    public override Question ToQuestion(Problems problems) =>
        new StarsQuestion(Math.Clamp(Max ?? 5, 3, 10), MinLabel, MaxLabel) { Id = Id, Text = Text };
}
