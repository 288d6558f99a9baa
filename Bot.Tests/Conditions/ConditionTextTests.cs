using System.Diagnostics;
using Bot.Conditions;

namespace Bot.Tests.Conditions;

public class ConditionTextTests
{
    [Theory]
    [InlineData("tag = 婚約中 and tag = 結婚式検討 and not tag = 子供あり", "tag = 婚約中 and tag = 結婚式検討 and not tag = 子供あり")]
    [InlineData("TAG=VIP AND NOT(Tag = 婚約中)", "tag = VIP and not tag = 婚約中")]
    [InlineData("ｔａｇ　＝　婚約中　ＡＮＤ　（ｔａｇ　ｉｎ　（甘口，中辛、辛口））", "tag = 婚約中 and tag in (甘口, 中辛, 辛口)")]
    [InlineData("tag = 婚約中 かつ tag = 子供あり でない または tag = VIP", "tag = 婚約中 and not tag = 子供あり or tag = VIP")]
    [InlineData("tag != VIP", "not tag = VIP")]
    [InlineData("tag not in (A, B)", "not tag in (A, B)")]
    [InlineData("tag = 「子供 あり」", "tag = \"子供 あり\"")]
    [InlineData("tag = “子供 あり”", "tag = \"子供 あり\"")]
    [InlineData("tag = \"and\"", "tag = \"and\"")]
    [InlineData("tag = お得!", "tag = お得!")]
    [InlineData("tag = VIP since 30 days ago", "tag = VIP added <= 30 days ago")]
    [InlineData("tag = VIP since 2026-01-01", "tag = VIP added since 2026-01-01")]
    [InlineData("tag = VIP added > 30 days ago", "tag = VIP added > 30 days ago")]
    [InlineData("tag in (A, B) added between 2026-01-01 and 2026-03-31", "tag in (A, B) added between 2026-01-01 and 2026-03-31")]
    [InlineData("attribute(prefecture) = 東京 and attribute(age) >= ２０", "attribute(prefecture) = 東京 and attribute(age) >= 20")]
    [InlineData("attribute(age) between 20 and 29 and tag = A", "attribute(age) between 20 and 29 and tag = A")]
    [InlineData("attribute(member) == TRUE", "attribute(member) = true")]
    [InlineData("attribute(code) = 0901234567", "attribute(code) = 0901234567")]
    [InlineData("attribute(code) = \"123\"", "attribute(code) = \"123\"")]
    [InlineData("attribute(birthday) ≧ 2000/1/5", "attribute(birthday) since 2000-01-05")]
    [InlineData("attribute(birthday) > 20 years ago", "attribute(birthday) > 20 years ago")]
    [InlineData("attribute(birthday) before 20 years ago", "attribute(birthday) > 20 years ago")]
    [InlineData("attribute(birthday) <> ２０２６年１１月２１日", "attribute(birthday) != 2026-11-21")]
    [InlineData("attribute(memo) is known or attribute(memo) is not known", "attribute(memo) is known or attribute(memo) is unknown")]
    [InlineData("attribute(memo) contains カレー", "attribute(memo) contains \"カレー\"")]
    [InlineData("answer(spice-level.spice) in (甘口, 中辛) or not answered(spice-level)", "answer(spice-level.spice) in (甘口, 中辛) or not answered(spice-level)")]
    [InlineData("answer(spice-level.spice) not in (甘口)", "answer(spice-level.spice) not in (甘口)")]
    [InlineData("answer(\"お好み 調査\", \"辛さ\") = 中辛", "answer(\"お好み 調査\", \"辛さ\") = 中辛")]
    [InlineData("answered(spice-level.spice) within", null)]
    [InlineData("answered(spice-level.spice) <= 1 month ago", "answered(spice-level.spice) <= 1 month ago")]
    [InlineData("survey(spice-level) is not started", "not survey(spice-level) is started")]
    [InlineData("survey(spice-level) = completed", "survey(spice-level) is completed")]
    [InlineData("completed(spice-level) and completed(spice-level) > 30 days ago", "completed(spice-level) and completed(spice-level) > 30 days ago")]
    [InlineData("coupon(welcome) is unused and expires(welcome) <= 3 days from now", "coupon(welcome) is unused and expires(welcome) until 3 days from now")]
    [InlineData("received(new-curry) and not received(\"夏 祭り\")", "received(new-curry) and not received(\"夏 祭り\")")]
    [InlineData("last_message > 90日前", "last_message > 90 days ago")]
    [InlineData("last_message > 3 か月前", "last_message > 3 months ago")]
    [InlineData("last_message > ３ヶ月前", "last_message > 3 months ago")]
    [InlineData("last_message <= 24 hours ago", "last_message <= 24 hours ago")]
    [InlineData("last_message between 30 days ago and 90 days ago", "last_message between 90 days ago and 30 days ago")]
    [InlineData("last_message is never or last_message is unknown", "last_message is never or last_message is never")]
    [InlineData("followed on 2026-11-21 or followed = yesterday", "followed on 2026-11-21 or followed on 1 day ago")]
    [InlineData("followed on today or followed after 今日", "followed on today or followed after today")]
    [InlineData("followed is known", "followed is known")]
    [InlineData("blocked or status = visitor or status in (following, blocked)", "blocked or visitor or (following or blocked)")]
    [InlineData("all", "all")]
    [InlineData("tag = A or tag = B and tag = C", "tag = A or tag = B and tag = C")]
    [InlineData("(tag = A or tag = B) and tag = C", "(tag = A or tag = B) and tag = C")]
    [InlineData("not not tag = A", "not not tag = A")]
    public void A_condition_has_one_canonical_form(string typed, string? canonical)
    {
        var parsed = ConditionText.Parse(typed);

        Assert.True(canonical is null != parsed.IsUnderstood, string.Join("; ", parsed.Problems.Select(problem => problem.English)));
        Assert.Equal(canonical, parsed.Condition?.ToString());
    }

