using Bot.Calendar;
using Bot.Definitions;

namespace Bot.Coupons.Definitions;

/// <summary>The coupons of <c>coupons/*.yaml</c>, one a file.</summary>
public static class CouponDefinitions
{
    /// <summary>How the files are read. Days are those of the shop's zone.</summary>
    public static DefinitionKind<Coupon> Kind(TimeZoneInfo zone) =>
        new("coupons", (file, problems) => Read(file, problems, zone), coupon => coupon.Id);

    /// <summary>The JSON schema for editors.</summary>
    public static string Schema() => ShapeSchema.Of<CouponYaml>("Coupon");

    private static Coupon? Read(YamlFile file, Problems problems, TimeZoneInfo zone)
    {
        if (ShapeReader.Read<CouponYaml>(file, problems) is not { } yaml || RewardOf(yaml, problems) is not { } reward)
        {
            return null;
        }

        var coupon = new Coupon
        {
            Id = yaml.Id,
            Title = yaml.Title.Trim(),
            Reward = reward,
            Terms = yaml.Terms?.Trim(),
            PictureUrl = yaml.PictureUrl,
            ValidFrom = yaml.ValidFrom is { } first ? ShopDay.Start(first, zone) : null,
            ValidUntil = yaml.ValidUntil is { } last && last < DateOnly.MaxValue ? ShopDay.Start(last.AddDays(1), zone) : null,
            ValidHours = yaml.ValidHours,
            ValidDays = yaml.ValidDays,
            OncePerFriend = yaml.OncePerFriend ?? true,
            ClosedAt = yaml.Closed == true ? DateTimeOffset.MinValue : null,
        };
        foreach (var problem in CouponRules.Check(coupon))
        {
            problems.Add(PlaceOf(yaml, problem.Property), LintRule.CouponTerms, problem.Message, problem.Fix);
        }

        return coupon;
    }

    private static Reward? RewardOf(CouponYaml yaml, Problems problems)
    {
        List<Reward> rewards =
        [
            .. yaml.PercentOff is { } percent ? [new Reward.PercentOff(percent)] : Array.Empty<Reward>(),
            .. yaml.AmountOff is { } yen ? [new Reward.AmountOff(yen)] : Array.Empty<Reward>(),
            .. yaml.FreeItem is { } item ? [new Reward.FreeItem(item.Trim())] : Array.Empty<Reward>(),
        ];
        switch (rewards)
        {
            case [var only]:
                return only;
            case []:
                if (!RewardKeys.Any(yaml.Has))
                {
                    problems.Add(yaml.Place, LintRule.Reward, "The coupon does not say what the friend gets.", "Add 'percent-off: 10', 'amount-off: 100' or 'free-item: ドリンク'.");
                }

                return null;
            default:
                problems.Add(PlaceOf(yaml, nameof(Coupon.Reward)), LintRule.Reward, "A coupon gives one thing: percent-off, amount-off or free-item.", "Keep one of them, and make another coupon for the other.");
                return null;
        }
    }

    private static readonly string[] RewardKeys = [nameof(CouponYaml.PercentOff), nameof(CouponYaml.AmountOff), nameof(CouponYaml.FreeItem)];

    private static Place PlaceOf(CouponYaml yaml, string property) =>
        yaml.At(property == nameof(Coupon.Reward) ? RewardKeys.Last(yaml.Has) : property);
}
