namespace Bot.Statistics;

/// <summary>Whether two ways of sorting people depend on each other.</summary>
public sealed record Independence
{
    /// <summary>Below this many expected in a cell the chi-square test is not to be trusted.</summary>
    public const double FewestExpected = 5;

    /// <summary>Chi-square over the whole table.</summary>
    public required double ChiSquare { get; init; }

    /// <summary>Its degrees of freedom.</summary>
    public required int Degrees { get; init; }

    /// <summary>How probable such a table is if nothing depends; of two by two, Fisher's exact one where few are expected.</summary>
    public required double P { get; init; }

    /// <summary>Of two by two, by Fisher's exact test; null: a larger table.</summary>
    public double? Fisher { get; init; }

    /// <summary>How strongly they depend, from 0 to 1 (Cramér's V).</summary>
    public required double CramersV { get; init; }

    /// <summary>How many cells expect fewer than five.</summary>
    public required int FewExpected { get; init; }

    /// <summary>Whether too few are expected somewhere to say anything.</summary>
    public bool TooFew => FewExpected > 0 && Fisher is null;

    /// <summary>The test of a table whose people are each in one cell; rows and columns of nobody do not count. Null: there is nothing to compare.</summary>
    public static Independence? Of(IReadOnlyList<IReadOnlyList<long>> counts)
    {
        var rows = counts.Where(row => row.Any(count => count > 0)).ToList();
        var columns = Enumerable.Range(0, counts.Count == 0 ? 0 : counts[0].Count).Where(column => rows.Any(row => row[column] > 0)).ToList();
        if (rows.Count < 2 || columns.Count < 2)
        {
            return null;
        }

        var n = rows.Sum(row => row.Sum());
        var columnTotals = columns.Select(column => rows.Sum(row => row[column])).ToList();
        var (chi, few) = (0.0, 0);
        foreach (var row in rows)
        {
            var total = row.Sum();
            foreach (var (column, columnTotal) in columns.Zip(columnTotals))
            {
                var expected = (double)total * columnTotal / n;
                chi += (row[column] - expected) * (row[column] - expected) / expected;
                few += expected < FewestExpected ? 1 : 0;
            }
        }

        var degrees = (rows.Count - 1) * (columns.Count - 1);
        double? fisher = degrees == 1 ? FisherExact(rows[0][columns[0]], rows[0][columns[1]], rows[1][columns[0]], rows[1][columns[1]]) : null;
        return new Independence
        {
            ChiSquare = chi,
            Degrees = degrees,
            P = few > 0 && fisher is { } exact ? exact : Distributions.ChiSquareTail(chi, degrees),
            Fisher = fisher,
            CramersV = Math.Sqrt(chi / (n * Math.Min(rows.Count - 1, columns.Count - 1))),
            FewExpected = few,
        };
    }

    /// <summary>How probable a table of two by two with these sums is that is no likelier than this one (Fisher, both sides).</summary>
    public static double FisherExact(long a, long b, long c, long d)
    {
        var (row, otherRow, column) = (a + b, c + d, a + c);
        var all = Choose(row + otherRow, column);
        var here = Probability(a);
        var sum = 0.0;
        for (var x = Math.Max(0, column - otherRow); x <= Math.Min(row, column); x++)
        {
            // Tables that are as likely differ in the last digits.
            if (Probability(x) is var p && p <= here * (1 + 1e-7))
            {
                sum += p;
            }
        }

        return Math.Min(1, sum);

        double Probability(long x) => Math.Exp(Choose(row, x) + Choose(otherRow, column - x) - all);
    }

    /// <summary>
    /// How far a cell is from what independence expects, in standard errors (the adjusted residual); null where it cannot be
    /// said: fewer than five are expected in it, or everybody is in its row or column.
    /// </summary>
    public static double? Residual(long count, long row, long column, long n)
    {
        var expected = n == 0 ? 0 : (double)row * column / n;
        return expected < FewestExpected || row == n || column == n
            ? null
            : (count - expected) / Math.Sqrt(expected * (1 - ((double)row / n)) * (1 - ((double)column / n)));
    }

    /// <summary>
    /// Which of these probabilities are small enough for 5 % together (Holm): one false alarm in twenty tables, however many
    /// cells a table has. Null ones were not tested.
    /// </summary>
    public static IReadOnlyList<bool> Holm(IReadOnlyList<double?> probabilities, double level = 0.05)
    {
        var significant = new bool[probabilities.Count];
        var tested = Enumerable.Range(0, probabilities.Count).Where(i => probabilities[i] is not null).OrderBy(i => probabilities[i]).ToList();
        for (var i = 0; i < tested.Count && probabilities[tested[i]] <= level / (tested.Count - i); i++)
        {
            significant[tested[i]] = true;
        }

        return significant;
    }

    private static double Choose(long n, long k) => Distributions.LogGamma(n + 1) - Distributions.LogGamma(k + 1) - Distributions.LogGamma(n - k + 1);
}
