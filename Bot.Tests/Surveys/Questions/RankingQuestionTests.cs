using Bot.Surveys;
using Bot.Surveys.Results;

namespace Bot.Tests.Surveys.Questions;

public class RankingQuestionTests
{
    private const string Dishes = "- { id: q, kind: ranking, text: お好きな順に, top: 3, options: [カレー, うどん, 寿司, ラーメン, { label: Extra Hot, tags: 辛党 }], attribute: 順位 }";

    [Fact]
    public void Taps_give_the_ranks_in_order_and_the_last_can_be_taken_back()
    {
        var chat = SurveyChat.Agreed(Dishes);
        Assert.Equal(["お好きな順に\n（お好きな順に、3位までお選びください）"], chat.Said);

        chat.Tap("寿司").Tap("うどん");
        Assert.Equal(["お好きな順に\n\n1位 寿司\n2位 うどん\n\n次は3位です。"], chat.Said);
        Assert.Equal(["カレー", "ラーメン", "Extra Hot", "取り消す", "やめる"], chat.Buttons.TakeLast(5).Select(button => button.Label));

        chat.Tap("取り消す").Tap("カレー").Tap("Extra Hot");
        Assert.Equal(["寿司", "カレー", "Extra Hot"], chat.Friend.Answers.Single().Choices);
        Assert.Equal("1位 寿司、2位 カレー、3位 Extra Hot", chat.Friend.Attributes.Single().Text);
        Assert.Empty(chat.Tags);
    }

    [Theory]
    [InlineData("1位 カレー、2位 うどん、3位 寿司")]
    [InlineData("カレー,うどん,寿司")]
    [InlineData("カレー→うどん→寿司")]
    [InlineData("１位ｶﾚｰ\n２位うどん\n３位寿司")]
    [InlineData("カレー うどん 寿司")]
    [InlineData("1、2、3")]
    public void The_whole_order_can_be_typed(string typed) =>
        Assert.Equal(["カレー", "うどん", "寿司"], SurveyChat.Agreed(Dishes).Say(typed).Friend.Answers.Single().Choices);

    [Theory]
    [InlineData("カレー、カレー", "「カレー」は1位に選ばれています。次の中からお答えください: うどん / 寿司 / ラーメン / Extra Hot")]
    [InlineData("カレー、うどん、寿司、ラーメン", "3位までをお選びください。")]
    [InlineData("そば", "次の中からお答えください: カレー / うどん / 寿司 / ラーメン / Extra Hot")]
    [InlineData("、、", "次の中からお答えください: カレー / うどん / 寿司 / ラーメン / Extra Hot")]
    [InlineData("取り消す", "まだ何も選ばれていません。")]
    public void What_is_no_order_is_asked_again(string typed, string reason) => Assert.Equal(reason, SurveyChat.Agreed(Dishes).Say(typed).Said[0]);

    [Fact]
    public void Who_has_ranked_all_but_one_has_ranked_that_one_too()
    {
        var chat = SurveyChat.Agreed("- { id: q, kind: ranking, text: 順に, options: [一, 二, 三] }").Tap("三").Tap("一");

        Assert.Equal(["三", "一", "二"], chat.Friend.Answers.Single().Choices);
    }

    [Fact]
    public void A_double_tap_ranks_an_option_once()
    {
        var chat = SurveyChat.Agreed(Dishes);
        var curry = chat.Buttons.Last(button => button.Label == "カレー");
        chat.Tap(curry).Tap(curry);

        Assert.Equal(["カレー"], Assert.IsType<SurveyState.Asking>(chat.Run.State).Chosen);
    }

    [Fact]
    public void The_tags_of_the_first_go_to_the_friend() => Assert.Equal(["辛党"], SurveyChat.Agreed(Dishes).Say("Extra Hot、カレー、寿司").Tags);

    [Fact]
    public void Results_tell_first_places_and_mean_ranks()
    {
        var question = EveryKindTests.Read("kind: ranking, options: [一, 二, 三], top: 2");
        var counted = new QuestionResults("q", "", "ranking", 3, 0, []);

        var results = question.Results(counted, [AnswerValue.Chose("一", "二"), AnswerValue.Chose("二", "一"), AnswerValue.Chose("一", "二"), AnswerValue.Gone]);

        Assert.Equal([new RankResults("一", "一", 2, 3, 4.0 / 3), new RankResults("二", "二", 1, 3, 5.0 / 3), new RankResults("三", "三", 0, 0, null)], results.Ranks);
    }

    [Fact]
    public void Keys_that_rank_nothing_and_ranks_that_are_not_there_are_errors()
    {
        Assert.Equal("not-for-this-kind 4", QuestionErrors.Of("kind: ranking, options: [{ label: 一, other: true, alone: true, places: 3, then: end }, 二]"));
        Assert.Equal("range-upside-down 1", QuestionErrors.Of("kind: ranking, top: 3, options: [一, 二]"));
    }
}
