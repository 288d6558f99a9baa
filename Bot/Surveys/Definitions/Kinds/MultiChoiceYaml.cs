using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class MultiChoiceYaml : QuestionYaml
{
    // A chosen option's button has a mark and a space before the label.
    private const int ChosenMarkLength = 2;

    [Description("選択肢(12個まで。「決定」のボタンが加わります)。")]
    public required IReadOnlyList<OptionYaml> Options { get; init; }

    [Description("少なくともいくつ選ぶか(書かなければ 1)。")]
    [Range(0, 12)]
    public int? AtLeast { get; init; }

    [Description("多くていくつ選べるか(書かなければ全部)。")]
    [Range(1, 12)]
    public int? AtMost { get; init; }

    [Description("true なら、友だちごとに違う順で見せます(いつも同じ人には同じ順です)。")]
    public bool RandomOrder { get; init; }

    public override IEnumerable<(TagYaml Tag, string? Group)> TagsOfAnswers => Options.Tags(group: null);

    public override IEnumerable<(string Then, Place Place)> JumpsOfAnswers => Options.Jumps();

    public override Question ToQuestion(Problems problems)
    {
        Options.Forbid(problems, "multi-choice", nameof(OptionYaml.Picture));
        var options = OptionYaml.ToOptions(Options, group: null, SurveyMessages.MostButtons - 1, problems, OptionYaml.LabelLimit - ChosenMarkLength);
        var (least, most) = (AtLeast ?? 1, AtMost ?? Math.Max(1, options.Count));
        var together = Math.Max(Math.Min(1, options.Count), options.Count(option => !option.Alone));
        if (least > most || least > together)
        {
            problems.Add(At(nameof(AtLeast)), LintRule.RangeUpsideDown, $"'at-least' is {least}, but only {Math.Min(most, together)} can be chosen.", "Lower it.");
        }

        return new MultiChoiceQuestion(options, least, most, RandomOrder) { Id = Id, Text = Text };
    }
}
