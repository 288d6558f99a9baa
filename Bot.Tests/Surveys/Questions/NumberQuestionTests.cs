namespace Bot.Tests.Surveys.Questions;

public class NumberQuestionTests
{
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

    private static SurveyChat Age() => SurveyChat.Agreed("""
        - id: age
          kind: number
          text: おいくつですか？
          min: 0
          max: 120
          unit: 歳
        """);
}
