using System.Globalization;
using Bot.Line;
using Bot.Surveys;

namespace Bot.Tests.Surveys.Questions;

public class DateTimeQuestionTests
{
    // Asked at noon of Saturday 21 November 2026.
    private const string Tour = "- { id: q, kind: date-time, text: ご見学は？, from: today, until: today + 2 months, attribute: 見学日 }";

    [Theory]
    [InlineData("12/24 18:00", "2026-12-24 18:00")]
    [InlineData("１２／２４　１８：００", "2026-12-24 18:00")]
    [InlineData("12/24（木）18時半", "2026-12-24 18:30")]
    [InlineData("明日の18時半", "2026-11-22 18:30")]
    [InlineData("明日の夜7時でお願いします", "2026-11-22 19:00")]
    [InlineData("来週の土曜、朝10時", "2026-11-28 10:00")]
    [InlineData("3日後の午後3時15分", "2026-11-24 15:15")]
    [InlineData("月末の正午", "2026-11-30 12:00")]
    [InlineData("2026-12-24T18:30", "2026-12-24 18:30")]
    [InlineData("令和8年12月24日午後6時ごろ", "2026-12-24 18:00")]
    [InlineData("1月12日3時", "2027-01-12 03:00")]
    [InlineData("12/24 6:30pm", "2026-12-24 18:30")]
    public void A_day_and_a_time_are_understood_together(string typed, string moment)
    {
        var chat = SurveyChat.Agreed(Tour).Say(typed);
        var expected = DateTime.Parse(moment, CultureInfo.InvariantCulture);

        var value = chat.Run.Path.Single().Value;
        Assert.Equal((DateOnly.FromDateTime(expected), TimeOnly.FromDateTime(expected)), (value.Date, value.Time));
        Assert.Equal(DateOnly.FromDateTime(expected), chat.Friend.Answers.Single().Date);
        Assert.Equal(DateOnly.FromDateTime(expected), chat.Friend.Attributes.Single().Date);
    }

    [Theory]
    [InlineData("12/24", "2026年12月24日の何時でしょうか？")]
    [InlineData("18:30", "何日の18:30でしょうか？")]
    [InlineData("12/24 25:00", "「12/24 18:30」")]
    [InlineData("2/30 18:00", SurveyWords.NoSuchDay)]
    [InlineData("2026/11/20 18:00", "2026年11月21日から2027年1月21日までの日付でお答えください。")]
    [InlineData("いつでも", "「12/24 18:30」")]
    public void Half_of_it_is_asked_for_the_other_half(string typed, string reason) =>
        Assert.StartsWith(reason, SurveyChat.Agreed(Tour).Say(typed).Said[0], StringComparison.Ordinal);

    [Fact]
    public void It_is_picked_within_the_limits()
    {
        var chat = SurveyChat.Agreed(Tour);
        var picker = Assert.IsType<DatetimePickerAction>(chat.Buttons.Last(button => button.Label == "日時を選ぶ"));
        Assert.Equal(("datetime", "2026-11-21T00:00", "2027-01-21T23:59", "2026-11-21T12:00"), (picker.Mode, picker.Min, picker.Max, picker.Initial));

        chat.Tap(picker, "2026-12-24T18:30");

        Assert.Equal("2026年12月24日 18:30", chat.Survey.Questions[0].Say(chat.Run.Path.Single().Value));
    }
}
