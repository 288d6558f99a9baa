namespace Bot.Tests.Surveys.Questions;

public class KanaQuestionTests
{
    [Theory]
    [InlineData("やまだ　はなこ", "ヤマダ　ハナコ")]
    [InlineData("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ　ハナコ")]
    [InlineData("ヤマダハナコ", "ヤマダハナコ")]
    [InlineData(" やまだ   はなこ ", "ヤマダ　ハナコ")]
    [InlineData("メアリー・スミス", "メアリー・スミス")]
    [InlineData("めありｰ", "メアリー")]
    [InlineData("ゔぁいおれっと", "ヴァイオレット")]
    [InlineData("か\u3099くと", "ガクト")]
    public void A_name_is_kept_in_katakana(string typed, string kana) =>
        Assert.Equal(kana, SurveyChat.Agreed("- { id: q, kind: kana, text: フリガナは？, attribute: フリガナ }").Say(typed).Friend.Attributes.Single().Text);

    [Theory]
    [InlineData("山田花子", "漢字ではなく")]
    [InlineData("やまだ 花子", "漢字ではなく")]
    [InlineData("佐々木", "漢字ではなく")]
    [InlineData("Yamada", "お名前の読み")]
    [InlineData("ヤマダ1", "お名前の読み")]
    [InlineData("ー", "お名前の読み")]
    [InlineData("", "お名前の読み")]
    [InlineData("🍛", "お名前の読み")]
    [InlineData("アアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアアア", "50文字までです")]
    public void Anything_else_is_asked_again_with_a_hint(string typed, string reason) =>
        Assert.StartsWith(reason, SurveyChat.Agreed("- { id: q, kind: kana, text: フリガナは？ }").Say(typed).Said[0], StringComparison.Ordinal);
}
