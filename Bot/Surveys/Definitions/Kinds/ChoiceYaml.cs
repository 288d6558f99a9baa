using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class ChoiceYaml : QuestionYaml
{
    [Description("選択肢。13個までがボタンに、それより多いと番号つきの一覧になります(50個まで)。")]
    public required IReadOnlyList<OptionYaml> Options { get; init; }

    [Description("選択肢のタグのグループ。友だちには答えのタグがひとつだけ付きます。")]
    public string? TagGroup { get; init; }

    [Description("true なら、友だちごとに違う順で見せます(いつも同じ人には同じ順です)。")]
    public bool RandomOrder { get; init; }

    public override IEnumerable<(TagYaml Tag, string? Group)> TagsOfAnswers => Options.Tags(TagGroup);

    public override IEnumerable<(string Then, Place Place)> JumpsOfAnswers => Options.Jumps();

    public override Question ToQuestion(Problems problems)
    {
        Options.Forbid(problems, "choice", nameof(OptionYaml.Picture));
        return new ChoiceQuestion(OptionYaml.ToOptions(Options, TagGroup, SurveyMessages.MostButtons, problems, listed: ChoiceQuestion.MostListed), RandomOrder) { Id = Id, Text = Text };
    }
}
