using System.Globalization;
using System.Text;
using Bot.Calendar;

namespace Bot.Coupons;

/// <summary>What happened with a coupon on one day of the shop's, and what was open at its end.</summary>
public sealed record CourseDay(DateOnly Day)
{
    /// <summary>How many were given; draws that were lost left out.</summary>
    public long Issued { get; init; }

    /// <summary>How many were used; a use that was undone since is none.</summary>
    public long Used { get; init; }

    /// <summary>How many ran out unused.</summary>
    public long Expired { get; init; }

    /// <summary>How many the shop took back.</summary>
    public long Revoked { get; init; }

    /// <summary>How many could still be used at the end of the day.</summary>
    public long Open { get; init; }

    /// <summary>What those may cost, in yen, as far as somebody said a value.</summary>
    public long OpenValue { get; init; }
}

/// <summary>
/// A coupon day by day, as its issues tell it now: pure numbers, no names. Friends who were erased and coupons of LINE's own, of whose use
/// LINE tells nobody, are not in it.
/// </summary>
public static class CouponCourse
{
    /// <summary>The most days that are shown; what was before is in the first day's open ones.</summary>
    public const int MostDays = 400;

    /// <summary>From the day of the first issue to today; none where none was given.</summary>
    internal static IReadOnlyList<CourseDay> Of(IEnumerable<(IssueKind Kind, long Count)> issues, DateTimeOffset now, TimeZoneInfo zone)
    {
        var changes = new SortedDictionary<DateOnly, CourseDay>();
        foreach (var (kind, count) in issues.Where(some => some.Kind.State != IssueState.Lost && !some.Kind.IsLines))
        {
            var value = count * (kind.Value ?? 0);
            On(kind.IssuedOn, day => day with { Issued = day.Issued + count, Open = day.Open + count, OpenValue = day.OpenValue + value });
            switch (kind.StateAt(now))
            {
                case IssueState.Redeemed:
                    On(kind.EndedOn!.Value, day => day with { Used = day.Used + count, Open = day.Open - count, OpenValue = day.OpenValue - value });
                    break;
                case IssueState.Expired:
                    // One that ends at midnight was good the whole day before.
                    On(ShopDay.Of(kind.ExpiresAt!.Value.AddTicks(-1), zone), day => day with { Expired = day.Expired + count, Open = day.Open - count, OpenValue = day.OpenValue - value });
                    break;
                case IssueState.Revoked:
                    On(kind.EndedOn!.Value, day => day with { Revoked = day.Revoked + count, Open = day.Open - count, OpenValue = day.OpenValue - value });
                    break;
            }
        }

        return changes.Count == 0 ? [] : Days(changes, ShopDay.Of(now, zone));

        void On(DateOnly day, Func<CourseDay, CourseDay> change) => changes[day] = change(changes.GetValueOrDefault(day) ?? new CourseDay(day));
    }

    /// <summary>The days for a spreadsheet.</summary>
    public static byte[] Csv(IReadOnlyList<CourseDay> days)
    {
        var text = new StringBuilder("day,issued,used,expired,revoked,open,open_value_yen\r\n");
        foreach (var day in days)
        {
            text.Append(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd},{day.Issued},{day.Used},{day.Expired},{day.Revoked},{day.Open},{day.OpenValue}\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    // Changes become sums; days on which nothing happened carry the open ones on. A clock that was set back leaves days after today.
    private static List<CourseDay> Days(SortedDictionary<DateOnly, CourseDay> changes, DateOnly today)
    {
        var last = changes.Keys.Last() is var newest && newest > today ? newest : today;
        var days = new List<CourseDay>();
        var (open, value) = (0L, 0L);
        for (var day = changes.Keys.First(); day <= last; day = day.AddDays(1))
        {
            var changed = changes.GetValueOrDefault(day) ?? new CourseDay(day);
            (open, value) = (open + changed.Open, value + changed.OpenValue);
            if (last.DayNumber - day.DayNumber < MostDays)
            {
                days.Add(changed with { Open = open, OpenValue = value });
            }
        }

        return days;
    }
}
