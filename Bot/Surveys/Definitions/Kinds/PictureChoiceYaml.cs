using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class PictureChoiceYaml : QuestionYaml
{
    [Description("選択肢(10個まで)。それぞれに picture が要ります。")]
    public required IReadOnlyList<OptionYaml> Options { get; init; }

    [Description("選択肢のタグのグループ。友だちには答えのタグがひとつだけ付きます。")]
    public string? TagGroup { get; init; }

    [Description("true なら、友だちごとに違う順で見せます(いつも同じ人には同じ順です)。")]
    public bool RandomOrder { get; init; }

    public override IEnumerable<(TagYaml Tag, string? Group)> TagsOfAnswers => Options.Tags(TagGroup);

    public override IEnumerable<(string Then, Place Place)> JumpsOfAnswers => Options.Jumps();

    public override Question ToQuestion(Problems problems)
    {
        foreach (var option in Options.Where(option => !option.Has(nameof(OptionYaml.Picture))))
        {
            problems.Add(option.Place, LintRule.PictureMissing, $"The option '{option.Label}' has no picture.", "Add 'picture: https://…', or make it a question of the kind 'choice'.");
        }

        return new PictureChoiceQuestion(OptionYaml.ToOptions(Options, TagGroup, PictureChoiceQuestion.MostPictures, problems), RandomOrder) { Id = Id, Text = Text };
    }
}
