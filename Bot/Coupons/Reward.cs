using System.Text.Json.Serialization;

namespace Bot.Coupons;

/// <summary>What the friend gets.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PercentOff), "percent")]
[JsonDerivedType(typeof(AmountOff), "amount")]
[JsonDerivedType(typeof(FreeItem), "freeItem")]
[JsonDerivedType(typeof(FixedPrice), "fixedPrice")]
[JsonDerivedType(typeof(Gift), "gift")]
[JsonDerivedType(typeof(Novelty), "novelty")]
[JsonDerivedType(typeof(Sample), "sample")]
[JsonDerivedType(typeof(Lottery), "lottery")]
[JsonDerivedType(typeof(Nothing), "nothing")]
public abstract record Reward
{
    private Reward()
    {
    }

    /// <summary>The reward as the card says it.</summary>
    [JsonIgnore]
    public string Words => this switch
    {
        PercentOff { Percent: var percent } => $"{percent}%OFF",
        AmountOff { Yen: var yen } => FormattableString.Invariant($"{yen:N0}円引き"),
        FreeItem { Item: var item } => $"{item} 無料",
        FixedPrice { Item: var item, Yen: var yen } => FormattableString.Invariant($"{item} {yen:N0}円"),
        Gift { Item: var item } => $"{item} プレゼント",
        Novelty { Item: var item } => $"ノベルティ {item} 進呈",
        Sample { Item: var item } => $"サンプル {item} 進呈",
        Lottery { Prizes: var prizes } => $"抽選で {string.Join("、", prizes.Select(prize => $"{prize.Name} {prize.Reward.Words}"))}",
        Nothing { Said: var words } => words,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What it costs the shop in yen, where the reward itself says so.</summary>
    [JsonIgnore]
    public int? OwnValue => this is AmountOff { Yen: var yen } ? yen : null;

    /// <summary>1 to 100 percent.</summary>
    public sealed record PercentOff(int Percent) : Reward;

    /// <summary>1 to 1,000,000 yen.</summary>
    public sealed record AmountOff(int Yen) : Reward;

    /// <summary>One thing for nothing, named in at most 40 characters.</summary>
    public sealed record FreeItem(string Item) : Reward;

    /// <summary>One thing at this price (0 to 1,000,000 yen), named in at most 40 characters.</summary>
    public sealed record FixedPrice(string Item, int Yen) : Reward;

    /// <summary>A present that is handed over, named in at most 40 characters.</summary>
    public sealed record Gift(string Item) : Reward;

    /// <summary>Something with the shop's name on it that is handed over, named in at most 40 characters.</summary>
    public sealed record Novelty(string Item) : Reward;

    /// <summary>A little of something to try, named in at most 40 characters.</summary>
    public sealed record Sample(string Item) : Reward;

    /// <summary>
    /// One of several prizes, or nothing: drawn when the coupon is given, so that no issue ever has this reward. Each prize has so
    /// many <see cref="Prize.Odds"/> of <paramref name="OutOf"/>; what is left of them wins nothing.
    /// </summary>
    /// <param name="Prizes">The prizes, each with a name of its own.</param>
    /// <param name="OutOf">Of how many; 100 makes the odds percent.</param>
    /// <param name="NothingSaid">What the card says to who wins nothing.</param>
    public sealed record Lottery(IReadOnlyList<Prize> Prizes, double OutOf, string NothingSaid) : Reward;

    /// <summary>Nothing: the lottery was lost.</summary>
    public sealed record Nothing(string Said) : Reward;
}

/// <summary>A prize of a lottery: its name (1等), its odds, and what it gives.</summary>
public sealed record Prize(string Name, double Odds, Reward Reward)
{
    /// <summary>How often it can be won in all; null: as often as it is drawn.</summary>
    public int? Most { get; init; }

    /// <summary>What it costs the shop in yen; null: unknown, unless the reward says so itself.</summary>
    public int? Value { get; init; }
}
