using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class RankingYaml : QuestionYaml
{
    // With 「取り消す」 and the words to steer with they fit LINE's thirteen buttons.
    private const int MostOptions = 10;

    [Description("選択肢(10個まで)。")]
    public required IReadOnlyList<OptionYaml> Options { get; init; }

    [Description("何位までうかがうか(書かなければ全部)。")]
    [Range(1, MostOptions)]
    public int? Top { get; init; }

    [Description("true なら、友だちごとに違う順で見せます(いつも同じ人には同じ順です)。")]
    public bool RandomOrder { get; init; }

    public override IEnumerable<(TagYaml Tag, string? Group)> TagsOfAnswers => Options.Tags(group: null);

    public override Question ToQuestion(Problems problems)
    {
        // All of them are ranked, each by itself.
        Options.Forbid(problems, "ranking", nameof(OptionYaml.Other), nameof(OptionYaml.Alone), nameof(OptionYaml.Places), nameof(OptionYaml.Then), nameof(OptionYaml.Picture));
        var options = OptionYaml.ToOptions(Options, group: null, MostOptions, problems);
        if (Top > options.Count)
        {
            problems.Add(At(nameof(Top)), LintRule.RangeUpsideDown, $"'top' is {Top}, but there are only {options.Count} options.", "Lower it.");
        }

        return new RankingQuestion(options, Math.Clamp(Top ?? options.Count, 1, Math.Max(1, options.Count)), RandomOrder) { Id = Id, Text = Text };
    }
}
