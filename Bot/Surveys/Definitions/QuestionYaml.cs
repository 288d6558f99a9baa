using System.ComponentModel;
using Bot.Definitions;
using Bot.Surveys.Definitions.Kinds;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>A question; <c>kind</c> says which.</summary>
[Case("kind", "choice", typeof(ChoiceYaml))]
[Case("kind", "multi-choice", typeof(MultiChoiceYaml))]
[Case("kind", "text", typeof(TextYaml))]
[Case("kind", "number", typeof(NumberYaml))]
[Case("kind", "scale", typeof(ScaleYaml))]
[Case("kind", "date", typeof(DateYaml))]
[Case("kind", "picture-choice", typeof(PictureChoiceYaml))]
[Case("kind", "yes-no", typeof(YesNoYaml))]
[Case("kind", "nps", typeof(NpsYaml))]
[Case("kind", "stars", typeof(StarsYaml))]
[Case("kind", "ranking", typeof(RankingYaml))]
[Case("kind", "date-time", typeof(DateTimeYaml))]
[Case("kind", "time", typeof(TimeYaml))]
[Case("kind", "photo", typeof(PhotoYaml))]
[Case("kind", "location", typeof(LocationYaml))]
[Case("kind", "phone", typeof(PhoneYaml))]
[Case("kind", "mail", typeof(MailYaml))]
[Case("kind", "postal-code", typeof(PostalCodeYaml))]
[Case("kind", "kana", typeof(KanaYaml))]
internal abstract class QuestionYaml : Shape
{
    [Description("質問の名前(英小文字・数字・ハイフン)。条件や集計で使います。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Id { get; init; }

    [Description("友だちに見える質問の文。")]
    public required string Text { get; init; }

    [Description("この条件が成り立つときだけうかがいます。例: answer(spice) in (辛口, 大辛)")]
    public string? When { get; init; }

    [Description("true なら「スキップ」できます。")]
    public bool Optional { get; init; }

    [Description("読み取れなかったとき、もう一度うかがう前の言葉。")]
    public string? Retry { get; init; }

    [Description("答えを入れる友だちの属性の名前。")]
    public string? Attribute { get; init; }

    /// <summary>The tags its answers put on, each with its group.</summary>
    public virtual IEnumerable<(TagYaml Tag, string? Group)> TagsOfAnswers => [];

    /// <summary>Where answers lead by <c>then:</c> of their own, each with its place.</summary>
    public virtual IEnumerable<(string Then, Place Place)> JumpsOfAnswers => [];

    /// <summary>The question, but for what all kinds share. Problems of the kind are added.</summary>
    public abstract Question? ToQuestion(Problems problems);
}
