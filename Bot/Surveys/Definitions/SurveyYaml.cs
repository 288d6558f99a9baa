using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Calendar;
using Bot.Definitions;
using Bot.Messages;

namespace Bot.Surveys.Definitions;

/// <summary>A file of <c>surveys/</c>.</summary>
internal sealed class SurveyYaml : Shape
{
    [Description("アンケートの名前(英小文字・数字・ハイフン)。公開後は変えないでください。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Id { get; init; }

    [Description("友だちに見える題名。")]
    public required string Title { get; init; }

    [Description("お答えを何に使うか。同意をいただく前に友だちにお見せします。")]
    public required string Purpose { get; init; }

    [Description("同意のうかがい方。書かなければ標準の文になります。")]
    public ConsentYaml? Consent { get; init; }

    [Description("アンケートのはじまり方。")]
    public StartYaml? Start { get; init; }

    [Description("受付の期間と時間帯。書かなければいつでも受け付けます。")]
    public AvailabilityYaml? Open { get; init; }

    [Description("true なら、おひとり1回だけお答えいただけます。")]
    public bool Once { get; init; }

    [Description("お答えのあと、次にお答えいただけるまでの長さ。例: 30 days")]
    public TimeSpan? AgainAfter { get; init; }

    [Description("はじめてから終わるまでの制限時間。例: 24h")]
    public TimeSpan? TimeLimit { get; init; }

    [Description("途中で止まっている友だちへのお願い。最後のお答えからの長さの順に。")]
    public IReadOnlyList<ReminderYaml>? Reminders { get; init; }

    [Description("先着何名さままでか。")]
    public PlacesYaml? Places { get; init; }

    [Description("質問。上から順にひとつずつうかがいます。")]
    public required IReadOnlyList<StepYaml> Questions { get; init; }

    [Description("お答えから計算する点数。")]
    public IReadOnlyList<ScoreYaml>? Scores { get; init; }

    [Description("条件ごとの結果。成り立つものを上から順にすべて行います。")]
    public IReadOnlyList<ConsequenceYaml>? Outcomes { get; init; }

    [Description("最後まで答えた友だちへの言葉とお礼。")]
    public required FinishYaml Finish { get; init; }
}

internal sealed class ConsentYaml : Shape
{
    [Description("同意をうかがう文。")]
    public string? Text { get; init; }

    [Description("同意するボタン(20文字まで)。")]
    public string? Yes { get; init; }

    [Description("同意しないボタン(20文字まで)。")]
    public string? No { get; init; }

    [Description("同意されなかったときの言葉。")]
    public string? Refused { get; init; }
}

internal sealed class StartYaml : Shape
{
    [Description("友だちがこの言葉を送るとはじまります。")]
    public IReadOnlyList<string>? Keywords { get; init; }

    [Description("あいさつメッセージに付けるボタン(20文字まで)。")]
    public string? Greeting { get; init; }

    [Description("QRコードを置く場所。「辛さ #shibuya」のように送られると、どこから来たか(経路)が残ります。")]
    public IReadOnlyList<StartPlaceYaml>? Places { get; init; }
}

internal sealed class StartPlaceYaml : Shape
{
    [Description("QRコードに入れる場所の記号(英小文字・数字・ハイフン)。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public required string Code { get; init; }

    [Description("場所の名前。友だちの属性「経路」に入ります。")]
    public required string Name { get; init; }
}

internal sealed class AvailabilityYaml : Shape
{
    [Description("いつから。例: 2026-12-01 10:00")]
    public DateTime? From { get; init; }

    [Description("いつまで。日付だけなら、その日いっぱいです。例: 2026-12-31")]
    public DateTime? Until { get; init; }

    [Description("受け付ける曜日と時間帯。")]
    public IReadOnlyList<OpeningHoursYaml>? Hours { get; init; }

    [Description("はじまる前の言葉。")]
    public string? NotYet { get; init; }

    [Description("終わったあとの言葉。")]
    public string? Over { get; init; }

    [Description("時間外の言葉。")]
    public string? Closed { get; init; }
}

internal sealed class ReminderYaml : Shape
{
    [Description("最後のお答えからの長さ。例: 1 day")]
    public required TimeSpan After { get; init; }

    [Description("お願いの言葉。このあとに、途中の質問をもう一度うかがいます。")]
    public string? Text { get; init; }
}

internal sealed class PlacesYaml : Shape
{
    [Description("先着何名さままでか。")]
    [Range(1, 1_000_000)]
    public required int Most { get; init; }

    [Description("定員に達したあとの言葉。")]
    public string? Full { get; init; }
}

internal sealed class ScoreYaml : Shape
{
    [Description("点数を入れる友だちの属性の名前。")]
    public required string Attribute { get; init; }

    [Description("点数に数える質問。選択肢の points か、答えの数を足します。")]
    public required IReadOnlyList<ScoredQuestionYaml> Questions { get; init; }

    [Description("点数の段階ごとのタグ。")]
    public IReadOnlyList<ScoreBandYaml>? Bands { get; init; }
}

[Shorthand(nameof(Question))]
internal sealed class ScoredQuestionYaml : Shape
{
    [Description("質問の id。")]
    public required string Question { get; init; }

    [Description("何倍に数えるか(書かなければ 1)。")]
    public double? Weight { get; init; }
}

internal sealed class ScoreBandYaml : Shape
{
    [Description("この点数から。")]
    public required double AtLeast { get; init; }

    [Description("付けるタグ。段階のタグは、ひとつだけ付きます。")]
    public required TagYaml Tag { get; init; }
}

/// <summary>What completing a survey brings.</summary>
internal class FinishYaml : Shape
{
    [Description("お礼の言葉。ひとつがひとつの吹き出しになります。LINE のどの種類のメッセージも書けます。")]
    public IReadOnlyList<MessageYaml>? Messages { get; init; }

    [Description("付けるタグ。")]
    public IReadOnlyList<TagYaml>? Tags { get; init; }

    [Description("設定する属性。")]
    public IReadOnlyList<AttributeYaml>? Attributes { get; init; }

    [Description("お礼のクーポン(coupons/ の id)。おひとり1回だけお渡しします。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public string? Coupon { get; init; }

    [Description("クーポンをすでにお持ちのときの言葉。")]
    public string? CouponHeld { get; init; }

    [Description("スタッフへのお知らせ。")]
    public string? Notice { get; init; }

    [Description("続けてはじめるアンケート(surveys/ の id)。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public string? Next { get; init; }
}

internal sealed class ConsequenceYaml : FinishYaml
{
    [Description("この条件が成り立つとき。例: answer(reason) = 値上がり and attribute(満足度) <= 2")]
    public required string When { get; init; }
}

/// <summary>A tag, with the group of which a friend holds only one.</summary>
[Shorthand(nameof(Name))]
internal sealed class TagYaml : Shape
{
    [Description("タグの名前。")]
    public required string Name { get; init; }

    [Description("同じグループのタグは、友だちにひとつだけ付きます。")]
    public string? Group { get; init; }
}

/// <summary>An attribute with one value.</summary>
internal sealed class AttributeYaml : Shape
{
    [Description("属性の名前。")]
    public required string Name { get; init; }

    [Description("値(文字)。")]
    public string? Text { get; init; }

    [Description("値(数)。")]
    public double? Number { get; init; }

    [Description("値(はい・いいえ)。")]
    public bool? Flag { get; init; }

    [Description("値(日付)。")]
    public DateOnly? Date { get; init; }
}
