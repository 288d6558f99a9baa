using Bot.Coupons.Definitions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>Coupons: what the shop offers, whom it was given to, and that each is used once.</summary>
public static class CouponsFeature
{
    /// <summary>Adds coupons: their files, issues, counts, and the reaction to the buttons of their cards.</summary>
    public static IServiceCollection AddCoupons(this IServiceCollection services) => services
        .AddSingleton<Collection>(CouponCollections.Coupons)
        .AddSingleton<Collection>(CouponCollections.Issues)
        .AddSingleton<Collection>(CouponCollections.Tallies)
        .AddSingleton(provider => CouponDefinitions.Kind(provider.GetRequiredService<TimeZoneInfo>()))
        .AddSingleton<LiveDefinitions<Coupon>>()
        .AddSingleton<ILiveDefinitions>(provider => provider.GetRequiredService<LiveDefinitions<Coupon>>())
        .AddSingleton<CouponCatalog>()
        .AddSingleton<CouponIssuer>()
        .AddSingleton<CouponDesk>()
        .AddSingleton<CouponCounter>()
        .AddSingleton<IPersonalData, PersonalCoupons>()
        .AddSingleton<IReaction, UseCoupon>();

    /// <summary>Maps the coupons' endpoints under the API.</summary>
    public static void MapCoupons(this IEndpointRouteBuilder api) => CouponsApi.Map(api);
}
