using System.Globalization;
using Bot.Calendar;
using Bot.Coupons;
using Bot.Friends;
using Bot.Tests.Friends;
using FsCheck;
using FsCheck.Fluent;

namespace Bot.Tests.Coupons;

/// <summary>Until when a coupon is good for one friend, around month ends, leap days and birthdays.</summary>
public class CouponWindowTests
{
    private static readonly Coupon Coupon = new() { Id = "c", Title = "c", Reward = new Reward.PercentOff(10) };

    [Theory]
    [InlineData("2026-08-31", 3, "2026-10-01T12:00+09:00", "2026/11/30(月)まで")]
    [InlineData("2027-11-30", 3, "2027-12-01T12:00+09:00", "2028/02/29(火)まで")]
    [InlineData("2026-11-30", 3, "2026-12-01T12:00+09:00", "2027/02/28(日)まで")]
    [InlineData("2024-02-29", 36, "2026-12-01T12:00+09:00", "2027/02/28(日)まで")]
    [InlineData("2026-01-31", 1, "2026-02-28T23:59+09:00", "2026/02/28(土)まで")]
    public void Months_count_from_the_friends_day_and_end_with_the_last_day_of_a_shorter_month(string day, int months, string now, string said)
    {
        var (window, refusal) = Of(Coupon with { ValidMonths = months, After = "最終来店日" }, With("最終来店日", day), now);

        Assert.Null(refusal);
        Assert.Equal(said, ShopDay.SayEnd(window!.Until!.Value, Chat.Tokyo));
    }

    [Fact]
    public void A_friend_whose_months_are_over_or_who_has_no_such_day_is_refused()
    {
        var coupon = Coupon with { ValidMonths = 3, After = "最終来店日" };

        Assert.Equal(NotGiven.Over, Of(coupon, With("最終来店日", "2026-08-20"), "2026-11-21T00:00+09:00").Refusal!.Why);
        Assert.Null(Of(coupon, With("最終来店日", "2026-08-20"), "2026-11-20T23:59+09:00").Refusal);
        var none = Of(coupon, Nobody, "2026-11-21T00:00+09:00").Refusal!;
        Assert.Equal(NotGiven.NoDay, none.Why);
        Assert.DoesNotContain("最終来店日", none.Words);
        Assert.Null(Of(coupon, With("最終来店日", "9999-12-31"), "2026-11-21T00:00+09:00").Window!.Until);
    }

    [Fact]
    public void Days_the_bot_saw_itself_have_names_of_their_own()
    {
        var friend = Nobody with { FollowedAt = At("2026-11-20T23:30+09:00") };

        Assert.Equal("2026/12/20(日)まで", ShopDay.SayEnd(Of(Coupon with { ValidMonths = 1, After = "followed" }, friend, "2026-11-21T10:00+09:00").Window!.Until!.Value, Chat.Tokyo));
        Assert.Equal(NotGiven.NoDay, Of(Coupon with { ValidMonths = 1, After = "last_message" }, friend, "2026-11-21T10:00+09:00").Refusal!.Why);
    }

    [Theory]
    [InlineData("1992-02-29", "2027-02-01T00:00+09:00", null, "2027/02/28(日)まで")]
    [InlineData("1992-02-29", "2028-02-29T23:59+09:00", null, "2028/02/29(火)まで")]
    [InlineData("1990-12-24", "2026-11-30T10:00+09:00", "2026-12-01T00:00+09:00", "2026/12/31(木)まで")]
    [InlineData("1990-01-05", "2026-12-31T23:59+09:00", "2027-01-01T00:00+09:00", "2027/01/31(日)まで")]
    public void A_birthdays_coupon_is_good_in_its_month_and_may_be_given_the_month_before(string born, string now, string? from, string until)
    {
        var (window, _) = Of(Coupon with { BirthdayMonth = "誕生日" }, With("誕生日", born), now);

        Assert.Equal(from is null ? null : At(from), window!.From);
        Assert.Equal(until, ShopDay.SayEnd(window.Until!.Value, Chat.Tokyo));
    }

