using Bot.Surveys;

namespace Bot.Tests.Surveys;

public class QuestionTests
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

    [Theory]
    [InlineData("20", 20)]
    [InlineData("２０歳", 20)]
    [InlineData("20才です", 20)]
    [InlineData("1,00", 100)]
    public void A_number_is_read_in_any_width_with_its_unit(string typed, double number) =>
        Assert.Equal(number, Age().Say(typed).Friend.Answers.Single().Number);

    [Theory]
    [InlineData("二十", "数字でお答えください。0〜120の整数でお答えください。")]
    [InlineData("1e9", "数字でお答えください。0〜120の整数でお答えください。")]
    [InlineData("-1", "0〜120の整数でお答えください。")]
    [InlineData("20.5", "0〜120の整数でお答えください。")]
    [InlineData("121", "0〜120の整数でお答えください。")]
    public void A_number_out_of_bounds_is_asked_again(string typed, string reason) =>
        Assert.Equal(reason, Age().Say(typed).Said[0]);

    [Theory]
    [InlineData("5", 5)]
    [InlineData("５点", 5)]
    public void A_grade_is_kept_as_a_number(string typed, double grade)
    {
        var chat = SurveyChat.Agreed("""
            - id: taste
              kind: scale
              text: お味は？
              max: 5
              min-label: いまひとつ
              attribute: 満足度
            """);
        Assert.Equal(["お味は？\n（1: いまひとつ 〜 5: 高い）"], chat.Said);
        Assert.Equal("1から5の数字でお答えください。", chat.Say("6").Said[0]);

        chat.Say(typed);

        Assert.Equal(grade, chat.Friend.Answers.Single().Number);
        Assert.Equal(grade, chat.Friend.Attributes.Single().Number);
    }

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
    [InlineData("12/24", SurveyWords.NotADate)]
    [InlineData("来年の春", SurveyWords.NotADate)]
    [InlineData("2026-11-20", "2026年11月21日から2100年12月31日までの日付でお答えください。")]
    [InlineData("2101-01-01", "2026年11月21日から2100年12月31日までの日付でお答えください。")]
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

    private static SurveyChat Age() => SurveyChat.Agreed("""
        - id: age
          kind: number
          text: おいくつですか？
          min: 0
          max: 120
          unit: 歳
        """);

    private static SurveyChat Day() => SurveyChat.Agreed("""
        - id: day
          kind: date
          text: いつですか？
          from: today
        """);
}
