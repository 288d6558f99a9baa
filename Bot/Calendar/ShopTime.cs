using System.Globalization;

namespace Bot.Calendar;

/// <summary>Times as people in the shop write and read them.</summary>
internal static class ShopTime
{
    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Reads a time with an offset (or Z) as it is, and one without as the shop's own.</summary>
    public static DateTimeOffset? Parse(string text, TimeZoneInfo zone)
    {
        if (DateTime.TryParseExact(text.Trim(), Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return ToMoment(local, zone);
        }

        return text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
    }

    /// <summary>The moment at which clocks in the zone show this. A time that clocks jump over is read with the offset before the jump.</summary>
    public static DateTimeOffset ToMoment(DateTime local, TimeZoneInfo zone)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var offset = zone.IsInvalidTime(unspecified) ? zone.GetUtcOffset(unspecified.AddHours(-3)) : zone.GetUtcOffset(unspecified);
        return new DateTimeOffset(unspecified, offset).ToUniversalTime();
    }

    /// <summary>For sentences: <c>11月22日 09:00</c>.</summary>
    public static string Say(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("M月d日 HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same in English: <c>22 November at 09:00</c>.</summary>
    public static string SayInEnglish(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("d MMMM 'at' HH:mm", CultureInfo.InvariantCulture);
}
