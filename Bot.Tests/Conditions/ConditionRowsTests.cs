using Bot.Conditions;
using Bot.Conditions.Rows;
using FsCheck;
using FsCheck.Fluent;

namespace Bot.Tests.Conditions;

public class ConditionRowsTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void Rows_of_any_condition_make_the_same_condition_again() => Prop.ForAll(Seeds, seed =>
    {
        var condition = new Sample(seed).Condition();
        var rows = ConditionRows.Of(condition);

        Assert.Empty(ConditionRows.Problems(rows));
        Assert.Equal(condition, ConditionRows.Read(rows));
        Assert.Equal(condition, ConditionText.Parse(ConditionText.Print(ConditionRows.Read(rows)!)).Condition);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Hardly_any_test_of_the_language_has_to_stay_a_row_of_text()
    {
        var tests = Enumerable.Range(0, 2000).SelectMany(seed => new Sample(seed).Condition(0).Tests()).ToList();

        Assert.InRange(tests.Count(test => ConditionRows.Of(test).Parts[0].What == ConditionRow.Written), 0, tests.Count / 10);
    }

    [Theory]
    [InlineData("tag = A and (tag = B or not tag = C)", "and[tag:A, or[tag:B, !tag:C]]")]
    [InlineData("not (tag = A and tag = B)", "!and[tag:A, tag:B]")]
    [InlineData("not not tag = A", "!and[!tag:A]")]
    [InlineData("tag in (A, \"子供 あり\")", "and[tag:A, \"子供 あり\"]")]
    public void Groups_stand_as_they_were_written(string text, string rows) => Assert.Equal(rows, Say(ConditionRows.Of(ConditionText.Parse(text).Condition!)));

    [Theory]
    [InlineData("attribute", "年齢", "between", "２０", "29", "attribute(年齢) between 20 and 29")]
    [InlineData("attribute", "memo", "contains", "a \"b\"", "", "attribute(memo) contains \"a \\\"b\\\"\"")]
    [InlineData("attribute", "prefecture", "is", "New York", "", "attribute(prefecture) = \"New York\"")]
    [InlineData("attribute", "prefecture", "in", "東京, 神奈川", "", "attribute(prefecture) in (東京, 神奈川)")]
    [InlineData("attribute", "会員 番号", "is", "\"123\"", "", "attribute(\"会員 番号\") = \"123\"")]
    [InlineData("answer", "spice-level.spice", "notIn", "mild", "", "answer(spice-level.spice) not in (mild)")]
    [InlineData("tag", "子供 あり", "", "", "", "tag = \"子供 あり\"")]
    [InlineData("coupon", "welcome", "", "unused", "", "coupon(welcome) is unused")]
    public void What_people_type_into_a_row_is_what_they_mean(string what, string name, string how, string value, string to, string text) =>
        Assert.Equal(text, ConditionRows.Read(new() { What = what, Name = name, How = how, Value = value, To = to })?.ToString());

    [Theory]
    [InlineData("last_message", "before", "90", "daysAgo", "last_message > 90 days ago")]
    [InlineData("last_message", "onOrAfter", "３", "monthsAgo", "last_message <= 3 months ago")]
    [InlineData("followed", "on", "2026-11-21", "date", "followed on 2026-11-21")]
    [InlineData("followed", "on", "", "today", "followed on today")]
    [InlineData("followed", "never", "", "", "followed is never")]
    [InlineData("followed", "after", "1", "weeksFromNow", "followed after 1 week from now")]
    public void Times_are_filled_in_as_a_number_and_what_it_counts(string what, string how, string value, string unit, string text) =>
        Assert.Equal(text, ConditionRows.Read(new() { What = what, How = how, Value = value, Unit = unit })?.ToString());

    [Theory]
    [InlineData("tag", "", "", "")]
    [InlineData("tag", "A,", "", "")]
    [InlineData("attribute", "age", "greater", "たくさん")]
    [InlineData("attribute", "age", "", "20")]
    [InlineData("attribute", "", "is", "20")]
    [InlineData("answer", "spice-level", "is", "mild")]
    [InlineData("last_message", "", "before", "90")]
    [InlineData("status", "", "", "3")]
    [InlineData("text", "", "", "tag =")]
    [InlineData("", "", "", "")]
    [InlineData("nonsense", "a", "is", "b")]
    public void An_unfinished_row_is_told_and_makes_no_condition(string what, string name, string how, string value)
    {
        var rows = new ConditionRow { What = ConditionRow.Group, Parts = [new() { What = "all" }, new() { What = what, Name = name, How = how, Value = value }] };

        Assert.Equal("parts[1]", Assert.Single(ConditionRows.Problems(rows)).Key);
        Assert.Null(ConditionRows.Read(rows));
    }

    [Fact]
    public void A_name_nobody_knows_is_told_at_its_row()
    {
        var rows = ConditionRows.Of(ConditionText.Parse("tag = 甘口 and (tag = 甘ロ or all)").Condition!);

        var (place, problems) = Assert.Single(ConditionRows.Problems(rows, new ConditionVocabulary { Tags = ["甘口"] }));

        Assert.Equal(("parts[1].parts[0]", ConditionProblemKind.UnknownTag), (place, problems[0].Kind));
    }

    [Fact]
    public void A_group_without_rows_says_nothing() => Assert.Null(ConditionRows.Read(new() { What = ConditionRow.Group }));

    private static string Say(ConditionRow row) => (row.Not ? "!" : "") + (row.What == ConditionRow.Group
        ? $"{(row.Any ? "or" : "and")}[{string.Join(", ", row.Parts.Select(Say))}]"
        : $"{row.What}:{row.Name}");
}
