namespace Bot.Tests.Surveys.Questions;

public class ScaleQuestionTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("５点", 5)]
    public void A_grade_is_kept_as_a_number(string typed, double grade)
    {
        var chat = SurveyChat.Agreed("""
            - id: taste
              kind: scale
              text: お味は？
              max: 5
              min-label: いまひとつ
              attribute: 満足度
            """);
        Assert.Equal(["お味は？\n（1: いまひとつ 〜 5: 高い）"], chat.Said);
        Assert.Equal("1から5の数字でお答えください。", chat.Say("6").Said[0]);

        chat.Say(typed);

        Assert.Equal(grade, chat.Friend.Answers.Single().Number);
        Assert.Equal(grade, chat.Friend.Attributes.Single().Number);
    }
}
