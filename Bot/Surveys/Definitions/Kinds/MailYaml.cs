using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class MailYaml : QuestionYaml
{
    public override Question ToQuestion(Problems problems) => new MailQuestion { Id = Id, Text = Text };
}