    [Theory]
    [InlineData("", 0, 0, ConditionProblemKind.Empty)]
    [InlineData("　 ", 0, 0, ConditionProblemKind.Empty)]
    [InlineData("tag = 婚約中 and", 13, 0, ConditionProblemKind.ExpectedTest)]
    [InlineData("tag = 婚約中 tag = VIP", 10, 3, ConditionProblemKind.ExpectedJoin)]
    [InlineData("tag = 子供 あり", 9, 2, ConditionProblemKind.ExpectedJoin)]
    [InlineData("tag 婚約中", 4, 3, ConditionProblemKind.ExpectedOperator)]
    [InlineData("tag > 婚約中", 4, 1, ConditionProblemKind.ExpectedOperator)]
    [InlineData("tag = and tag = B", 6, 3, ConditionProblemKind.ExpectedValue)]
    [InlineData("tag = ", 6, 0, ConditionProblemKind.ExpectedValue)]
    [InlineData("tag in (A, B", 7, 1, ConditionProblemKind.UnclosedParenthesis)]
    [InlineData("(tag = A", 0, 1, ConditionProblemKind.UnclosedParenthesis)]
    [InlineData("tag = A)", 7, 1, ConditionProblemKind.ExpectedJoin)]
    [InlineData("tag = \"婚約中", 6, 4, ConditionProblemKind.UnclosedQuote)]
    [InlineData("tag = \"\"", 6, 2, ConditionProblemKind.ExpectedValue)]
    [InlineData("tga = A", 0, 3, ConditionProblemKind.ExpectedTest)]
    [InlineData("attribute(age) >= 東京", 18, 2, ConditionProblemKind.NeedsNumberOrDay)]
    [InlineData("attribute(age) between 30 and 20", 23, 9, ConditionProblemKind.ImpossibleRange)]
    [InlineData("followed between 2026-03-01 and 2026-01-01", 17, 25, ConditionProblemKind.ImpossibleRange)]
    [InlineData("attribute(age) between 30 and 2026-01-01", 30, 10, ConditionProblemKind.MixedKinds)]
    [InlineData("attribute(age) in (1, 東京)", 22, 2, ConditionProblemKind.MixedKinds)]
    [InlineData("followed > 90", 11, 2, ConditionProblemKind.NeedsDay)]
    [InlineData("followed > 90 days", 18, 0, ConditionProblemKind.ExpectedWord)]
    [InlineData("followed on 2026-02-29", 12, 10, ConditionProblemKind.BadDay)]
    [InlineData("followed on 0026-02-28", 12, 10, ConditionProblemKind.BadDay)]
    [InlineData("followed > 10000 days ago", 11, 5, ConditionProblemKind.BadNumber)]
    [InlineData("attribute(age) > 1e999", 17, 5, ConditionProblemKind.BadNumber)]
    [InlineData("followed", 8, 0, ConditionProblemKind.ExpectedOperator)]
    [InlineData("followed is happy", 12, 5, ConditionProblemKind.ExpectedWord)]
    [InlineData("survey(spice-level) is compleeted", 23, 10, ConditionProblemKind.ExpectedWord)]
    [InlineData("answer(spice) = 中辛", 6, 1, ConditionProblemKind.ExpectedName)]
    [InlineData("attribute prefecture = 東京", 10, 10, ConditionProblemKind.ExpectedName)]
    [InlineData("tag = A\u0001", 7, 1, ConditionProblemKind.BadCharacter)]
    [InlineData("tag = 」", 6, 1, ConditionProblemKind.BadCharacter)]
    public void A_mistake_points_at_its_place(string typed, int start, int length, ConditionProblemKind kind)
    {
        var problem = Assert.Single(ConditionText.Parse(typed).Problems);

        Assert.Equal((kind, start, length), (problem.Kind, problem.Start, problem.Length));
    }

