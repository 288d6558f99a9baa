using Bot.Conditions;
using Bot.Friends;

namespace Bot.Tests.Conditions;

public class ConditionTruthTests
{
    private static readonly DateTimeOffset Noon = Jst(2026, 11, 21, 12);

    private static readonly Friend Hanako = new()
    {
        Id = "U1",
        Status = FriendStatus.Following,
        FirstSeenAt = Jst(2025, 1, 1, 0),
        Tags = [new("甘口", Jst(2026, 10, 22, 0), FactSource.Bot), new("婚約中", Jst(2026, 10, 21, 23), FactSource.Bot)],
        Attributes =
        [
            new("prefecture", Noon, FactSource.Bot) { Text = "東京" },
            new("age", Noon, FactSource.Bot) { Number = 29 },
            new("birthday", Noon, FactSource.Bot) { Date = new(2000, 2, 29) },
        ],
        Answers =
        [
            new("wedding", "state", Noon) { Choices = ["engaged", "planning"] },
            new("spice-level", "wish", Noon) { Text = "もっと辛いカレー🍛を" },
        ],
        Surveys = [new("spice-level", SurveyStanding.Started, Noon) { CompletedAt = Jst(2026, 1, 1, 0), TimesCompleted = 1 }, new("wedding", SurveyStanding.Declined, Noon)],
        Coupons =
        [
            new("welcome", "i1", Noon) { RedeemedAt = Noon },
            new("welcome", "i2", Noon) { ExpiresAt = Noon },
            new("birthday", "i3", Noon) { ExpiresAt = Noon.AddMilliseconds(1) },
            new("sorry", "i4", Noon) { RevokedAt = Noon },
        ],
    };

    [Theory]
    [InlineData("all", true)]
    [InlineData("tag = 甘口 and tag = 婚約中", true)]
    [InlineData("tag in (辛口, 甘口)", true)]
    [InlineData("tag = 甘", false)]
    [InlineData("tag = 甘口 since 30 days ago", true)]
    [InlineData("tag = 婚約中 since 30 days ago", false)]
    [InlineData("tag = 婚約中 added > 30 days ago", true)]
    [InlineData("attribute(prefecture) = 東京", true)]
    [InlineData("attribute(prefecture) != 大阪", true)]
    [InlineData("attribute(city) != 大阪", false)]
    [InlineData("not attribute(city) = 大阪", true)]
    [InlineData("attribute(city) is unknown", true)]
    [InlineData("attribute(age) between 20 and 29", true)]
    [InlineData("attribute(age) < 29", false)]
    [InlineData("attribute(age) = \"29\"", false)]
    [InlineData("attribute(birthday) = 2000-02-29", true)]
    [InlineData("attribute(birthday) > 20 years ago", true)]
    [InlineData("attribute(age) > 20 years ago", false)]
    [InlineData("answer(wedding.state) = planning", true)]
    [InlineData("answer(wedding.state) != planning", false)]
    [InlineData("answer(wedding.state) not in (married)", true)]
    [InlineData("answer(wedding.child) not in (married)", false)]
    [InlineData("answer(spice-level.wish) contains カレー🍛", true)]
    [InlineData("answered(spice-level) and answered(spice-level.wish) and not answered(spice-level.spice)", true)]
    [InlineData("survey(spice-level) is started and survey(spice-level) is ongoing and survey(spice-level) is completed", true)]
    [InlineData("survey(wedding) is declined and survey(wedding) is not completed", true)]
    [InlineData("survey(other) is not started", true)]
    [InlineData("coupon(welcome) is redeemed and coupon(welcome) is expired and coupon(welcome) is issued", true)]
    [InlineData("coupon(welcome) is unused", false)]
    [InlineData("coupon(birthday) is unused and coupon(birthday) is not expired", true)]
    [InlineData("coupon(sorry) is revoked and not coupon(sorry) is unused", true)]
    [InlineData("coupon(other) is not issued", true)]
    [InlineData("redeemed(welcome) on 2026-11-21", true)]
    [InlineData("expires(birthday) on today and expires(birthday) >= 0 minutes from now", true)]
    [InlineData("last_message is never and not last_message > 90 days ago and not last_message <= 90 days ago", true)]
    [InlineData("following", true)]
    [InlineData("blocked", false)]
    public void A_condition_holds_of_a_friend(string condition, bool holds) =>
        Assert.Equal(holds, Shop.Read(condition).Holds(Hanako, At(Noon)));