    [Fact]
    public void Any_other_month_is_refused_and_the_friend_is_told_when_to_come()
    {
        var coupon = Coupon with { BirthdayMonth = "誕生日" };

        var refusal = Of(coupon, With("誕生日", "1990-02-03"), "2026-03-01T00:00+09:00").Refusal!;

        Assert.Equal(NotGiven.NotTheirMonth, refusal.Why);
        Assert.Contains("お誕生月", refusal.Words);
        Assert.Equal(NotGiven.NoDay, Of(coupon, Nobody, "2026-03-01T00:00+09:00").Refusal!.Why);
    }

    /// <summary>Whatever day, length and moment: what is given can be used now or later, ends with a whole day, and never later than a month longer would.</summary>
    [Fact]
    public void A_window_is_never_over_when_it_is_given_and_ends_at_midnight_of_the_shop()
    {
        var days = Gen.Choose(0, 20_000).Select(day => new DateOnly(2000, 1, 1).AddDays(day));
        var cases = from day in days
                    from months in Gen.Choose(1, 120)
                    from minutes in Gen.Choose(0, 60 * 24 * 365 * 10)
                    select (Day: day, Months: months, Now: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var friend = Nobody with { Attributes = [new FriendAttribute("d", one.Now, FactSource.Api) { Date = one.Day }] };
            var (window, refusal) = CouponWindow.Of(Coupon with { ValidMonths = one.Months, After = "d" }, friend, one.Now, Chat.Tokyo);
            var longer = CouponWindow.Of(Coupon with { ValidMonths = one.Months + 1, After = "d" }, friend, one.Now, Chat.Tokyo).Window;
            if (window is null)
            {
                return refusal!.Why == NotGiven.Over && ShopDay.Of(one.Now, Chat.Tokyo) > one.Day.AddMonths(one.Months);
            }

            var last = ShopDay.Of(window.Until!.Value.AddTicks(-1), Chat.Tokyo);
            return window.Until > one.Now
                && TimeZoneInfo.ConvertTime(window.Until.Value, Chat.Tokyo).TimeOfDay == TimeSpan.Zero
                && (last.Day == one.Day.Day || last.AddDays(1).Day == 1)
                && (last.Month - one.Day.Month + 12 - (one.Months % 12)) % 12 == 0
                && longer!.Until > window.Until;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_birthdays_window_lies_in_the_month_of_the_birthday()
    {
        var cases = from born in Gen.Choose(0, 36_000).Select(day => new DateOnly(1930, 1, 1).AddDays(day))
                    from minutes in Gen.Choose(0, 60 * 24 * 365 * 8)
                    select (Born: born, Now: new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var friend = Nobody with { Attributes = [new FriendAttribute("誕生日", one.Now, FactSource.Api) { Date = one.Born }] };
            var window = CouponWindow.Of(Coupon with { BirthdayMonth = "誕生日" }, friend, one.Now, Chat.Tokyo).Window;
            var month = ShopDay.Of(one.Now, Chat.Tokyo).Month;
            return window is null
                ? month != one.Born.Month && (month % 12) + 1 != one.Born.Month
                : window.Until > one.Now
                    && ShopDay.Of(window.From ?? one.Now, Chat.Tokyo).Month == one.Born.Month
                    && ShopDay.Of(window.Until.Value.AddTicks(-1), Chat.Tokyo).Month == one.Born.Month;
        }).QuickCheckThrowOnFailure();
    }

    private static readonly Friend Nobody = Bot.Friends.Friend.FirstSeen("U1", At("2026-01-01T00:00+09:00"));

    private static Friend With(string name, string day) =>
        Nobody with { Attributes = [new FriendAttribute(name, Nobody.FirstSeenAt, FactSource.Api) { Date = DateOnly.Parse(day, CultureInfo.InvariantCulture) }] };

    private static (CouponWindow? Window, IssueResult.NotValidNow? Refusal) Of(Coupon coupon, Friend friend, string now) => CouponWindow.Of(coupon, friend, At(now), Chat.Tokyo);

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
