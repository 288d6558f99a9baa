using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class TextYaml : QuestionYaml
{
    [Description("何文字までか(書かなければ LINE の上限 5000)。")]
    [Range(1, TextQuestion.MaxCharacters)]
    public int? MaxLength { get; init; }

    public override Question ToQuestion(Problems problems) =>
        new TextQuestion(MaxLength ?? TextQuestion.MaxCharacters) { Id = Id, Text = Text };
}