    [Theory]
    // More than 90 days ago is any day before that day, however late in the evening it was.
    [InlineData("> 90 days ago", "2026-08-22T23:59:59.999", true)]
    [InlineData("> 90 days ago", "2026-08-23T00:00:00", false)]
    [InlineData(">= 90 days ago", "2026-08-23T23:59:59.999", true)]
    [InlineData("<= 90 days ago", "2026-08-23T00:00:00", true)]
    [InlineData("< 90 days ago", "2026-08-23T23:59:59.999", false)]
    [InlineData("< 90 days ago", "2026-08-24T00:00:00", true)]
    [InlineData("= 90 days ago", "2026-08-23T12:34:56", true)]
    [InlineData("<= 3 months ago", "2026-08-21T00:00:00", true)]
    [InlineData("> 3 months ago", "2026-08-20T23:59:59.999", true)]
    [InlineData("on 2026-11-21", "2026-11-21T00:00:00", true)]
    [InlineData("on 2026-11-21", "2026-11-20T23:59:59.999", false)]
    [InlineData("before 2026-11-21", "2026-11-20T23:59:59.999", true)]
    [InlineData("after 2026-11-20", "2026-11-21T00:00:00", true)]
    [InlineData("> 2026-11-20", "2026-11-21T00:00:00", true)]
    [InlineData("until 2026-11-20", "2026-11-20T23:59:59.999", true)]
    [InlineData("between 2026-11-20 and 2026-11-21", "2026-11-21T11:59:59", true)]
    [InlineData("between 30 days ago and 90 days ago", "2026-08-23T00:00:00", true)]
    [InlineData("between 30 days ago and 90 days ago", "2026-10-23T00:00:00", false)]
    [InlineData("on today", "2026-11-21T00:00:00", true)]
    [InlineData("on yesterday", "2026-11-20T23:59:59.999", true)]
    [InlineData("<= 24 hours ago", "2026-11-20T12:00:00", true)]
    [InlineData("<= 24 hours ago", "2026-11-20T11:59:59.999", false)]
    [InlineData("> 24 hours ago", "2026-11-20T11:59:59.999", true)]
    public void A_day_begins_at_midnight_in_the_shop(string test, string lastMessage, bool holds)
    {
        var friend = Hanako with { LastMessageAt = new DateTimeOffset(DateTime.Parse(lastMessage, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(9)) };

        Assert.Equal(holds, Shop.Read($"last_message {test}").Holds(friend, At(Noon)));
        // Ten in the evening of UTC is the next day in Tokyo: only the shop's day counts.
        Assert.Equal(holds, Shop.Read($"last_message {test}").Holds(friend with { LastMessageAt = friend.LastMessageAt!.Value.ToUniversalTime() }, At(Noon.ToUniversalTime())));
    }

    [Theory]
    [InlineData("2028-02-29", "1 year ago", "2027-02-28")]
    [InlineData("2028-03-31", "1 month ago", "2028-02-29")]
    [InlineData("2027-03-31", "1 month ago", "2027-02-28")]
    [InlineData("2028-01-31", "1 month from now", "2028-02-29")]
    [InlineData("2028-01-05", "2 weeks ago", "2027-12-22")]
    [InlineData("2028-01-05", "9999 years ago", "1900-01-01")]
    [InlineData("2028-01-05", "9999 years from now", "2999-12-31")]
    public void Months_and_years_are_those_of_the_calendar(string today, string moment, string day)
    {
        var now = At(new DateTimeOffset(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture).ToDateTime(new TimeOnly(23, 59)), TimeSpan.FromHours(9)));
        var friend = Hanako with { Attributes = [new("day", Noon, FactSource.Bot) { Date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) }] };

        Assert.True(Shop.Read($"attribute(day) = {moment}").Holds(friend, now));
    }

    [Fact]
    public void A_day_without_midnight_starts_when_the_clock_was_put_forward()
    {
        // In Santiago 2026-09-06 begins at 1:00; 2026-04-05 begins once, though 23:00 to 24:00 before it came twice.
        var santiago = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");
        var context = new ConditionContext(new DateTimeOffset(2026, 9, 10, 0, 0, 0, TimeSpan.Zero), santiago);
        Friend Wrote(DateTimeOffset at) => Hanako with { LastMessageAt = at };

        Assert.True(Shop.Read("last_message on 2026-09-06").Holds(Wrote(new(2026, 9, 6, 4, 0, 0, TimeSpan.Zero)), context));
        Assert.True(Shop.Read("last_message on 2026-09-05").Holds(Wrote(new(2026, 9, 6, 3, 59, 59, TimeSpan.Zero)), context));
        Assert.True(Shop.Read("last_message on 2026-04-04").Holds(Wrote(new(2026, 4, 5, 3, 30, 0, TimeSpan.Zero)), context));
    }

    [Theory]
    [InlineData("tag = 甘口", FriendStatus.Following, true)]
    [InlineData("tag = 甘口", FriendStatus.Blocked, false)]
    [InlineData("not tag = 辛口", FriendStatus.Visitor, false)]
    [InlineData("all", FriendStatus.Blocked, false)]
    [InlineData("blocked and tag = 甘口", FriendStatus.Blocked, true)]
    [InlineData("not following", FriendStatus.Visitor, true)]
    public void A_segment_leaves_out_those_who_do_not_follow_unless_it_asks_for_them(string condition, FriendStatus status, bool holds) =>
        Assert.Equal(holds, Shop.Read(condition).AmongFollowing().Holds(Hanako with { Status = status }, At(Noon)));

    [Fact]
    public void The_tests_that_make_a_condition_true_are_told()
    {
        var condition = Shop.Read("(tag = 辛口 or tag = 甘口) and not (blocked or last_message > 90 days ago) and not not attribute(age) > 20");

        Assert.Equal(
            ["tag = 甘口", "not blocked", "not last_message > 90 days ago", "attribute(age) > 20"],
            condition.Because(Hanako, At(Noon)).Select(ConditionText.Print));
    }

    [Fact]
    public void Who_received_a_campaign_must_have_been_looked_up()
    {
        var condition = Shop.Read("received(c1)");

        Assert.True(condition.Holds(Hanako, At(Noon) with { Received = new Dictionary<string, FriendIds> { ["c1"] = FriendIds.Of(["U1"]) } }));
        Assert.Equal(["c1"], condition.CampaignsMentioned());
        Assert.Throws<InvalidOperationException>(() => condition.Holds(Hanako, At(Noon)));
    }

    private static ConditionContext At(DateTimeOffset now) => new(now, Sample.Tokyo);

    private static DateTimeOffset Jst(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.FromHours(9));
}
