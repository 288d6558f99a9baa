using Bot.Surveys;

namespace Bot.Tests.Surveys.Questions;

public class DateQuestionTests
{
    [Theory]
    [InlineData("2028-02-29", 2028, 2, 29)]
    [InlineData("２０２８年２月２９日", 2028, 2, 29)]
    [InlineData("2027/1/5", 2027, 1, 5)]
    [InlineData("20270105", 2027, 1, 5)]
    [InlineData("明日", 2026, 11, 22)]
    public void A_date_is_read_as_people_write_it(string typed, int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), Day().Say(typed).Friend.Answers.Single().Date);

    [Theory]
    [InlineData("2027-02-29", SurveyWords.NoSuchDay)]
    [InlineData("2027-13-01", SurveyWords.NoSuchDay)]
    [InlineData("0000-01-01", SurveyWords.NoSuchDay)]
    [InlineData("来年の春", SurveyWords.NotADate)]
    [InlineData("2026-11-20", "2026年11月21日以降の日付でお答えください。")]
    [InlineData("2101-01-01", "2026年11月21日以降の日付でお答えください。")]
    public void A_date_that_is_none_or_not_allowed_is_asked_again(string typed, string reason) =>
        Assert.Equal(reason, Day().Say(typed).Said[0]);

    [Fact]
    public void A_date_is_picked_and_the_picker_starts_today()
    {
        var chat = Day();
        var picker = Assert.IsType<Bot.Line.DatetimePickerAction>(chat.Buttons.Last(button => button.Label == "日付を選ぶ"));
        Assert.Equal(("2026-11-21", "2100-12-31", "2026-11-21"), (picker.Min, picker.Max, picker.Initial));

        chat.Tap(picker, "2028-02-29");

        Assert.Equal(new DateOnly(2028, 2, 29), chat.Friend.Answers.Single().Date);
    }

    [Fact]
    public void Today_is_the_day_in_the_shop_when_it_is_asked()
    {
        // 15:00 UTC is midnight in Tokyo.
        var before = new SurveyChat(Day().Survey, new(2026, 12, 31, 14, 59, 59, TimeSpan.Zero)).Begin().Say("はい", "今日");
        var after = new SurveyChat(Day().Survey, new(2026, 12, 31, 15, 0, 0, TimeSpan.Zero)).Begin().Say("はい", "今日");

        Assert.Equal(new DateOnly(2026, 12, 31), before.Friend.Answers.Single().Date);
        Assert.Equal(new DateOnly(2027, 1, 1), after.Friend.Answers.Single().Date);
    }

    private static SurveyChat Day() => SurveyChat.Agreed("""
        - id: day
          kind: date
          text: いつですか？
          from: today
        """);
}
