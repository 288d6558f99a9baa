using Bot.Calendar;
using Bot.Friends;

namespace Bot.Coupons;

/// <summary>
/// When an issue can be used: from (null: at once) until (not including; null: for ever). Worked out once, when it is given, from the
/// coupon and the friend's days; the issue keeps it.
/// </summary>
internal sealed record CouponWindow(DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>The window for this friend, or why there is none: one of the two.</summary>
    public static (CouponWindow? Window, IssueResult.NotValidNow? Refusal) Of(Coupon coupon, Friend friend, DateTimeOffset now, TimeZoneInfo zone)
    {
        var since = coupon.After is { } after ? FriendDays.Of(friend, after, zone) : null;
        if (coupon.After is not null && since is null)
        {
            return (null, CouponRefusals.NoDay(coupon.After));
        }

        if (coupon.BirthdayMonth is not { } birthday)
        {
            return Whole(coupon, now, zone, since);
        }

        return FriendDays.Of(friend, birthday, zone) is { } born
            ? InMonth(coupon, born.Month, now, zone, since)
            : (null, CouponRefusals.NoDay(birthday));
    }

    /// <summary>The window as it would be for a friend who has every day that is asked for: for showing the coupon around.</summary>
    public static CouponWindow ToShow(Coupon coupon, DateTimeOffset now, TimeZoneInfo zone)
    {
        var from = Later(coupon.ValidFrom, now);
        var monthEnd = coupon.BirthdayMonth is null ? null : (DateTimeOffset?)MonthOf(now, zone, 0).Until;
        return new(from, Earlier(coupon.ExpiryOf(now, zone), monthEnd));
    }

    private static (CouponWindow?, IssueResult.NotValidNow?) Whole(Coupon coupon, DateTimeOffset now, TimeZoneInfo zone, DateOnly? since)
    {
        var until = coupon.ExpiryOf(now, zone, since);
        return until <= now ? (null, CouponRefusals.Over(until.Value, zone)) : (new(Later(coupon.ValidFrom, now), until), null);
    }

    // It may be given in the month before, so that the birthday's month begins with it at hand.
    private static (CouponWindow?, IssueResult.NotValidNow?) InMonth(Coupon coupon, int month, DateTimeOffset now, TimeZoneInfo zone, DateOnly? since)
    {
        var ahead = (month - ShopDay.Of(now, zone).Month + 12) % 12;
        if (ahead > 1)
        {
            return (null, CouponRefusals.NotTheirMonth);
        }

        var (start, end) = MonthOf(now, zone, ahead);
        var from = coupon.ValidFrom > start ? coupon.ValidFrom.Value : start;
        var until = Earlier(coupon.ExpiryOf(from > now ? from : now, zone, since), end)!.Value;
        return until <= now || until <= from
            ? (null, CouponRefusals.Over(until, zone))
            : (new(Later(from, now), until), null);
    }

    private static (DateTimeOffset From, DateTimeOffset Until) MonthOf(DateTimeOffset now, TimeZoneInfo zone, int ahead)
    {
        var today = ShopDay.Of(now, zone);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(ahead);
        return (ShopDay.Start(first, zone), ShopDay.Start(first.AddMonths(1), zone));
    }

    private static DateTimeOffset? Later(DateTimeOffset? from, DateTimeOffset now) => from > now ? from : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}
