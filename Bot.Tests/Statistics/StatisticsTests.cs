using Bot.Statistics;

namespace Bot.Tests.Statistics;

/// <summary>Against values that tables, textbooks and R print.</summary>
public class StatisticsTests
{
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(6.6348966010212145, 1, 0.01)]
    [InlineData(16.918977604620448, 9, 0.05)]
    [InlineData(124.34211340400408, 100, 0.05)]
    [InlineData(0, 3, 1)]
    [InlineData(1, 2, 0.6065306597126334)]
    public void Chi_square_has_the_tails_of_the_tables(double value, double degrees, double tail) =>
        Assert.Equal(tail, Distributions.ChiSquareTail(value, degrees), 10);

    [Theory]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(-2.5758293035489004, 0.01)]
    [InlineData(5, 5.733031437583869e-07)]
    [InlineData(0, 1)]
    public void The_normal_has_the_tails_of_the_tables(double value, double tails) => Assert.Equal(tails, Distributions.NormalTails(value), 12);

    [Theory]
    [InlineData(0.05, 1, 12.706204736174694)]
    [InlineData(0.05, 10, 2.2281388519649385)]
    [InlineData(0.01, 30, 2.7499956535672259)]
    [InlineData(0.05, 1_000_000, 1.9599664)]
    public void Students_t_has_the_quantiles_of_the_tables(double tails, double degrees, double quantile) =>
        Assert.Equal(quantile, Distributions.StudentQuantile(tails, degrees), 6);

    [Fact]
    public void The_tail_of_chi_square_falls_and_adds_up_as_it_must()
    {
        var dice = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var (x, degrees) = (dice.NextDouble() * 200, dice.Next(1, 120));
            var tail = Distributions.ChiSquareTail(x, degrees);

            Assert.InRange(tail, 0, 1);
            Assert.True(Distributions.ChiSquareTail(x + 0.5, degrees) <= tail + 1e-14);

            // Q(a + 1, x) = Q(a, x) + x^a e^-x / Γ(a + 1): the series meets the continued fraction.
            var (a, half) = (degrees / 2.0, x / 2);
            Assert.Equal(Distributions.GammaQ(a, half) + Math.Exp((a * Math.Log(half)) - half - Distributions.LogGamma(a + 1)), Distributions.GammaQ(a + 1, half), 10);
        }
    }

    [Fact]
    public void Hair_and_eyes_depend_as_every_textbook_says()
    {
        // Snee (1974), HairEyeColor in R: X-squared = 138.29, df = 9, p < 2.2e-16, Cramér's V = 0.279.
        var test = Independence.Of([[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]])!;

        Assert.Equal(138.2898, test.ChiSquare, 4);
        Assert.Equal(9, test.Degrees);
        Assert.InRange(test.P, 2.0e-25, 2.7e-25);
        Assert.Equal(0.2790446, test.CramersV, 6);
        Assert.False(test.TooFew);
    }

    [Fact]
    public void The_lady_tasting_tea_is_judged_exactly()
    {
        // Fisher (1935): fisher.test gives 0.4857 for three right of four.
        var test = Independence.Of([[3, 1], [1, 3]])!;

        Assert.Equal(0.4857142857, test.Fisher!.Value, 9);
        Assert.Equal(test.Fisher, test.P);
        Assert.Equal(4, test.FewExpected);
        Assert.False(test.TooFew);
        Assert.Equal(0.0028571429 * 10, Independence.FisherExact(4, 0, 0, 4), 9);
    }

    [Fact]
    public void A_larger_table_of_few_is_too_few_to_say()
    {
        Assert.True(Independence.Of([[3, 1, 2], [1, 3, 2]])!.TooFew);
        Assert.Null(Independence.Of([[3, 1], [0, 0]]));
        Assert.Null(Independence.Of([]));
    }

    [Fact]
    public void Residuals_are_those_of_the_textbook()
    {
        // Agresti, Categorical Data Analysis, table 3.2: the adjusted residual of the first cell of hair and eyes.
        var n = 592L;

        Assert.Equal(6.137, Independence.Residual(68, 108, 220, n)!.Value, 2);
        Assert.Null(Independence.Residual(2, 10, 20, 100));
        Assert.Null(Independence.Residual(20, 100, 20, 100));
        Assert.Null(Independence.Residual(0, 0, 0, 0));
    }

    [Fact]
    public void Holm_lets_the_smallest_through_first_and_stops_at_the_first_that_is_not()
    {
        Assert.Equal([true, false, false, true, false], Independence.Holm([0.01, 0.04, 0.03, 0.005, null]));
        Assert.Equal([false, false], Independence.Holm([0.04, 0.03]));
        Assert.Empty(Independence.Holm([]));
    }

    [Theory]
    [InlineData(56, 70, 48, 80, 0.2, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.6, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 20, 1.0, 0.6791, 1.0)]
    [InlineData(0, 10, 0, 20, 0.0, -0.1611, 0.2775)]
    public void Shares_differ_as_Newcombe_found(int part, int of, int otherPart, int ofOther, double value, double low, double high)
    {
        // Newcombe (1998), Statistics in Medicine 17, table II, method 10.
        var difference = Differences.OfShares(part, of, otherPart, ofOther)!;

        Assert.Equal(value, difference.Value, 4);
        Assert.Equal(low, difference.Low, 4);
        Assert.Equal(high, difference.High, 4);
        Assert.Null(Differences.OfShares(0, 0, 1, 2));
    }

    [Fact]
    public void Means_differ_as_Welch_found()
    {
        // The sleep data of Student (1908): t.test(extra ~ group) gives -3.3654832 to 0.2054832.
        var one = Numbers.SampleOf([.. new[] { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0 }.Select(value => (value, 1))])!;
        var other = Numbers.SampleOf([.. new[] { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 }.Select(value => (value, 1))])!;

        var difference = Differences.OfMeans(one, other)!;

        Assert.Equal(-1.58, difference.Value, 10);
        Assert.Equal(-3.3654832, difference.Low, 6);
        Assert.Equal(0.2054832, difference.High, 6);
        Assert.False(difference.IsSignificant);
        Assert.Null(Differences.OfMeans(one, new Sample(1, 3, 0)));
    }

    [Fact]
    public void Numbers_have_a_middle()
    {
        Assert.Equal(2.5, Numbers.MedianOf([(3, 1), (1, 1), (2, 1), (5, 1)]));
        Assert.Equal(3, Numbers.MedianOf([(1, 2), (3, 1), (4, 2)]));
        Assert.Null(Numbers.MedianOf([]));
        Assert.Null(Numbers.SampleOf([]));
        Assert.Equal(9.1, Numbers.Quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)!.Value, 10);
        Assert.Equal(1, Numbers.Quantile([1], 0.9));
        Assert.Null(Numbers.Quantile([], 0.5));
    }
}
