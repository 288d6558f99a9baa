namespace Bot.Statistics;

/// <summary>What is said of many numbers at once.</summary>
public static class Numbers
{
    /// <summary>Count, mean and sample standard deviation of values, each with how often it comes; null: there are none.</summary>
    public static Sample? SampleOf(IReadOnlyCollection<(double Value, int Times)> values)
    {
        var count = values.Sum(value => value.Times);
        if (count == 0)
        {
            return null;
        }

        var mean = values.Sum(value => value.Value * value.Times) / count;
        var squares = values.Sum(value => (value.Value - mean) * (value.Value - mean) * value.Times);
        return new(count, mean, count < 2 ? 0 : Math.Sqrt(squares / (count - 1)));
    }

    /// <summary>The median of values, each with how often it comes; null: there are none.</summary>
    public static double? MedianOf(IReadOnlyCollection<(double Value, int Times)> values)
    {
        var ordered = values.OrderBy(value => value.Value).ToList();
        var count = ordered.Sum(value => value.Times);
        return count == 0 ? null : (At((count - 1) / 2) + At(count / 2)) / 2;

        double At(int index)
        {
            foreach (var (value, times) in ordered)
            {
                if (index < times)
                {
                    return value;
                }

                index -= times;
            }

            return ordered[^1].Value;
        }
    }

    /// <summary>The value below which this share lies, interpolated between two; the values come in order. Null: there are none.</summary>
    public static double? Quantile(ReadOnlySpan<double> ordered, double share)
    {
        if (ordered.Length == 0)
        {
            return null;
        }

        var place = share * (ordered.Length - 1);
        var below = (int)place;
        return below + 1 >= ordered.Length ? ordered[^1] : ordered[below] + ((place - below) * (ordered[below + 1] - ordered[below]));
    }
}
