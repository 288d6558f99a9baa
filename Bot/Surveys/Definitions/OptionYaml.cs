using System.ComponentModel;
using System.Globalization;
using Bot.Definitions;
using Bot.Surveys.Definitions.Kinds;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>An option; a bare text is its label.</summary>
[Shorthand(nameof(Label))]
internal sealed class OptionYaml : Shape
{
    /// <summary>LINE's limit of a quick reply's label, in grapheme clusters.</summary>
    private const int LabelLimit = 20;

    [Description("ボタンの文字(20文字まで)。")]
    public required string Label { get; init; }

    [Description("集計での名前。書かなければボタンの文字と同じです。あとでボタンの文字を変えたいときに使います。")]
    public string? Id { get; init; }

    [Description("同じ意味として受け付ける言葉。")]
    public IReadOnlyList<string>? Also { get; init; }

    [Description("この答えの友だちに付けるタグ。")]
    public IReadOnlyList<TagYaml>? Tags { get; init; }

    [Description("この答えの友だちに設定する属性。")]
    public IReadOnlyList<AttributeYaml>? Attributes { get; init; }

    [Description("true なら、ほかの選択肢といっしょには選べません(「あてはまるものはない」など)。")]
    public bool Alone { get; init; }

    public static IReadOnlyList<Option> ToOptions(QuestionYaml question, IReadOnlyList<OptionYaml> options, string? group, int most, Problems problems)
    {
        if (options.Count > most)
        {
            problems.Add(options[most].Place, LintRule.TooManyOptions, $"The question has {options.Count} options; LINE shows {most} buttons.", "Ask in two questions, or join options.");
        }
        else if (options.Count == 1)
        {
            problems.Add(options[0].Place, LintRule.TooFewOptions, "There is only one option to choose.", "Add another.");
        }

        var labelLimit = question is MultiChoiceYaml ? LabelLimit - 2 : LabelLimit;
        foreach (var option in options.Where(option => new StringInfo(option.Label).LengthInTextElements > labelLimit))
        {
            problems.Add(
                option.At(nameof(Label)),
                LintRule.LabelTooLong, $"The label has {new StringInfo(option.Label).LengthInTextElements} characters; a button takes {labelLimit}{(labelLimit < LabelLimit ? " (and the mark of a chosen one)" : "")}.",
                "Shorten it, and explain it in the question's text.");
        }

        List<Option> read = [.. options.Select(option => option.ToOption(group, problems))];
        for (var i = 0; i < read.Count; i++)
        {
            var same = read.Take(i).FirstOrDefault(earlier => earlier.Plain.Intersect(read[i].Plain).Any());
            if (same is not null && read[i].Label.Length > 0)
            {
                problems.Add(options[i].Place, LintRule.OptionsAlike, $"'{read[i].Label}' and '{same.Label}' are the same for a friend who types (width, kana and case do not count).", "Change the label or 'also' of one.");
            }
        }

        return read;
    }

    private Option ToOption(string? group, Problems problems) => new(Id ?? Label, Label)
    {
        Also = Also ?? [],
        Alone = Alone,
        Outcome = OutcomeYaml.ToOutcome(Tags, Attributes, group, problems),
    };
}

/// <summary>Tags and attributes as an outcome.</summary>
internal static class OutcomeYaml
{
    public static Outcome ToOutcome(IReadOnlyList<TagYaml>? tags, IReadOnlyList<AttributeYaml>? attributes, string? group, Problems problems) =>
        tags is null && attributes is null
            ? Outcome.None
            : new(
                [.. (tags ?? []).Select(tag => new TagOutcome(tag.Name.Trim(), tag.Group ?? group))],
                [.. (attributes ?? []).Select(attribute => ToAttribute(attribute, problems))]);

    private static AttributeOutcome ToAttribute(AttributeYaml yaml, Problems problems)
    {
        var values = new object?[] { yaml.Text, yaml.Number, yaml.Flag, yaml.Date }.Count(value => value is not null);
        if (values != 1)
        {
            problems.Add(yaml.Place, LintRule.AttributeValue, $"The attribute '{yaml.Name}' has {values} values.", "Write exactly one of text, number, flag, date.");
        }

        return new AttributeOutcome(yaml.Name.Trim()) { Text = yaml.Text, Number = yaml.Number, Flag = yaml.Flag, Date = yaml.Date };
    }
}