    [Fact]
    public void Names_that_are_unknown_are_all_told_with_the_nearest_ones()
    {
        const string Text = "tag = 甘囗 and attribute(prefectur) = 東京 and answer(spice-level.spise) = 甘口 and answer(spice-level.spice) = 激辛口 and coupon(welcom) is issued and received(new-cury) and survey(weding) is started";

        var parsed = ConditionText.Parse(Text, Shop.Vocabulary);

        Assert.Equal(
            [
                (ConditionProblemKind.UnknownTag, "甘囗", "甘口"),
                (ConditionProblemKind.UnknownAttribute, "prefectur", "prefecture"),
                (ConditionProblemKind.UnknownQuestion, "spise", "spice"),
                (ConditionProblemKind.UnknownOption, "激辛口", "辛口"),
                (ConditionProblemKind.UnknownCoupon, "welcom", "welcome"),
                (ConditionProblemKind.UnknownCampaign, "new-cury", "new-curry"),
                (ConditionProblemKind.UnknownSurvey, "weding", "wedding"),
            ],
            parsed.Problems.Select(problem => (problem.Kind, Text.Substring(problem.Start, problem.Length), problem.Suggestions[0])));
        Assert.Equal("There is no tag \"甘囗\". Did you mean 甘口?", parsed.Problems[0].English);
        Assert.Equal("タグ「甘囗」はありません。「甘口」のことですか？", parsed.Problems[0].Japanese);
    }

    [Theory]
    [InlineData("tag = ｖｉｐ", "tag = VIP")]
    [InlineData("answer(spice-level.spice) = 中辛", "answer(spice-level.spice) = medium")]
    [InlineData("answer(お好みの辛さ.spice) in (甘口, hot)", "answer(spice-level.spice) in (sweet, hot)")]
    [InlineData("answer(spice-level.wish) = 20", "answer(spice-level.wish) = \"20\"")]
    [InlineData("answer(spice-level.visits) >= 2", "answer(spice-level.visits) >= 2")]
    [InlineData("attribute(prefecture) = true", "attribute(prefecture) = \"true\"")]
    [InlineData("received(新作の甘口カレー)", "received(new-curry)")]
    [InlineData("coupon(お誕生日) is unused", "coupon(birthday) is unused")]
    public void Names_are_settled_by_what_is_known(string typed, string canonical) =>
        Assert.Equal(canonical, Shop.Read(typed, Shop.Vocabulary).ToString());

