using Bot.Campaigns;
using Bot.Friends;

namespace Bot.Tests.Campaigns;

public class PreviewCostTests
{
    [Theory]
    [InlineData(30_000, 0, 0)]
    [InlineData(30_001, 0, 3)]
    [InlineData(1, 29_999, 0)]
    [InlineData(2, 29_999, 3)]
    [InlineData(10_000, 30_000, 30_000)]
    [InlineData(100, 50_000, 300)]
    [InlineData(0, 50_000, 0)]
    public void On_the_standard_plan_messages_beyond_thirty_thousand_cost_up_to_three_yen(int messages, long used, long yen) =>
        Assert.Equal(yen, LinePlan.Standard.YenFor(messages, used));

    [Theory]
    [InlineData("communication", 200, 0L)]
    [InlineData("communication", 201, null)]
    [InlineData("light", 5_000, 0L)]
    [InlineData("light", 5_001, null)]
    [InlineData("Standard", 40_000, 30_000L)]
    public void Other_plans_cannot_send_more_than_they_include(string plan, int messages, long? yen) =>
        Assert.Equal(yen, LinePlan.Named(plan)!.YenFor(messages, used: 0));

    [Fact]
    public void A_segment_saves_what_sending_to_everybody_would_cost()
    {
        var cost = PreviewCost.For(new MonthlyMessages(Known: true, Limit: 100_000, Used: 25_000, Reserved: 0), LinePlan.Standard, 2_000, 40_000);

        Assert.Equal(0, cost.Yen);
        Assert.Equal(105_000, cost.YenForEverybody);
        Assert.Equal(105_000, cost.SavedYen);
        Assert.Equal(38_000, cost.SavedMessages);
        Assert.Equal(75_000, cost.Left);
        Assert.Equal(0, cost.ShortBy);
    }

    [Fact]
    public void What_approved_campaigns_will_use_is_not_left()
    {
        var cost = PreviewCost.For(new MonthlyMessages(Known: true, Limit: 200, Used: 50, Reserved: 100), LinePlan.Communication, 60, 500);

        Assert.Equal(50, cost.Left);
        Assert.Equal(10, cost.ShortBy);
        Assert.Null(cost.Yen);
        Assert.Null(cost.SavedYen);
    }

    [Theory]
    [InlineData(200, "communication")]
    [InlineData(5_000, "light")]
    [InlineData(30_000, "standard")]
    [InlineData(100_000, "standard")]
    public void Without_a_configured_plan_the_limit_LINE_reports_tells_it(long limit, string plan) =>
        Assert.Equal(plan, PreviewCost.For(new MonthlyMessages(Known: true, limit, Used: 0, Reserved: 0), null, 1, 10).Plan);

    [Fact]
    public void When_LINE_does_not_answer_what_is_left_is_unknown()
    {
        var cost = PreviewCost.For(new MonthlyMessages(Known: false, null, null, Reserved: 0), LinePlan.Light, 10, 100);

        Assert.False(cost.QuotaKnown);
        Assert.Null(cost.Left);
        Assert.Equal(0, cost.ShortBy);
    }

    [Theory]
    [InlineData(100, 200, false)]
    [InlineData(100, 201, true)]
    [InlineData(1_000, 1_200, false)]
    [InlineData(1_000, 1_201, true)]
    [InlineData(1_000, 500, false)]
    public void An_audience_has_grown_wildly_by_over_a_fifth_and_over_a_hundred(int approved, int now, bool wild) =>
        Assert.Equal(wild, AudienceChange.IsWild(approved, now));

    [Theory]
    [InlineData("a b c", "a b c", 0, 0)]
    [InlineData("a b c", "b c d e", 2, 1)]
    [InlineData("", "a b", 2, 0)]
    [InlineData("a b", "", 0, 2)]
    public void Who_came_and_who_went_is_counted(string before, string now, int added, int removed) =>
        Assert.Equal(
            new AudienceChange(added, removed),
            AudienceChange.Between(FriendIds.Of(before.Split(' ', StringSplitOptions.RemoveEmptyEntries)), FriendIds.Of(now.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
}
