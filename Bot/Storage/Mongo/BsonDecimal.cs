using System.Globalization;

namespace Bot.Storage.Mongo;

/// <summary>A decimal of up to 34 digits (IEEE 754 decimal128, binary encoding), as BSON keeps it: its trailing zeros are part of it.</summary>
internal readonly record struct BsonDecimal(ulong High, ulong Low)
{
    private const int Bias = 6176;
    private const int LowestExponent = -6176;
    private const int HighestExponent = 6111;
    private const int ExponentShift = 49;
    private const ulong Sign = 1UL << 63;

    private static readonly UInt128 Most = UInt128.Parse("9999999999999999999999999999999999", CultureInfo.InvariantCulture);

    /// <summary>Whether it is a number at all, and not infinite.</summary>
    public bool IsFinite => ((High >> 59) & 0b1111) != 0b1111;

    /// <summary>Reads a number as JSON writes it; false when it cannot be kept to its last digit.</summary>
    public static bool TryParse(ReadOnlySpan<byte> number, out BsonDecimal value)
    {
        value = default;
        var negative = number[0] == '-';
        var at = negative ? 1 : 0;
        var (coefficient, exponent, fraction, full) = (UInt128.Zero, 0L, false, false);
        for (; at < number.Length && number[at] is not ((byte)'e' or (byte)'E'); at++)
        {
            if (number[at] == '.')
            {
                fraction = true;
                continue;
            }

            var digit = (uint)(number[at] - '0');
            full |= coefficient > (Most - digit) / 10;
            if (full && digit != 0)
            {
                return false;
            }

            coefficient = full ? coefficient : (coefficient * 10) + digit;
            exponent += (full ? 1 : 0) - (fraction ? 1 : 0);
        }

        exponent += at < number.Length ? Exponent(number[(at + 1)..]) : 0;
        if (!TryFit(ref coefficient, ref exponent))
        {
            return false;
        }

        value = new((negative ? Sign : 0) | ((ulong)(exponent + Bias) << ExponentShift) | (ulong)(coefficient >> 64), (ulong)coefficient);
        return true;
    }

    /// <summary>The number in its canonical form, e.g. <c>1.50</c> or <c>1E+6</c>.</summary>
    public override string ToString() => Text(leastPlain: -6);

    /// <summary>The number as a JSON text. Small fractions are written out, as C# writes a decimal.</summary>
    public string ToJson() => Text(leastPlain: -28);

    private string Text(int leastPlain)
    {
        var sign = (High & Sign) != 0 ? "-" : "";
        if (!IsFinite)
        {
            return ((High >> 58) & 1) == 1 ? "NaN" : $"{sign}Infinity";
        }

        // The other form of the exponent is for coefficients beyond 34 digits, which count as zero.
        var large = ((High >> 61) & 0b11) == 0b11;
        var exponent = (int)((large ? High >> (ExponentShift - 2) : High >> ExponentShift) & 0x3FFF) - Bias;
        var coefficient = large ? UInt128.Zero : new UInt128(High & ((1UL << ExponentShift) - 1), Low);
        var digits = (coefficient > Most ? UInt128.Zero : coefficient).ToString(CultureInfo.InvariantCulture);
        var leading = exponent + digits.Length - 1;
        if (exponent > 0 || leading < leastPlain)
        {
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}E{leading.ToString("+0;-0;+0", CultureInfo.InvariantCulture)}";
        }

        var whole = digits.PadLeft(1 - exponent, '0');
        return exponent == 0 ? sign + whole : $"{sign}{whole[..(whole.Length + exponent)]}.{whole[(whole.Length + exponent)..]}";
    }

    // Capped: beyond this no number but zero fits, whichever way.
    private static long Exponent(ReadOnlySpan<byte> text)
    {
        var value = 0L;
        foreach (var digit in text[0] is (byte)'-' or (byte)'+' ? text[1..] : text)
        {
            value = Math.Min(1_000_000_000_000, (value * 10) + (digit - '0'));
        }

        return text[0] == '-' ? -value : value;
    }

    private static bool TryFit(ref UInt128 coefficient, ref long exponent)
    {
        if (coefficient == 0)
        {
            exponent = Math.Clamp(exponent, LowestExponent, HighestExponent);
            return true;
        }

        while (exponent > HighestExponent && coefficient <= Most / 10)
        {
            (coefficient, exponent) = (coefficient * 10, exponent - 1);
        }

        while (exponent < LowestExponent && coefficient % 10 == 0)
        {
            (coefficient, exponent) = (coefficient / 10, exponent + 1);
        }

        return exponent is >= LowestExponent and <= HighestExponent;
    }
}
