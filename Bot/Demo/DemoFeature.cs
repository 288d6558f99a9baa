using Bot.Storage;

namespace Bot.Demo;

/// <summary>Made-up friends to try things out with.</summary>
public static class DemoFeature
{
    /// <summary>Adds what the store keeps of them.</summary>
    public static IServiceCollection AddPopulation(this IServiceCollection services) => services
        .AddSingleton<Collection>(DemoCollections.Seedings);
}
