using System.ComponentModel;
using Bot.Definitions;

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

    [Description("質問。上から順にひとつずつうかがいます。")]
    public required IReadOnlyList<QuestionYaml> Questions { get; init; }

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
}

internal sealed class FinishYaml : Shape
{
    [Description("お礼の言葉。ひとつがひとつの吹き出しになります(3つまで)。")]
    public required IReadOnlyList<string> Messages { get; init; }

    [Description("最後まで答えた友だちに付けるタグ。")]
    public IReadOnlyList<TagYaml>? Tags { get; init; }

    [Description("最後まで答えた友だちに設定する属性。")]
    public IReadOnlyList<AttributeYaml>? Attributes { get; init; }

    [Description("お礼のクーポン(coupons/ の id)。おひとり1回だけお渡しします。")]
    [Pattern(PatternAttribute.Id, PatternAttribute.IdWords)]
    public string? Coupon { get; init; }

    [Description("クーポンをすでにお持ちのときの言葉。")]
    public string? CouponHeld { get; init; }
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
