using Bot.Coupons.Definitions;
using Bot.Definitions;
using Bot.Friends;
using Bot.Instances;
using Bot.Line;
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
        .AddSingleton<Collection>(CouponCollections.Places)
        .AddSingleton<Collection>(CouponCollections.LineCopies)
        .AddSingleton<CouponPlaces>()
        .AddSingleton<CouponEligibility>()
        .AddSingleton(provider => new CouponIssuer(
            provider.GetRequiredService<CouponCatalog>(),
            provider.GetRequiredService<CouponPlaces>(),
            provider.GetRequiredService<CouponEligibility>(),
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetService<PublicAddress>(),
            provider.GetRequiredService<TimeZoneInfo>()))
        .AddSingleton<CouponRedemption>()
        .AddSingleton(provider => new CouponDesk(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<FriendStore>(),
            provider.GetRequiredService<CouponIssuer>(),
            provider.GetRequiredService<CouponRedemption>(),
            provider.GetRequiredService<TimeZoneInfo>()))
        .AddSingleton<CountedIssues>()
        .AddSingleton(provider => new CouponReporter(
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<CouponCatalog>(),
            provider.GetRequiredService<CountedIssues>(),
            provider.GetRequiredService<TimeZoneInfo>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IPersonalData, PersonalCoupons>()
        .AddSingleton<IReaction, UseCoupon>();

    /// <summary>Maps the coupons' endpoints under the API.</summary>
    public static void MapCoupons(this IEndpointRouteBuilder api) => CouponsApi.Map(api);

    /// <summary>Maps the page a friend shows at the counter, open to whoever has its unguessable address.</summary>
    public static void MapCouponPages(this IEndpointRouteBuilder routes) => CouponShowing.Map(routes);

    /// <summary>Adds what coupons do of their own accord in a running bot: reminders, and LINE's own coupons made.</summary>
    public static IServiceCollection AddCouponWork(this IServiceCollection services) => services
        .Follow<CountedIssues>(issues => issues.Feed)
        .AddHostedService<MakeLineCoupons>()
        .AddSingleton<RemindOfCoupons>()
        .AddHostedService(provider => provider.GetRequiredService<RemindOfCoupons>());
}
