using Bot.Storage;

namespace Bot.Preferences;

/// <summary>What the shop's owner may change while the bot runs: quiet hours, how often, who approves, what friends are told of their data.</summary>
internal static class PreferencesFeature
{
    /// <summary>Adds the preferences over what the configuration says.</summary>
    public static IServiceCollection AddPreferences(this IServiceCollection services, Func<IServiceProvider, ShopPreferences> configured) => services
        .AddSingleton<Collection>(PreferenceCollections.Chosen)
        .AddSingleton(provider => new ConfiguredPreferences(configured(provider)))
        .AddSingleton<PreferenceStore>();

    /// <summary>Maps <c>/settings</c>.</summary>
    public static void MapPreferences(this IEndpointRouteBuilder api) => PreferencesApi.Map(api);
}
