using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class ChoiceYaml : QuestionYaml
{
    [Description("選択肢(13個まで)。")]
    public required IReadOnlyList<OptionYaml> Options { get; init; }

    [Description("選択肢のタグのグループ。友だちには答えのタグがひとつだけ付きます。")]
    public string? TagGroup { get; init; }

    public override Question ToQuestion(Problems problems) =>
        new ChoiceQuestion(OptionYaml.ToOptions(this, Options, TagGroup, SurveyMessages.MostButtons, problems)) { Id = Id, Text = Text };
}
