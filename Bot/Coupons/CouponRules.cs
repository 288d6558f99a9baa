namespace Bot.Coupons;

/// <summary>What a coupon must keep to, wherever it was written.</summary>
internal static class CouponRules
{
    public const int LongestTitle = 60;
    public const int LongestTerms = 500;
    public const int LongestItem = 40;
    public const int MostHours = 24 * 365;
    public const int MostDays = 3650;

    /// <summary>Everything wrong with the coupon: the property, what is wrong, and how to mend it.</summary>
    public static IEnumerable<CouponProblem> Check(Coupon coupon)
    {
        if (coupon.Title.Length is 0 or > LongestTitle)
        {
            yield return new(nameof(Coupon.Title), $"The title has {coupon.Title.Length} characters; 1 to {LongestTitle} fit on the card.", "Shorten it; details go into the terms.");
        }

        if (coupon.Terms is { Length: > LongestTerms or 0 })
        {
            yield return new(nameof(Coupon.Terms), $"The terms have {coupon.Terms.Length} characters; 1 to {LongestTerms} fit on the card.", "Shorten them, or leave them out.");
        }

        if (coupon.PictureUrl is { } picture && !(picture.Length <= 2000 && Uri.TryCreate(picture, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            yield return new(nameof(Coupon.PictureUrl), "LINE shows only pictures with an https address of at most 2,000 characters.", "Write an address such as https://shop.example/curry.jpg.");
        }

        if (coupon.ValidHours is not null && coupon.ValidDays is not null)
        {
            yield return new(nameof(Coupon.ValidHours), "Hours and days after the issue cannot both be given.", "Keep one of them.");
        }

        if (coupon.ValidHours is < 1 or > MostHours)
        {
            yield return new(nameof(Coupon.ValidHours), $"A coupon can be good for 1 to {MostHours:N0} hours.", "Write a number of hours in that range, or use days.");
        }

        if (coupon.ValidDays is < 1 or > MostDays)
        {
            yield return new(nameof(Coupon.ValidDays), $"A coupon can be good for 1 to {MostDays:N0} days.", "Write a number of days in that range, or leave it out.");
        }

        if (coupon.ValidUntil <= coupon.ValidFrom)
        {
            yield return new(nameof(Coupon.ValidUntil), "The coupon ends before it begins.", "Let the end come after the beginning.");
        }

        if (Reward(coupon.Reward) is { } problem)
        {
            yield return new(nameof(Coupon.Reward), problem, "Write what the friend gets.");
        }
    }

    private static string? Reward(Reward reward) => reward switch
    {
        Coupons.Reward.PercentOff { Percent: < 1 or > 100 } => "The percentage must be from 1 to 100.",
        Coupons.Reward.AmountOff { Yen: < 1 or > 1_000_000 } => "The amount must be from 1 to 1,000,000 yen.",
        Coupons.Reward.FreeItem { Item: var item } when string.IsNullOrWhiteSpace(item) || item.Length > LongestItem =>
            $"The free item needs a name of 1 to {LongestItem} characters.",
        _ => null,
    };
}

internal sealed record CouponProblem(string Property, string Message, string Fix);
