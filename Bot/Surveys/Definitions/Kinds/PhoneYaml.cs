using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class PhoneYaml : QuestionYaml
{
    [Description("true なら携帯電話の番号だけを受け付けます。")]
    public bool MobileOnly { get; init; }

    [Description("true なら +819012345678 の形で保存します(書かなければ 090-1234-5678)。")]
    public bool International { get; init; }

    public override Question ToQuestion(Problems problems) => new PhoneQuestion(MobileOnly, International) { Id = Id, Text = Text };
}
