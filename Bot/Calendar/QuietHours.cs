using System.Globalization;

namespace Bot.Calendar;

/// <summary>
/// The hours in which the bot sends nothing of its own accord (campaigns, reminders), in the shop's zone: from (inclusive)
/// until (exclusive), across midnight or not. Answers to friends are always given.
/// </summary>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>No hour is quiet.</summary>
    public static QuietHours None { get; } = new(default, default);

    /// <summary>Reads <c>21:00-09:00</c>, or <c>none</c>.</summary>
    public static QuietHours? Parse(string text)
    {
        if (text.Trim().Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return None;
        }

        return text.Split('-', '–', '～') is [var from, var until] && Time(from) is { } start && Time(until) is { } end ? new(start, end) : null;
    }

    /// <summary>Whether nothing may be sent at this moment.</summary>
    public bool Include(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

        // TimeOnly.IsBetween: start inclusive, end exclusive, wraps around midnight; an empty range includes nothing.
        return time.IsBetween(From, Until);
    }

    /// <summary>The first moment from this one on at which sending is allowed.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset moment, TimeZoneInfo zone)
    {
        if (!Include(moment, zone))
        {
            return moment;
        }

        var local = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
        var opening = local.Date + Until.ToTimeSpan();
        return ShopTime.ToMoment(opening < local ? opening.AddDays(1) : opening, zone);
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => this == None ? "none" : $"{From:HH\\:mm}-{Until:HH\\:mm}";

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Trim(), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
