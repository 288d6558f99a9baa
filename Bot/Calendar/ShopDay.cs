using System.Globalization;

namespace Bot.Calendar;

/// <summary>Calendar days and clock times as people in the shop's zone say them.</summary>
internal static class ShopDay
{
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");

    public static DateOnly Of(DateTimeOffset moment, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);

    /// <summary>The first moment of a day. Where clocks go forward at midnight it is the first moment that exists.</summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(30);
        }

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>e.g. <c>2026/11/21(土) 10:05</c>.</summary>
    public static string Say(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy/MM/dd(ddd) HH:mm", Japanese);

    /// <summary>An end that is not included, as people say it: midnight is the whole day before.</summary>
    public static string SayEnd(DateTimeOffset end, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(end, zone);
        return local.TimeOfDay == TimeSpan.Zero
            ? local.AddDays(-1).ToString("yyyy/MM/dd(ddd)まで", Japanese)
            : local.ToString("yyyy/MM/dd(ddd) HH:mmまで", Japanese);
    }
}
