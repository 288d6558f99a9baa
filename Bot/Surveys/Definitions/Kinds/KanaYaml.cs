using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class KanaYaml : QuestionYaml
{
    public override Question ToQuestion(Problems problems) => new KanaQuestion { Id = Id, Text = Text };
}
