using System.Globalization;
using Bot.Line;
using Bot.Surveys;

namespace Bot.Tests.Surveys.Questions;

public class TimeQuestionTests
{
    private const string Pickup = "- { id: q, kind: time, text: 何時に？, from: \"10:00\", until: \"20:00\", step: 30, attribute: 時刻 }";

    [Theory]
    [InlineData("18:30", "18:30")]
    [InlineData("１８：３０", "18:30")]
    [InlineData("1830", "18:30")]
    [InlineData("18時半", "18:30")]
    [InlineData("１８時３０分", "18:30")]
    [InlineData("十八時半です", "18:30")]
    [InlineData("午後6時", "18:00")]
    [InlineData("6pm", "18:00")]
    [InlineData("PM6:30", "18:30")]
    [InlineData("夕方6時ごろ", "18:00")]
    [InlineData("夜7時", "19:00")]
    [InlineData("お昼の12時半", "12:30")]
    [InlineData("昼の1時", "13:00")]
    [InlineData("正午", "12:00")]
    [InlineData("朝10時", "10:00")]
    [InlineData("3時", "15:00")]
    [InlineData("15", "15:00")]
    [InlineData("午後12時", "12:00")]
    public void A_time_is_read_as_people_write_it(string typed, string time)
    {
        var chat = SurveyChat.Agreed(Pickup).Say(typed);

        Assert.Equal(TimeOnly.Parse(time, CultureInfo.InvariantCulture), chat.Run.Path.Single().Value.Time);
        Assert.Equal((time, time), (chat.Friend.Answers.Single().Text, chat.Friend.Attributes.Single().Text));
    }

    [Theory]
    [InlineData("18:10", "30分きざみでうかがっています。18:00か18:30ではいかがですか？")]
    [InlineData("朝9時", "10:00から20:00までの時刻でお答えください。")]
    [InlineData("20:01", "10:00から20:00までの時刻でお答えください。")]
    [InlineData("午前0時", "10:00から20:00までの時刻でお答えください。")]
    [InlineData("25時", SurveyWords.NotATime)]
    [InlineData("24:00", SurveyWords.NotATime)]
    [InlineData("18:60", SurveyWords.NotATime)]
    [InlineData("午前18時", SurveyWords.NotATime)]
    [InlineData("夕食後", SurveyWords.NotATime)]
    public void Another_time_is_asked_again_with_what_would_do(string typed, string reason) => Assert.Equal(reason, SurveyChat.Agreed(Pickup).Say(typed).Said[0]);

    [Fact]
    public void It_is_picked_within_the_limits_and_the_picker_knows_no_steps()
    {
        var chat = SurveyChat.Agreed(Pickup);
        var picker = Assert.IsType<DatetimePickerAction>(chat.Buttons.Last(button => button.Label == "時刻を選ぶ"));
        Assert.Equal(("time", "10:00", "20:00", "10:00"), (picker.Mode, picker.Min, picker.Max, picker.Initial));

        Assert.StartsWith("30分きざみ", chat.Tap(picker, "10:01").Said[0], StringComparison.Ordinal);
        Assert.True(chat.Tap(picker, "10:30").Understood);
    }

    [Fact]
    public void Any_time_at_all_takes_what_was_said() =>
        Assert.Equal("03:00", SurveyChat.Agreed("- { id: q, kind: time, text: 何時に？ }").Say("3時").Friend.Answers.Single().Text);

    [Fact]
    public void Limits_that_cross_are_an_error() => Assert.Equal("range-upside-down 1", QuestionErrors.Of("kind: time, from: '20:00', until: '10:00'"));
}
