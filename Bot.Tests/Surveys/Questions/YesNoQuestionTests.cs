using Bot.Surveys;
using Bot.Surveys.Questions;

namespace Bot.Tests.Surveys.Questions;

public class YesNoQuestionTests
{
    private const string Allergy = """
        - id: allergy
          kind: yes-no
          text: アレルギーは？
          attribute: アレルギー
          tag-group: アレルギー
          yes: { label: あります, also: [少し], tags: あり }
          no: { label: ございません, tags: なし }
        """;

    [Theory]
    [InlineData("あります", true)]
    [InlineData("アリマス。", true)]
    [InlineData("はい", true)]
    [InlineData("ﾊｲ", true)]
    [InlineData("はいです", true)]
    [InlineData("うん", true)]
    [InlineData("ＹＥＳ", true)]
    [InlineData("少しです", true)]
    [InlineData("〇", true)]
    [InlineData("1", true)]
    [InlineData("ございません", false)]
    [InlineData("いいえ", false)]
    [InlineData("いや", false)]
    [InlineData("ないです", false)]
    [InlineData("No", false)]
    [InlineData("２", false)]
    public void Either_answer_is_understood_in_many_words_and_becomes_a_flag(string typed, bool yes)
    {
        var friend = SurveyChat.Agreed(Allergy).Say(typed).Friend;

        Assert.Equal([yes ? YesNoQuestion.YesId : YesNoQuestion.NoId], friend.Answers.Single().Choices);
        Assert.Equal(yes, friend.Attributes.Single().Flag);
        Assert.Equal(yes ? "あり" : "なし", friend.Tags.Single().Name);
    }

    [Theory]
    [InlineData("たぶん")]
    [InlineData("はいいいえ")]
    [InlineData("3")]
    public void Anything_between_is_asked_again(string typed) =>
        Assert.Equal("次の中からお答えください: あります / ございません", SurveyChat.Agreed(Allergy).Say(typed).Said[0]);

    [Fact]
    public void Without_labels_it_is_yes_and_no_and_a_changed_answer_changes_the_flag()
    {
        var chat = SurveyChat.Agreed("""
            - { id: q, kind: yes-no, text: よろしいですか？, attribute: 可 }
            - { id: r, kind: text, text: ほかには？ }
            """).Tap("はい");
        Assert.True(chat.Friend.Attributes.Single().Flag);

        chat.Say("戻る").Tap("いいえ");

        Assert.False(chat.Friend.Attributes.Single().Flag);
        Assert.Equal("いいえ", chat.Survey.Questions[0].Say(chat.Run.Path.Single().Value));
    }

    [Fact]
    public void A_label_may_turn_the_usual_words_around()
    {
        var question = EveryKindTests.Read("kind: yes-no, yes: ない, no: ある");

        Assert.Equal(AnswerValue.Chose("yes"), Assert.IsType<Reading.Answered>(question.Read("ない", new Asking(default))).Value);
        Assert.Equal(AnswerValue.Chose("no"), Assert.IsType<Reading.Answered>(question.Read("ある", new Asking(default))).Value);
    }

    [Fact]
    public void Two_answers_that_sound_the_same_are_an_error() =>
        Assert.Equal("options-alike 1", QuestionErrors.Of("kind: yes-no, yes: ハイ, no: はい"));
}
