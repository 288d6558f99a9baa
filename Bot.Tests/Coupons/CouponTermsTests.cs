using System.Globalization;
using Bot.Calendar;
using Bot.Coupons;
using Bot.Tests.Friends;

namespace Bot.Tests.Coupons;

public class CouponTermsTests
{
    private static readonly Coupon Coupon = new() { Id = "c", Title = "c", Reward = new Reward.PercentOff(10) };

    [Theory]
    [InlineData("2026-11-21T00:00+09:00", 30, "2026/12/21(月)まで")]
    [InlineData("2026-11-21T23:59+09:00", 30, "2026/12/21(月)まで")]
    [InlineData("2028-02-28T12:00+09:00", 1, "2028/02/29(火)まで")]
    [InlineData("2027-02-28T12:00+09:00", 1, "2027/03/01(月)まで")]
    [InlineData("2026-12-31T23:00+09:00", 1, "2027/01/01(金)まで")]
    public void Days_count_whole_days_of_the_shop(string issuedAt, int days, string said)
    {
        var end = (Coupon with { ValidDays = days }).ExpiryOf(At(issuedAt), Chat.Tokyo);

        Assert.Equal(said, ShopDay.SayEnd(end!.Value, Chat.Tokyo));
    }

    [Fact]
    public void Hours_count_to_the_minute()
    {
        var end = (Coupon with { ValidHours = 24 }).ExpiryOf(At("2026-11-21T10:05+09:00"), Chat.Tokyo);

        Assert.Equal("2026/11/22(日) 10:05まで", ShopDay.SayEnd(end!.Value, Chat.Tokyo));
    }

    [Fact]
    public void The_earliest_end_counts()
    {
        var coupon = Coupon with { ValidDays = 30, ValidUntil = At("2026-12-01T00:00+09:00") };

        Assert.Equal(At("2026-12-01T00:00+09:00"), coupon.ExpiryOf(At("2026-11-21T10:00+09:00"), Chat.Tokyo));
    }

    [Fact]
    public void Days_of_a_coupon_given_early_count_from_its_first_day()
    {
        var coupon = Coupon with { ValidDays = 3, ValidFrom = At("2026-12-01T00:00+09:00") };

        Assert.Equal(At("2026-12-05T00:00+09:00"), coupon.ExpiryOf(At("2026-11-21T10:00+09:00"), Chat.Tokyo));
    }

    [Fact]
    public void Without_an_end_it_is_good_for_ever() => Assert.Null(Coupon.ExpiryOf(At("2026-11-21T10:00+09:00"), Chat.Tokyo));

    [Fact]
    public void A_day_without_midnight_begins_at_its_first_moment()
    {
        // Cairo's clocks go from 23:59:59 to 01:00 on the last Friday of April.
        var cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");

        Assert.Equal(At("2026-04-24T01:00+03:00"), ShopDay.Start(new DateOnly(2026, 4, 24), cairo));
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
