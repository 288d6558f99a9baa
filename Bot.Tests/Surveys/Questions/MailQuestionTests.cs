namespace Bot.Tests.Surveys.Questions;

public class MailQuestionTests
{
    [Theory]
    [InlineData("hanako@example.com", "hanako@example.com")]
    [InlineData(" Hanako.Y@EXAMPLE.Co.JP ", "Hanako.Y@example.co.jp")]
    [InlineData("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "hanako@example.com")]
    [InlineData("hanako@example.comです。", "hanako@example.com")]
    [InlineData("<hanako@example.com>", "hanako@example.com")]
    [InlineData("mailto:hanako@example.com", "hanako@example.com")]
    [InlineData("..hana..ko.@docomo.ne.jp", "..hana..ko.@docomo.ne.jp")]
    [InlineData("hanako+line@xn--wgv71a.jp", "hanako+line@xn--wgv71a.jp")]
    public void An_address_is_kept_in_one_form(string typed, string address) =>
        Assert.Equal(address, SurveyChat.Agreed("- { id: q, kind: mail, text: メールは？ }").Say(typed).Friend.Answers.Single().Text);

    [Theory]
    [InlineData("hanako")]
    [InlineData("hanako@")]
    [InlineData("@example.com")]
    [InlineData("hanako@example")]
    [InlineData("hanako@-example.com")]
    [InlineData("hanako@example..com")]
    [InlineData("hana ko@example.com")]
    [InlineData("hanako@example.com\nbcc: x")]
    [InlineData("hanako\u0000@example.com")]
    [InlineData("hanako@example.com, taro@example.com")]
    [InlineData("花子@example.com")]
    [InlineData("hanako@192.168.0.1")]
    public void Anything_else_is_asked_again(string typed) => Assert.Contains("メールアドレス", SurveyChat.Agreed("- { id: q, kind: mail, text: メールは？ }").Say(typed).Said[0], StringComparison.Ordinal);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void The_part_before_the_at_has_64_characters_at_most(int length, bool taken) =>
        Assert.Equal(taken, SurveyChat.Agreed("- { id: q, kind: mail, text: メールは？ }").Say(new string('a', length) + "@example.com").Understood);

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void All_of_it_has_254(int length, bool taken)
    {
        var domain = string.Concat(Enumerable.Repeat(new string('b', 49) + ".", 4)) + "jp";

        Assert.Equal(taken, SurveyChat.Agreed("- { id: q, kind: mail, text: メールは？ }").Say($"{new string('a', length - 1 - domain.Length)}@{domain}").Understood);
    }
}
