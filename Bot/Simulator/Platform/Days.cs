using System.Globalization;

namespace Bot.Simulator.Platform;

/// <summary>LINE counts days in UTC+9 and writes them <c>yyyyMMdd</c>.</summary>
internal static class Days
{
    public static string Of(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(9)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static bool IsDay(string? text) => DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
