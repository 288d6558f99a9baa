using Bot.Line;

namespace Bot.Coupons;

/// <summary>
/// The coupon of LINE's own that stands for one version of a coupon of ours. It is claimed before LINE is asked, so that two instances
/// do not ask for it twice.
/// </summary>
public sealed record LineCouponCopy(string Id, string CouponId, string Version, DateTimeOffset ClaimedAt)
{
    /// <summary>LINE's id of it; null: LINE has not made it yet.</summary>
    public string? LineCouponId { get; init; }

    /// <summary>Why LINE did not take it; other terms are another try.</summary>
    public string? Problem { get; init; }

    /// <summary>The id of the copy of a coupon's terms.</summary>
    public static string IdOf(Coupon coupon) => $"{coupon.Id}@{coupon.Version}";

    /// <summary>What LINE is asked for. The version stands in as its code, by which a copy is known again.</summary>
    internal static LineCoupon Of(Coupon coupon, DateTimeOffset now, TimeZoneInfo zone)
    {
        var hours = coupon.Usable is { } usable ? UsableWords.Say(usable) : null;
        return new LineCoupon
        {
            Title = coupon.Title,
            Reward = RewardOf(coupon),
            StartsAt = coupon.ValidFrom > now ? coupon.ValidFrom.Value : now,
            EndsAt = coupon.ValidUntil ?? throw new ArgumentException("A coupon of LINE's own has an end.", nameof(coupon)),
            Timezone = TimezoneOf(zone),
            Description = coupon.Terms is { } terms ? $"{coupon.Reward.Words}\n{terms}" : coupon.Reward.Words,
            UsageCondition = hours is { Length: > LongestUsage } ? hours[..LongestUsage] : hours,
            CouponCode = coupon.Version,
            ImageUrl = coupon.PictureUrl,
        };
    }

    private const int LongestUsage = 100;

    private static LineCouponReward RewardOf(Coupon coupon) => coupon.Reward switch
    {
        Reward.PercentOff { Percent: < 100 and var percent } => new DiscountReward(new PercentagePrice(percent)),
        Reward.AmountOff { Yen: var yen } => new DiscountReward(new FixedPrice(yen)),
        Reward.PercentOff or Reward.FreeItem => new FreeReward(),
        Reward.FixedPrice { Yen: var yen } when coupon.Value is > 0 and var value => new DiscountReward(new ExplicitPrice(yen + value, yen)),
        Reward.Gift or Reward.Novelty or Reward.Sample => new GiftReward(),
        _ => new OtherReward(),
    };

    // LINE knows clocks by names of its own, which are the IANA names in capitals.
    private static string TimezoneOf(TimeZoneInfo zone)
    {
        var name = zone.Id.ToUpperInvariant().Replace('/', '_');
        return Line.Limits.CouponLimits.Timezones.Contains(name) ? name : "ASIA_TOKYO";
    }
}
