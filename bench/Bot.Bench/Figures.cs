using System.Globalization;

namespace Bot.Bench;

/// <summary>The rounds of one measurement.</summary>
internal sealed class Figures
{
    private readonly List<double> _rounds = [];

    public void Add(double figure) => _rounds.Add(figure);

    public double Median => _rounds.Order().ElementAt(_rounds.Count / 2);

    /// <summary>How far the rounds lie apart, as a share of the median.</summary>
    public double Spread => (_rounds.Max() - _rounds.Min()) / Median;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Median,12:N0}  (median of {_rounds.Count}, {_rounds.Min():N0}–{_rounds.Max():N0}, spread {Spread:P0})");
}
