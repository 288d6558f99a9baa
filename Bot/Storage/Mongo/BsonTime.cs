using System.Globalization;

namespace Bot.Storage.Mongo;

/// <summary>Dates of BSON (milliseconds since 1970) as the one text documents hold them in, and back.</summary>
internal static class BsonTime
{
    /// <summary>The length of every stored time.</summary>
    public const int Length = 24;

    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Each digit as 0: <c>2026-11-21T10:00:00.000Z</c>.</summary>
    public static ReadOnlySpan<byte> Shape => "0000-00-00T00:00:00.000Z"u8;

    /// <summary>The first moment of the year 1, the earliest a document can hold.</summary>
    public static long Earliest { get; } = Milliseconds(DateTime.MinValue);

    /// <summary>The last millisecond of the year 9999, the latest a document can hold.</summary>
    public static long Latest { get; } = Milliseconds(DateTime.MaxValue);

    /// <summary>Whether the text is what <see cref="StoredTime"/> would write, character by character, and of a day that there is.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length != Length || text[^1] != 'Z' || !HasShape(text))
        {
            return false;
        }

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        milliseconds = Milliseconds(new DateTime(year, month, day, hour, minute, second, Number(text[20..23]), DateTimeKind.Utc));
        return true;
    }

    /// <summary>Writes the text of a moment between <see cref="Earliest"/> and <see cref="Latest"/>.</summary>
    public static ReadOnlySpan<byte> Format(long milliseconds, Span<byte> place)
    {
        DateTime.UnixEpoch.AddTicks(milliseconds * TimeSpan.TicksPerMillisecond).TryFormat(place, out var written, Pattern, CultureInfo.InvariantCulture);
        return place[..written];
    }

    private static bool HasShape(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < Length; i++)
        {
            if (Shape[i] == '0' ? !char.IsAsciiDigit((char)text[i]) : text[i] != Shape[i])
            {
                return false;
            }
        }

        return true;
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            number = (number * 10) + (digit - '0');
        }

        return number;
    }

    private static long Milliseconds(DateTime utc) => (utc.Ticks / TimeSpan.TicksPerMillisecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond);
}
