namespace Bot.Tests.Surveys.Questions;

public class PhoneQuestionTests
{
    [Theory]
    [InlineData("09012345678", "090-1234-5678")]
    [InlineData("０９０−１２３４−５６７８", "090-1234-5678")]
    [InlineData("090ー1234ー5678です", "090-1234-5678")]
    [InlineData("+81 90-1234-5678", "090-1234-5678")]
    [InlineData("+81 (0)90 1234 5678", "090-1234-5678")]
    [InlineData("TEL: 080.1234.5678", "080-1234-5678")]
    [InlineData("電話番号は07012345678です", "070-1234-5678")]
    [InlineData("060-1234-5678", "060-1234-5678")]
    [InlineData("05012345678", "050-1234-5678")]
    [InlineData("0312345678", "03-1234-5678")]
    [InlineData("(06)1234-5678", "06-1234-5678")]
    [InlineData("0111234567", "011-123-4567")]
    [InlineData("0467-12-3456", "0467-12-3456")]
    [InlineData("0467(12)3456", "0467-12-3456")]
    [InlineData("0467123456", "0467123456")]
    [InlineData("0120444444", "0120-444-444")]
    [InlineData("08001234567", "0800-123-4567")]
    public void A_number_is_kept_in_one_form(string typed, string number) =>
        Assert.Equal(number, SurveyChat.Agreed("- { id: q, kind: phone, text: お電話は？ }").Say(typed).Friend.Answers.Single().Text);

    [Theory]
    [InlineData("090-1234-567", "桁数が合わないようです（今は10桁、携帯電話は11桁）。")]
    [InlineData("090-1234-56789", "桁数が合わないようです（今は12桁、携帯電話は11桁）。")]
    [InlineData("12345678", "0からはじまる番号を")]
    [InlineData("110", "0からはじまる番号を")]
    [InlineData("090-0234-5678", "桁数が合わないようです")]
    [InlineData("0012345678", "その番号は使われていない形のようです。")]
    [InlineData("0570123456", "その番号は使われていない形のようです。")]
    [InlineData("+1 212 555 0100", "電話番号が読み取れませんでした。")]
    [InlineData("なし", "電話番号が読み取れませんでした。")]
    [InlineData("090-1234-5678か080-1234-5678", "電話番号が読み取れませんでした。")]
    [InlineData("٠٩٠١٢٣٤٥٦٧٨", "電話番号が読み取れませんでした。")]
    public void What_is_no_number_is_asked_again(string typed, string reason) =>
        Assert.StartsWith(reason, SurveyChat.Agreed("- { id: q, kind: phone, text: お電話は？ }").Say(typed).Said[0], StringComparison.Ordinal);

    [Fact]
    public void It_may_be_kept_as_the_world_writes_it_and_be_a_mobile_only()
    {
        var chat = SurveyChat.Agreed("- { id: q, kind: phone, text: 携帯は？, international: true, mobile-only: true }");
        Assert.StartsWith("携帯電話の番号でお願いします。", chat.Say("03-1234-5678").Said[0], StringComparison.Ordinal);

        Assert.Equal("+819012345678", chat.Say("090-1234-5678").Friend.Answers.Single().Text);
    }
}
