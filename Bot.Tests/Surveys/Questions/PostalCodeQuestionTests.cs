using Bot.Surveys;

namespace Bot.Tests.Surveys.Questions;

public class PostalCodeQuestionTests
{
    private const string Zip = "- { id: q, kind: postal-code, text: 郵便番号は？, attribute: 郵便番号, area-attribute: 都道府県 }";

    [Theory]
    [InlineData("100-0001")]
    [InlineData("〒１００−０００１")]
    [InlineData("1000001です")]
    [InlineData("郵便番号は100ー0001")]
    public void A_code_is_kept_in_one_form_with_its_prefecture(string typed)
    {
        var chat = SurveyChat.Agreed(Zip).Say(typed);

        Assert.Equal([("郵便番号", "100-0001"), ("都道府県", "東京都")], chat.Friend.Attributes.Select(attribute => (attribute.Name, attribute.Text!)));
        Assert.Equal("〒100-0001", chat.Survey.Questions[0].Say(chat.Run.Path.Single().Value));
    }

    [Theory]
    [InlineData("060-0001", "北海道")]
    [InlineData("018-5501", "青森県")]
    [InlineData("018-5511", "秋田県")]
    [InlineData("389-0121", "群馬県")]
    [InlineData("498-0811", "三重県")]
    [InlineData("520-0461", "京都府")]
    [InlineData("618-0071", "京都府")]
    [InlineData("618-0011", "大阪府")]
    [InlineData("563-0801", "兵庫県")]
    [InlineData("685-0001", "島根県")]
    [InlineData("811-5101", "長崎県")]
    [InlineData("871-0904", "福岡県")]
    [InlineData("939-0171", "石川県")]
    [InlineData("907-0001", "沖縄県")]
    public void Places_served_from_next_door_are_in_their_own_prefecture(string code, string prefecture) =>
        Assert.Equal(prefecture, SurveyChat.Agreed(Zip).Say(code).Friend.Attributes[^1].Text);

    [Theory]
    [InlineData("100-001")]
    [InlineData("100-00012")]
    [InlineData("東京都千代田区")]
    [InlineData("10-00001")]
    [InlineData("١٠٠٠٠٠١")]
    public void Anything_else_is_asked_again(string typed) => Assert.StartsWith("郵便番号は「123-4567」", SurveyChat.Agreed(Zip).Say(typed).Said[0], StringComparison.Ordinal);

    [Fact]
    public void Both_attributes_go_when_the_answer_is_taken_back_by_going_back_and_skipping()
    {
        var chat = SurveyChat.Agreed("""
            - { id: q, kind: postal-code, text: 郵便番号は？, area-attribute: 都道府県, optional: true }
            - { id: r, kind: text, text: ほかには？ }
            """).Say("100-0001", "戻る", "スキップ");

        Assert.Empty(chat.Friend.Attributes);
    }

    [Fact]
    public void Results_count_prefectures() =>
        Assert.Equal("東京都", EveryKindTests.Read("kind: postal-code").CountedAs(new AnswerValue { Text = "100-0001" }).Single().Name);

    [Fact]
    public void One_attribute_for_both_is_an_error() => Assert.Equal("one-thing 1", QuestionErrors.Of("kind: postal-code, attribute: 住所, area-attribute: 住所"));
}