    [Theory]
    [InlineData("attribute(age) = 東京", ConditionProblemKind.WrongKind)]
    [InlineData("attribute(age) > 2026-01-01", ConditionProblemKind.WrongKind)]
    [InlineData("attribute(birthday) > 20", ConditionProblemKind.WrongKind)]
    [InlineData("attribute(birthday) = yes", ConditionProblemKind.WrongKind)]
    [InlineData("attribute(prefecture) > 20", ConditionProblemKind.WrongKind)]
    [InlineData("attribute(prefecture) before 2026-01-01", ConditionProblemKind.WrongKind)]
    [InlineData("attribute(member) contains x", ConditionProblemKind.WrongKind)]
    [InlineData("answer(spice-level.spice) > 3", ConditionProblemKind.WrongKind)]
    [InlineData("answer(spice-level.next) in (1, 2)", ConditionProblemKind.WrongKind)]
    public void A_value_of_the_wrong_kind_is_refused(string typed, ConditionProblemKind kind) =>
        Assert.Equal(kind, Assert.Single(ConditionText.Parse(typed, Shop.Vocabulary).Problems).Kind);

    [Fact]
    public void A_word_that_begins_no_test_may_have_been_a_tag() =>
        Assert.Contains("tag = 婚約中", Assert.Single(ConditionText.Parse("婚約中", Shop.Vocabulary).Problems).Suggestions);

    [Fact]
    public void Inside_a_survey_its_own_questions_need_no_survey()
    {
        var inside = Shop.Vocabulary with { CurrentSurvey = "spice-level", Campaigns = [] };

        Assert.Equal("answer(spice-level.spice) = hot and answered(spice-level.wish)", Shop.Read("answer(spice) = 辛口 and answered(wish)", inside).ToString());
        Assert.Equal("answered(wedding)", Shop.Read("answered(wedding)", inside).ToString());
        Assert.Equal(ConditionProblemKind.UnknownCampaign, Assert.Single(ConditionText.Parse("received(new-curry)", inside).Problems).Kind);
    }

    [Fact]
    public void Nesting_is_taken_to_a_hundred_levels_and_refused_beyond_at_once()
    {
        static string Nested(int levels) => new string('(', levels) + "tag = A" + new string(')', levels);

        Assert.True(ConditionText.Parse(Nested(100)).IsUnderstood);
        Assert.Equal(ConditionProblemKind.TooDeep, Assert.Single(ConditionText.Parse(Nested(101)).Problems).Kind);
        Assert.Equal(ConditionProblemKind.TooDeep, Assert.Single(ConditionText.Parse(Nested(9_000)).Problems).Kind);
        Assert.Equal(ConditionProblemKind.TooDeep, Assert.Single(ConditionText.Parse(string.Concat(Enumerable.Repeat("not ", 4_000)) + "all").Problems).Kind);
        Assert.Equal(ConditionProblemKind.ExpectedJoin, Assert.Single(ConditionText.Parse("all " + string.Concat(Enumerable.Repeat("でない ", 4_000))).Problems).Kind);
        Assert.True(ConditionText.Parse(string.Join(" かつ ", Enumerable.Repeat("tag = A でない", 300))).IsUnderstood);
    }

    [Fact]
    public void A_hundred_kilobytes_are_refused_at_once_and_the_largest_taken_text_is_answered_quickly()
    {
        Assert.Equal(ConditionProblemKind.TooLong, Assert.Single(ConditionText.Parse(new string('あ', 100_000)).Problems).Kind);
        Assert.Equal(ConditionProblemKind.TooManyTests, Assert.Single(ConditionText.Parse(string.Join(" or ", Enumerable.Repeat("tag = A", 600))).Problems).Kind);

        var many = Shop.Vocabulary with { Tags = [.. Enumerable.Range(0, 1_000).Select(number => $"とても長い名前のタグ{number}")] };
        var text = string.Join(" or ", Enumerable.Range(0, 480).Select(number => $"tag = とても長い名前のダグ{number}"));
        var watch = Stopwatch.StartNew();
        Assert.Equal(10, ConditionText.Parse(text, many).Problems.Count);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
