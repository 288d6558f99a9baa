using Bot.Surveys;
using Bot.Surveys.Results;

namespace Bot.Tests.Surveys.Questions;

public class NpsQuestionTests
{
    [Fact]
    public void Eleven_buttons_say_what_their_ends_mean()
    {
        var chat = SurveyChat.Agreed("- { id: q, kind: nps, text: おすすめしますか？ }");

        Assert.Equal(["おすすめしますか？\n（0: まったく思わない 〜 10: とてもそう思う）"], chat.Said);
        Assert.Equal(Enumerable.Range(0, 11).Select(i => $"{i}"), chat.Buttons.TakeLast(12).Take(11).Select(button => button.Label));
        Assert.Equal("0から10の数字でお答えください。", chat.Say("11").Said[0]);
        Assert.Equal(10, chat.Say("１０点です").Friend.Answers.Single().Number);
    }

    [Theory]
    [InlineData(new[] { 10, 9, 8, 7, 6, 0 }, 2, 2, 2, 0)]
    [InlineData(new[] { 10, 10, 9 }, 3, 0, 0, 100)]
    [InlineData(new[] { 0, 6, 6, 7 }, 0, 1, 3, -75)]
    public void Results_tell_who_promotes_who_detracts_and_the_score(int[] grades, int promoters, int passives, int detractors, double score)
    {
        var question = EveryKindTests.Read("kind: nps");
        var counted = new QuestionResults("q", "", "nps", grades.Length, 0, []);

        var results = question.Results(counted, [.. grades.Select(grade => new AnswerValue { Number = grade }), AnswerValue.Gone]);

        Assert.Equal(new RecommendationResults(promoters, passives, detractors, score), results.Recommendation);
        Assert.Null(question.Results(counted, [AnswerValue.Gone]).Recommendation);
    }
}
