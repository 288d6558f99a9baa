namespace Bot.Statistics;

/// <summary>A difference with the interval that holds the true one in 95 cases of 100.</summary>
public sealed record Difference(double Value, double Low, double High)
{
    /// <summary>Whether the interval leaves zero out, so that there is a difference at all.</summary>
    public bool IsSignificant => Low > 0 || High < 0;
}

/// <summary>How many, their mean and their sample standard deviation.</summary>
public sealed record Sample(int Count, double Mean, double StandardDeviation);

/// <summary>How two groups differ.</summary>
public static class Differences
{
    /// <summary>The interval of a share by Wilson's score; good for few and for shares near none or all.</summary>
    public static (double Low, double High) Wilson(int part, int of)
    {
        const double Z = Distributions.Normal975;
        var share = (double)part / of;
        var middle = share + (Z * Z / (2 * of));
        var half = Z * Math.Sqrt((share * (1 - share) / of) + (Z * Z / (4.0 * of * of)));
        var whole = 1 + (Z * Z / of);
        return (Math.Max(0, (middle - half) / whole), Math.Min(1, (middle + half) / whole));
    }

    /// <summary>The first share less the second, by Newcombe's hybrid score; null where a group is empty.</summary>
    public static Difference? OfShares(int part, int of, int otherPart, int ofOther)
    {
        if (of == 0 || ofOther == 0)
        {
            return null;
        }

        var (share, other) = ((double)part / of, (double)otherPart / ofOther);
        var ((low, high), (otherLow, otherHigh)) = (Wilson(part, of), Wilson(otherPart, ofOther));
        return new(
            share - other,
            share - other - Math.Sqrt(Square(share - low) + Square(otherHigh - other)),
            share - other + Math.Sqrt(Square(high - share) + Square(other - otherLow)));
    }

    /// <summary>The first mean less the second, by Welch's t; null where a group has less than two or nobody differs.</summary>
    public static Difference? OfMeans(Sample one, Sample other)
    {
        if (one.Count < 2 || other.Count < 2)
        {
            return null;
        }

        var (v, w) = (Square(one.StandardDeviation) / one.Count, Square(other.StandardDeviation) / other.Count);
        if (v + w <= 0)
        {
            return null;
        }

        var degrees = Square(v + w) / ((v * v / (one.Count - 1)) + (w * w / (other.Count - 1)));
        var half = Distributions.StudentQuantile(0.05, degrees) * Math.Sqrt(v + w);
        var difference = one.Mean - other.Mean;
        return new(difference, difference - half, difference + half);
    }

    private static double Square(double number) => number * number;
}
