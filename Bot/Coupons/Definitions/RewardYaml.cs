using System.ComponentModel;
using Bot.Definitions;

namespace Bot.Coupons.Definitions;

/// <summary>What a coupon or a prize gives, as files write it: exactly one of these keys.</summary>
internal abstract class RewardYaml : Shape
{
    [Description("So many percent off, 1 to 100. A coupon gives exactly one thing.")]
    public int? PercentOff { get; set; }

    [Description("So many yen off, 1 to 1,000,000.")]
    public int? AmountOff { get; set; }

    [Description("One thing for nothing, named in 40 characters at most.")]
    public string? FreeItem { get; set; }

    [Description("One thing at a price of its own.")]
    public FixedPriceYaml? FixedPrice { get; set; }

    [Description("A present that is handed over, named in 40 characters at most.")]
    public string? Gift { get; set; }

    [Description("Something with the shop's name on it that is handed over, named in 40 characters at most.")]
    public string? Novelty { get; set; }

    [Description("A little of something to try, named in 40 characters at most.")]
    public string? Sample { get; set; }

    [Description("What one use costs the shop in yen, for the report. amount-off knows it already.")]
    public int? Value { get; set; }

    // That it is missing was told already.
    private const string Untold = "…";

    private static readonly string[] Keys =
        [nameof(PercentOff), nameof(AmountOff), nameof(FreeItem), nameof(FixedPrice), nameof(Gift), nameof(Novelty), nameof(Sample)];

    /// <summary>The rewards that are written.</summary>
    public IReadOnlyList<Reward> Rewards() =>
    [
        .. new Reward?[]
        {
            PercentOff is { } percent ? new Reward.PercentOff(percent) : null,
            AmountOff is { } yen ? new Reward.AmountOff(yen) : null,
            FreeItem is { } free ? new Reward.FreeItem(free.Trim()) : null,
            FixedPrice is { } priced ? new Reward.FixedPrice(priced.Has(nameof(priced.Item)) ? priced.Item.Trim() : Untold, priced.Price) : null,
            Gift is { } gift ? new Reward.Gift(gift.Trim()) : null,
            Novelty is { } novelty ? new Reward.Novelty(novelty.Trim()) : null,
            Sample is { } sample ? new Reward.Sample(sample.Trim()) : null,
        }.OfType<Reward>(),
    ];

    /// <summary>Whether anything was written, be it readable or not.</summary>
    public bool SaysReward => Keys.Any(Has);

    /// <summary>Where the last of the rewards stands.</summary>
    public Place RewardPlace => Keys.LastOrDefault(Has) is { } key ? At(key) : Place;
}

/// <summary>One thing at a price of its own, as files write it.</summary>
internal sealed class FixedPriceYaml : Shape
{
    [Description("What it is, in 40 characters at most.")]
    public required string Item { get; set; }

    [Description("Its price in yen, 0 to 1,000,000.")]
    public required int Price { get; set; }
}

/// <summary>A prize of a lottery as files write it.</summary>
internal sealed class PrizeYaml : RewardYaml
{
    [Description("Its name, such as 1等; 20 characters at most, each prize another.")]
    public required string Prize { get; set; }

    [Description("How likely it is: percent, or so many of odds-of. At most three decimals.")]
    public required double Odds { get; set; }

    [Description("How often it can be won in all. What is drawn beyond wins nothing.")]
    public int? Most { get; set; }
}
