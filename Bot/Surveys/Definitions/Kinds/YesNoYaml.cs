using System.ComponentModel;
using System.Globalization;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

internal sealed class YesNoYaml : QuestionYaml
{
    [Description("はいの答え。文字だけなら、ボタンの文字です。")]
    public YesNoAnswerYaml? Yes { get; init; }

    [Description("いいえの答え。文字だけなら、ボタンの文字です。")]
    public YesNoAnswerYaml? No { get; init; }

    [Description("答えのタグのグループ。友だちには答えのタグがひとつだけ付きます。")]
    public string? TagGroup { get; init; }

    public override IEnumerable<(TagYaml Tag, string? Group)> TagsOfAnswers =>
        Answers.SelectMany(answer => answer.Tags ?? []).Select(tag => (tag, tag.Group ?? TagGroup));

    public override IEnumerable<(string Then, Place Place)> JumpsOfAnswers =>
        from answer in Answers
        where answer.Then is not null
        select (answer.Then, answer.At(nameof(YesNoAnswerYaml.Then)));

    private IEnumerable<YesNoAnswerYaml> Answers => new[] { Yes, No }.OfType<YesNoAnswerYaml>();

    public override Question ToQuestion(Problems problems)
    {
        var (yes, no) = (Side(Yes, YesNoQuestion.YesId, "はい", problems), Side(No, YesNoQuestion.NoId, "いいえ", problems));
        if (yes.Plain.Where(word => word != YesNoQuestion.YesId).Intersect(no.Plain).Any())
        {
            problems.Add((No ?? Yes)?.Place ?? Place, LintRule.OptionsAlike, $"'{no.Label}' and '{yes.Label}' are the same for a friend who types (width, kana and case do not count).", "Change the label or 'also' of one.");
        }

        return new YesNoQuestion(yes, no) { Id = Id, Text = Text };
    }

    private Option Side(YesNoAnswerYaml? yaml, string id, string label, Problems problems)
    {
        if (yaml?.Label is { } own && new StringInfo(own).LengthInTextElements > OptionYaml.LabelLimit)
        {
            problems.Add(yaml.At(nameof(YesNoAnswerYaml.Label)), LintRule.LabelTooLong, $"The label has {new StringInfo(own).LengthInTextElements} characters; a button takes {OptionYaml.LabelLimit}.", "Shorten it, and explain it in the question's text.");
        }

        return new Option(id, yaml?.Label ?? label)
        {
            Also = yaml?.Also ?? [],
            Outcome = OutcomeYaml.ToOutcome(yaml?.Tags, yaml?.Attributes, TagGroup, problems),
            Points = yaml?.Points,
            Then = OptionYaml.ToJump(yaml?.Then),
        };
    }
}

/// <summary>One of the two answers; a bare text is its label.</summary>
[Shorthand(nameof(Label))]
internal sealed class YesNoAnswerYaml : Shape
{
    [Description("ボタンの文字(20文字まで)。書かなければ「はい」「いいえ」です。")]
    public string? Label { get; init; }

    [Description("同じ意味として受け付ける言葉。「うん」「ありません」などは書かなくても通じます。")]
    public IReadOnlyList<string>? Also { get; init; }

    [Description("この答えの友だちに付けるタグ。")]
    public IReadOnlyList<TagYaml>? Tags { get; init; }

    [Description("この答えの友だちに設定する属性。")]
    public IReadOnlyList<AttributeYaml>? Attributes { get; init; }

    [Description("点数。")]
    public double? Points { get; init; }

    [Description("この答えの次にうかがう質問の id。end なら終わります。")]
    public string? Then { get; init; }
}
