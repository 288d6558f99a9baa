using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>An option; a bare text is its label.</summary>
[Shorthand(nameof(Label))]
internal sealed class OptionYaml : Shape
{
    /// <summary>LINE's limit of a quick reply's label, in grapheme clusters.</summary>
    public const int LabelLimit = 20;

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

    [Description("true なら「その他」のように、続けて内容を文字でうかがいます。")]
    public bool Other { get; init; }

    [Description("選べる人数。いっぱいになるとボタンが消えます。")]
    [Range(1, 1_000_000)]
    public int? Places { get; init; }

    [Description("点数。")]
    public double? Points { get; init; }

    [Description("この答えの次にうかがう質問の id。end なら終わります。")]
    public string? Then { get; init; }

    [Description("絵の https のアドレス。picture-choice で使います。")]
    [Pattern("^https://[!-~]{1,1992}$", "an https address of at most 2,000 characters")]
    public string? Picture { get; init; }

    /// <summary>The jump that a file names: <c>end</c> is the end.</summary>
    public static Jump? ToJump(string? then) => then?.Trim() switch { null => null, "end" => new Jump(null), var question => new Jump(question) };

    /// <summary>
    /// The options; what is wrong with them is added. Up to <paramref name="most"/> are buttons, up to <paramref name="listed"/> a list to type
    /// from. A label takes <paramref name="labelLimit"/> characters.
    /// </summary>
    public static IReadOnlyList<Option> ToOptions(IReadOnlyList<OptionYaml> options, string? group, int most, Problems problems, int labelLimit = LabelLimit, int listed = 0)
    {
        if (options.Count > Math.Max(most, listed))
        {
            problems.Add(options[Math.Max(most, listed)].Place, LintRule.TooManyOptions, $"The question has {options.Count} options; {Math.Max(most, listed)} is the most.", "Ask in two questions, or join options.");
        }
        else if (options.Count > most)
        {
            problems.Warn(
                options[most].Place,
                LintRule.TooManyOptions,
                $"The question has {options.Count} options; LINE shows {most} buttons. Friends get a numbered list instead, and type.",
                "Ask in two questions, or join options, so that a tap is enough.");
        }
        else if (options.Count == 1)
        {
            problems.Add(options[0].Place, LintRule.TooFewOptions, "There is only one option to choose.", "Add another.");
        }

        foreach (var option in options.Where(option => new StringInfo(option.Label).LengthInTextElements > labelLimit))
        {
            problems.Add(
                option.At(nameof(Label)),
                LintRule.LabelTooLong,
                labelLimit < LabelLimit
                    ? (LintText)$"The label has {new StringInfo(option.Label).LengthInTextElements} characters; a button takes {labelLimit} (and a mark)."
                    : (LintText)$"The label has {new StringInfo(option.Label).LengthInTextElements} characters; a button takes {labelLimit}.",
                "Shorten it, and explain it in the question's text.");
        }

        foreach (var second in options.Where(option => option.Other).Skip(1))
        {
            problems.Add(second.At(nameof(Other)), LintRule.OneThing, "An option before asks for words of its own too.", "Keep one option with 'other: true'.");
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
        Other = Other,
        Places = Places,
        Points = Points,
        Then = ToJump(Then),
        Picture = Picture?.StartsWith("https://", StringComparison.Ordinal) == true ? Picture : null,
        Outcome = OutcomeYaml.ToOutcome(Tags, Attributes, group, problems),
    };
}

/// <summary>What all options of a question say together.</summary>
internal static class OptionsYaml
{
    public static IEnumerable<(TagYaml Tag, string? Group)> Tags(this IEnumerable<OptionYaml> options, string? group) =>
        options.SelectMany(option => option.Tags ?? []).Select(tag => (tag, tag.Group ?? group));

    /// <summary>Says of each of these properties that is written that the kind of question has no use for it.</summary>
    public static void Forbid(this IEnumerable<OptionYaml> options, Problems problems, string kind, params IReadOnlyList<string> properties)
    {
        foreach (var (option, property) in options.SelectMany(option => properties.Where(option.Has).Select(property => (option, property))))
        {
            problems.Add(option.At(property), LintRule.NotForThisKind, $"An option of the kind '{kind}' has no '{ShapeValue.Word(property)}'.", "Remove it.");
        }
    }

    public static IEnumerable<(string Then, Place Place)> Jumps(this IEnumerable<OptionYaml> options) =>
        from option in options
        where option.Then is not null
        select (option.Then, option.At(nameof(OptionYaml.Then)));
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
