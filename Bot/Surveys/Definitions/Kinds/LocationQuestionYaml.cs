using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class LocationQuestionYaml : QuestionYaml
{
    [Description("true なら、文字の住所も受け付けます。")]
    public bool Typed { get; init; }

    public override Question ToQuestion(Problems problems) => new LocationQuestion(Typed) { Id = Id, Text = Text };
}
