namespace Bot.Statistics;

/// <summary>Tails and quantiles of the distributions that tests and intervals need, to about twelve digits.</summary>
public static class Distributions
{
    /// <summary>The standard normal quantile of 97.5 %: half the width of a 95 % interval, in standard errors.</summary>
    public const double Normal975 = 1.959963984540054;

    private const double Precision = 1e-15;
    private const int MostTerms = 100_000;

    // Lanczos, g = 7.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>How probable a value of chi-square at least this great is, with these degrees of freedom.</summary>
    public static double ChiSquareTail(double value, double degrees) => value <= 0 ? 1 : GammaQ(degrees / 2, value / 2);

    /// <summary>How probable a standard normal value at least this far from zero is, on either side.</summary>
    public static double NormalTails(double value) => ChiSquareTail(value * value, 1);

    /// <summary>How probable a value of Student's t at least this far from zero is, on either side.</summary>
    public static double StudentTails(double value, double degrees) => BetaI(degrees / (degrees + (value * value)), degrees / 2, 0.5);

    /// <summary>The value of Student's t beyond which, on either side, lies this share.</summary>
    public static double StudentQuantile(double tails, double degrees)
    {
        var (low, high) = (0.0, 1.0);
        while (StudentTails(high, degrees) > tails && high < 1e12)
        {
            high *= 2;
        }

        for (var i = 0; i < 200 && high - low > 1e-12 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = StudentTails(middle, degrees) > tails ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>The logarithm of the gamma function of a positive number; of n!, that of n + 1.</summary>
    public static double LogGamma(double x)
    {
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        }

        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x - 1 + i);
        }

        var t = x + Lanczos.Length - 2.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>The regularised upper incomplete gamma function: by its series where that is short, else by its continued fraction.</summary>
    public static double GammaQ(double a, double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        var scale = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        return x < a + 1 ? 1 - (scale * Series()) : scale * Fraction();

        double Series()
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; n < MostTerms && term > sum * Precision; n++)
            {
                term *= x / (a + n);
                sum += term;
            }

            return sum;
        }

        double Fraction() => Lentz(x + 1 - a, n => (-n * (n - a), x + (2 * n) + 1 - a));
    }

    // The regularised incomplete beta function.
    private static double BetaI(double x, double a, double b)
    {
        if (x is <= 0 or >= 1)
        {
            return Math.Clamp(x, 0, 1);
        }

        var scale = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? scale * Fraction(x, a, b) / a : 1 - (scale * Fraction(1 - x, b, a) / b);

        static double Fraction(double x, double a, double b) => Lentz(1, n =>
        {
            var m = n / 2;
            return (n % 2 == 0
                ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1)), 1);
        });
    }

    // 1/(first + n1/(d1 + n2/(d2 + …))), by Lentz's method.
    private static double Lentz(double first, Func<int, (double Numerator, double Denominator)> part)
    {
        const double Tiny = 1e-300;
        var (c, d) = (1 / Tiny, 1 / first);
        var value = d;
        for (var n = 1; n < MostTerms; n++)
        {
            var (numerator, denominator) = part(n);
            d = denominator + (numerator * d);
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = denominator + (numerator / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            value *= d * c;
            if (Math.Abs((d * c) - 1) < Precision)
            {
                break;
            }
        }

        return value;
    }
}
