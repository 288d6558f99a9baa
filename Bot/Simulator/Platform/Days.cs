using System.Globalization;

namespace Bot.Simulator.Platform;

/// <summary>LINE counts days in UTC+9 and writes them <c>yyyyMMdd</c>.</summary>
internal static class Days
{
    public static string Of(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(9)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The month in Japan, <c>yyyyMM</c>.</summary>
    public static string MonthOf(DateTimeOffset time) => Of(time)[..6];

    /// <summary>How many days from the one to the other.</summary>
    public static int Between(string from, string to) => Parse(to).DayNumber - Parse(from).DayNumber;

    private static DateOnly Parse(string day) => DateOnly.ParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture);

    public static bool IsDay(string? text) => DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
