using Bot.Surveys;

namespace Bot.Tests.Surveys.Questions;

public class TextQuestionTests
{
    [Fact]
    public void A_text_of_5000_characters_with_emoji_is_kept_whole()
    {
        var text = string.Concat(Enumerable.Repeat("カレー👨‍👩‍👧‍👦🍛\n", 300))[..4_999] + "！";
        var chat = SurveyChat.Agreed("""
            - id: free
              kind: text
              text: ご自由に
            """).Say(text);

        Assert.Equal(text, chat.Friend.Answers.Single().Text);
    }

    [Fact]
    public void A_text_may_be_limited_and_skipped()
    {
        var chat = SurveyChat.Agreed("""
            - id: free
              kind: text
              text: ご自由に
              max-length: 5
              optional: true
              retry: ごめんなさい
            """);

        Assert.Equal("ごめんなさい\n5文字までです（今は6文字）。短くしてお送りください。", chat.Say("123456").Said[0]);
        Assert.Equal(SurveyWords.EmptyText, chat.Say("  \n").Said[0].Split('\n')[1]);
        Assert.Equal(new SurveyState.Completed(), chat.Tap("スキップ").Run.State);
        Assert.Empty(chat.Friend.Answers);
    }
}
