using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;
using Bot.Messages;
using Bot.Surveys.Definitions.Kinds;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>A step of a survey: a section, or a question; <c>kind</c> says which.</summary>
[Case("kind", "section", typeof(SectionYaml))]
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
[Case("kind", "location", typeof(LocationQuestionYaml))]
[Case("kind", "phone", typeof(PhoneYaml))]
[Case("kind", "mail", typeof(MailYaml))]
[Case("kind", "postal-code", typeof(PostalCodeYaml))]
[Case("kind", "kana", typeof(KanaYaml))]
internal abstract class StepYaml : Shape
{
    [Description("質問の名前(英小文字・数字・ハイフン)。条件や集計で使います。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Id { get; init; }

    [Description("この条件が成り立つときだけうかがいます。例: answer(spice) in (辛口, 大辛)")]
    public string? When { get; init; }
}

/// <summary>What all kinds of questions have.</summary>
internal abstract class QuestionYaml : StepYaml
{
    [Description("友だちに見える質問の文。{name|お客さま} や、前の質問の答え {spice} も入れられます。")]
    public required string Text { get; init; }

    [Description("true なら「スキップ」できます。")]
    public bool Optional { get; init; }

    [Description("読み取れなかったとき、もう一度うかがう前の言葉。")]
    public string? Retry { get; init; }

    [Description("答えを入れる友だちの属性の名前。")]
    public string? Attribute { get; init; }

    [Description("質問の前に送るメッセージ。")]
    public IReadOnlyList<MessageYaml>? Before { get; init; }

    [Description("答えのあとに送るメッセージ。")]
    public IReadOnlyList<MessageYaml>? After { get; init; }

    [Description("言い回しを比べるための、別の文。友だちには、いつも同じひとつが届きます。")]
    public IReadOnlyList<WordingYaml>? Variants { get; init; }

    [Description("答えたあとに進む質問の id。end ならアンケートを終わります。")]
    public string? Then { get; init; }

    [Description("答えを待つ長さ。過ぎるとスキップになります。例: 5 min")]
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The tags its answers put on, each with its group.</summary>
    public virtual IEnumerable<(TagYaml Tag, string? Group)> TagsOfAnswers => [];

    /// <summary>Where answers lead by <c>then:</c> of their own, each with its place.</summary>
    public virtual IEnumerable<(string Then, Place Place)> JumpsOfAnswers => [];

    /// <summary>The question, but for what all kinds share. Problems of the kind are added.</summary>
    public abstract Question? ToQuestion(Problems problems);
}

/// <summary>Another wording of a question.</summary>
internal sealed class WordingYaml : Shape
{
    [Description("集計での名前。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Id { get; init; }

    [Description("友だちに見える質問の文。")]
    public required string Text { get; init; }

    [Description("もとの文を 100 としたときの割合(書かなければ 100)。")]
    [Range(1, 10_000)]
    public int? Weight { get; init; }
}

/// <summary>Steps that belong together.</summary>
internal sealed class SectionYaml : StepYaml
{
    [Description("この中の質問。")]
    public required IReadOnlyList<StepYaml> Questions { get; init; }

    [Description("true なら、質問の順番が友だちごとに変わります。")]
    public bool RandomOrder { get; init; }

    [Description("何度かくり返すとき(お子さまごと、など)。")]
    public RepeatYaml? Repeat { get; init; }
}

/// <summary>How often a section is gone through.</summary>
internal sealed class RepeatYaml : Shape
{
    [Description("回数を答える質問の id。more とはどちらか一方です。")]
    public string? Times { get; init; }

    [Description("もう一度うかがうかをたずねる文。例: ほかにもお子さまはいらっしゃいますか？")]
    public string? More { get; init; }

    [Description("多くて何回か。")]
    [Range(2, 20)]
    public required int Most { get; init; }
}
