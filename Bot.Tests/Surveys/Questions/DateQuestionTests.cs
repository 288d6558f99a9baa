using System.Globalization;
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

    // Asked at noon of Saturday 21 November 2026.
    [Theory]
    [InlineData("令和8年12月1日", "2026-12-01")]
    [InlineData("R8.12.1", "2026-12-01")]
    [InlineData("ｒ８／１２／１", "2026-12-01")]
    [InlineData("㋿8年12月1日", "2026-12-01")]
    [InlineData("令和十年四月二十日", "2028-04-20")]
    [InlineData("平成40年4月1日", "2028-04-01")]
    [InlineData("r080412", null)]
    [InlineData("二〇二七年一月五日", "2027-01-05")]
    [InlineData("2027年1月5日(火)", "2027-01-05")]
    [InlineData("2027/1/5 火曜日", "2027-01-05")]
    [InlineData("12/24", "2026-12-24")]
    [InlineData("１２月２４日（木）", "2026-12-24")]
    [InlineData("11/21", "2026-11-21")]
    [InlineData("11/20", "2027-11-20")]
    [InlineData("1224", "2026-12-24")]
    [InlineData("2/29", "2028-02-29")]
    [InlineData("30日", "2026-11-30")]
    [InlineData("31日", "2026-12-31")]
    [InlineData("今日", "2026-11-21")]
    [InlineData("アシタ", "2026-11-22")]
    [InlineData("あさってです", "2026-11-23")]
    [InlineData("しあさって", "2026-11-24")]
    [InlineData("3日後", "2026-11-24")]
    [InlineData("三日後でお願いします", "2026-11-24")]
    [InlineData("2週間後", "2026-12-05")]
    [InlineData("１か月後", "2026-12-21")]
    [InlineData("3ヶ月後", "2027-02-21")]
    [InlineData("半年後", "2027-05-21")]
    [InlineData("1年後", "2027-11-21")]
    [InlineData("土曜日", "2026-11-21")]
    [InlineData("日曜", "2026-11-22")]
    [InlineData("次の土曜", "2026-11-28")]
    [InlineData("今週の土曜", "2026-11-21")]
    [InlineData("来週の土曜", "2026-11-28")]
    [InlineData("来週の土", "2026-11-28")]
    [InlineData("再来週の月曜日", "2026-11-30")]
    [InlineData("月末", "2026-11-30")]
    [InlineData("来月末", "2026-12-31")]
    [InlineData("来月の5日", "2026-12-05")]
    [InlineData("来年の4月1日", "2027-04-01")]
    [InlineData("クリスマスイブ", "2026-12-24")]
    [InlineData("元日", "2027-01-01")]
    public void A_day_is_understood_by_either_calendar_and_counted_from_today(string typed, string? day) =>
        Assert.Equal(day is null ? null : DateOnly.Parse(day, CultureInfo.InvariantCulture), Day().Say(typed).Friend.Answers.SingleOrDefault()?.Date);

    [Theory]
    [InlineData("平成元年1月8日", "1989-01-08")]
    [InlineData("昭和64年1月7日", "1989-01-07")]
    [InlineData("昭和64年1月8日", "1989-01-08")]
    [InlineData("平成31年4月30日", "2019-04-30")]
    [InlineData("令和元年5月1日", "2019-05-01")]
    [InlineData("S60.3.10", "1985-03-10")]
    [InlineData("s600310", "1985-03-10")]
    [InlineData("昭和六十年三月十日", "1985-03-10")]
    [InlineData("大正15年12月24日", "1926-12-24")]
    [InlineData("明治45年7月29日", "1912-07-29")]
    public void A_day_of_an_era_is_the_same_day(string typed, string day) =>
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), SurveyChat.Agreed("- { id: q, kind: date, text: いつ？, until: today }").Say(typed).Friend.Answers.Single().Date);

    [Theory]
    [InlineData("平成元年1月7日", "平成は1989年1月8日からです。もう一度お確かめください。")]
    [InlineData("令和元年4月30日", "令和は2019年5月1日からです。もう一度お確かめください。")]
    [InlineData("平成元年2月29日", SurveyWords.NoSuchDay)]
    [InlineData("昭和0年1月1日", SurveyWords.NoSuchDay)]
    [InlineData("令和999年1月1日", "2008年11月21日までの日付でお答えください。")]
    [InlineData("慶応3年1月1日", SurveyWords.NotADate)]
    [InlineData("平成元年", SurveyWords.NotADate)]
    [InlineData("3/10", SurveyWords.WhichYear)]
    [InlineData("土曜", SurveyWords.WhichYear)]
    [InlineData("2008-11-22", "2008年11月21日までの日付でお答えください。")]
    [InlineData("9999年後", SurveyWords.NoSuchDay)]
    public void A_birthday_that_cannot_be_is_asked_again_with_the_reason(string typed, string reason) =>
        Assert.Equal(reason, Birthday().Say(typed).Said[0]);

    [Fact]
    public void On_a_leap_day_eighteen_years_ago_is_the_last_of_February()
    {
        var leapDay = new DateTimeOffset(2028, 2, 29, 12, 0, 0, TimeSpan.FromHours(9));
        var chat = new SurveyChat(Birthday().Survey, leapDay).Begin().Say("はい");
        Assert.Equal("2010-02-28", Assert.IsType<Bot.Line.DatetimePickerAction>(chat.Buttons.Last(button => button.Label == "日付を選ぶ")).Max);

        Assert.Equal("2010年2月28日までの日付でお答えください。", chat.Say("2010/3/1").Said[0]);
        Assert.True(chat.Say("2010/2/28").Understood);
    }

    [Theory]
    [InlineData("from: today, until: today - 1 day", "range-upside-down 1")]
    [InlineData("from: today + 2 weeks, until: today + 3 days", "range-upside-down 1")]
    [InlineData("from: 1899-12-31", "day-out-of-picker 1")]
    [InlineData("from: tomorrow", "wrong-value 1")]
    [InlineData("from: today + 3 moons", "wrong-value 1")]
    [InlineData("from: today - 999 years, until: today+3 days", "")]
    [InlineData("from: today, until: 1999-01-01", "")]
    public void Limits_are_checked(string limits, string errors) => Assert.Equal(errors, QuestionErrors.Of("kind: date, " + limits));

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

    private static SurveyChat Birthday() => SurveyChat.Agreed("- { id: born, kind: date, text: お誕生日は？, until: today - 18 years }");

    private static SurveyChat Day() => SurveyChat.Agreed("""
        - id: day
          kind: date
          text: いつですか？
          from: today
        """);
}
