namespace Bot.Segments.Indexing;

/// <summary>Values as numbers that sort as the values do.</summary>
internal static class SortKey
{
    /// <summary>A moment as a number of the same order, in milliseconds.</summary>
    public static ulong Of(DateTimeOffset moment) => (ulong)moment.ToUnixTimeMilliseconds() ^ (1UL << 63);

    /// <summary>A day as a number of the same order.</summary>
    public static ulong Of(DateOnly day) => (ulong)day.DayNumber;

    /// <summary>A number as one of the same order: IEEE's bits, turned round below zero. Few bits differ among small whole numbers.</summary>
    public static ulong Of(double number)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number == 0 ? 0 : number);
        return bits >> 63 == 0 ? bits | (1UL << 63) : ~bits;
    }
}
