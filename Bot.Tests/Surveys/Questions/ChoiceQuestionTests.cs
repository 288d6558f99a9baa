namespace Bot.Tests.Surveys.Questions;

public class ChoiceQuestionTests
{
    private const string Spice = """
        - id: spice
          kind: choice
          text: 辛さは？
          options: [{ label: 甘口, also: [あまくち] }, 辛口, チーズ, Extra Hot, "10", 3]
        """;

    [Theory]
    [InlineData("甘口", "甘口")]
    [InlineData(" 甘口　", "甘口")]
    [InlineData("アマクチ", "甘口")]
    [InlineData("ｱﾏｸﾁ！", "甘口")]
    [InlineData("甘口です。", "甘口")]
    [InlineData("甘口でお願いします", "甘口")]
    [InlineData("ちーず", "チーズ")]
    [InlineData("ﾁｰｽﾞ", "チーズ")]
    [InlineData("ＥＸＴＲＡ　ＨＯＴ", "Extra Hot")]
    [InlineData("２", "辛口")]
    [InlineData("②", "辛口")]
    [InlineData("2番", "辛口")]
    [InlineData("10", "10")]
    [InlineData("3", "3")]
    public void A_typed_text_means_an_option(string typed, string option) =>
        Assert.Equal([option], SurveyChat.Agreed(Spice).Say(typed).Friend.Answers.Single().Choices);

    [Theory]
    [InlineData("甘")]
    [InlineData("甘口以外")]
    [InlineData("甘口か辛口")]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("99999999999999999999")]
    [InlineData("🍛")]
    [InlineData("\uD83C")]
    [InlineData("")]
    public void Anything_else_is_asked_again_with_the_reason(string typed)
    {
        var chat = SurveyChat.Agreed(Spice).Say(typed);

        Assert.False(chat.Understood);
        Assert.Equal(["次の中からお答えください: 甘口 / 辛口 / チーズ / Extra Hot / 10 / 3", "辛さは？"], chat.Said);
    }


    [Fact]
    public void Other_asks_for_words_and_keeps_them()
    {
        var chat = SurveyChat.Agreed("""
            - id: why
              kind: choice
              text: きっかけは？
              options: [看板, { label: その他, other: true }]
              attribute: きっかけ
            """).Tap("その他");
        Assert.Equal(["きっかけは？\n「その他」の内容を、文字でお送りください。"], chat.Said);

        chat.Say("友人の紹介👨‍👩‍👧‍👦");

        Assert.Equal(new Bot.Surveys.AnswerValue { Choices = ["その他"], Text = "友人の紹介👨‍👩‍👧‍👦" }, chat.Run.Path.Single().Value);
        Assert.Equal("その他（友人の紹介👨‍👩‍👧‍👦）", chat.Friend.Attributes.Single().Text);
    }

    [Fact]
    public void A_friend_in_two_minds_about_other_may_still_choose_a_label()
    {
        var chat = SurveyChat.Agreed("""
            - id: why
              kind: choice
              text: きっかけは？
              options: [看板, { label: その他, other: true }]
            """).Say("その他", "看板");

        Assert.Equal(["看板"], chat.Friend.Answers.Single().Choices);
    }

    [Fact]
    public void A_random_order_is_the_friends_own_and_a_tap_means_what_its_button_says()
    {
        const string Shuffled = """
            - id: dish
              kind: choice
              text: お好きなのは？
              random-order: true
              options: [一, 二, 三, 四, 五, 六, { label: その他, other: true }]
            """;
        var orders = Enumerable.Range(0, 20).Select(i =>
        {
            var chat = new SurveyChat(SurveyChat.Asking(Shuffled)) { Friend = Bot.Friends.Friend.FirstSeen($"U{i}", SurveyChat.Noon) }.Begin().Say("はい");
            var labels = chat.Buttons.Skip(2).Take(7).Select(button => button.Label!).ToList();
            Assert.Equal("その他", labels[^1]);
            Assert.Equal([labels[2]], chat.Tap(labels[2]).Friend.Answers.Single().Choices);
            return string.Concat(labels);
        }).ToList();

        Assert.True(orders.Distinct().Count() > 10);
    }
}
