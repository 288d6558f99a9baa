using System.Globalization;

namespace Bot.Calendar;

/// <summary>Calendar days and clock times as people in the shop's zone say them.</summary>
internal static class ShopDay
{
    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

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

    /// <summary>e.g. <c>2026/11/21(土)</c>.</summary>
    public static string Say(DateOnly day) => day.ToString("yyyy/MM/dd(ddd)", Japanese);

    /// <summary>The same in English: <c>Sat 21 Nov 2026</c>.</summary>
    public static string SayInEnglish(DateOnly day) => day.ToString("ddd d MMM yyyy", English);

    /// <summary>e.g. <c>2026/11/21(土) 10:05</c>.</summary>
    public static string Say(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy/MM/dd(ddd) HH:mm", Japanese);

    /// <summary>The same in English: <c>Sat 21 Nov 2026 10:05</c>.</summary>
    public static string SayInEnglish(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("ddd d MMM yyyy HH:mm", English);

    /// <summary>An end that is not included, as people say it: midnight is the whole day before.</summary>
    public static string SayEnd(DateTimeOffset end, TimeZoneInfo zone) => $"{(WholeDayBefore(end, zone) is { } day ? Say(day) : Say(end, zone))}まで";

    /// <summary>The same in English: <c>until Fri 20 Nov 2026</c>.</summary>
    public static string SayEndInEnglish(DateTimeOffset end, TimeZoneInfo zone) =>
        $"until {(WholeDayBefore(end, zone) is { } day ? SayInEnglish(day) : SayInEnglish(end, zone))}";

    private static DateOnly? WholeDayBefore(DateTimeOffset end, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(end, zone) is { TimeOfDay.Ticks: 0 } midnight ? DateOnly.FromDateTime(midnight.DateTime).AddDays(-1) : null;
}
