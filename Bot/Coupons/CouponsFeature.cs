using Bot.Storage;

namespace Bot.Coupons;

/// <summary>Coupons: what the shop offers, whom it was given to, and that each is used once.</summary>
public static class CouponsFeature
{
    public static IServiceCollection AddCoupons(this IServiceCollection services) => services
        .AddSingleton<Collection>(CouponCollections.Coupons)
        .AddSingleton<Collection>(CouponCollections.Issues)
        .AddSingleton<CouponCatalog>()
        .AddSingleton<CouponIssuer>();
}
