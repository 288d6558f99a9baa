using System.Text.Json;
using Bot.Line;
using Bot.Surveys.Questions;

namespace Bot.Tests.Surveys.Questions;

public class StarsQuestionTests
{
    private const string Stars = "- { id: q, kind: stars, text: 接客は？, min-label: いまひとつ, attribute: 接客 }";

    [Theory]
    [InlineData("4", 4)]
    [InlineData("４", 4)]
    [InlineData("星4つ", 4)]
    [InlineData("星四つです", 4)]
    [InlineData("三ツ星", 3)]
    [InlineData("★4", 4)]
    [InlineData("★★★★", 4)]
    [InlineData("★★★★☆", 4)]
    [InlineData("⭐️⭐️", 2)]
    [InlineData("🌟", 1)]
    [InlineData("5点", 5)]
    public void Stars_are_typed_as_people_write_them(string typed, double stars)
    {
        var friend = SurveyChat.Agreed(Stars).Say(typed).Friend;

        Assert.Equal(stars, friend.Answers.Single().Number);
        Assert.Equal(stars, friend.Attributes.Single().Number);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("☆☆☆")]
    [InlineData("★★★★★★")]
    [InlineData("最高")]
    [InlineData("3.5")]
    public void Other_numbers_are_asked_again(string typed) =>
        Assert.Equal("星の数を、1から5でお答えください。", SurveyChat.Agreed(Stars).Say(typed).Said[0]);

    [Fact]
    public void A_tap_on_a_star_of_the_message_gives_so_many()
    {
        var chat = SurveyChat.Agreed(Stars);
        var row = Assert.IsType<FlexBox>(Assert.IsType<FlexBubble>(Assert.IsType<FlexMessage>(chat.LastMessages.Single()).Contents).Body!.Contents[1]);

        Assert.Equal(4, chat.Tap(Assert.IsType<FlexText>(row.Contents[3]).Action!).Friend.Answers.Single().Number);
        Assert.Equal("★★★★☆", chat.Survey.Questions[0].Say(chat.Run.Path.Single().Value));
    }

    [Fact]
    public void A_question_of_LINEs_length_still_fits_and_one_beyond_is_an_error()
    {
        Assert.Equal("", QuestionErrors.Of($"kind: stars, max: 10, min-label: {new string('低', 100)}"));
        Assert.Equal("line-limit 1", QuestionErrors.Of($"kind: stars, min-label: {new string('低', 10_000)}"));
    }

    [Fact]
    public void The_notification_cuts_no_emoji_in_half()
    {
        var words = new string('星', 398) + "🍛🍛🍛";
        var shown = EveryKindTests.Read("kind: stars").Show(words, answer => answer, new Asking(default));

        Assert.Equal(new string('星', 398) + "…", ((FlexMessage)shown).AltText);
        Assert.DoesNotContain("\\uFFFD", JsonSerializer.Serialize(((FlexMessage)shown).AltText), StringComparison.OrdinalIgnoreCase);
    }
}
