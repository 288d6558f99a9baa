using Bot.Storage;
using Bot.Work;

namespace Bot.Demo;

/// <summary>Made-up friends to try things out with.</summary>
public static class DemoFeature
{
    /// <summary>Adds what the store keeps of them, and the work that makes them.</summary>
    public static IServiceCollection AddPopulation(this IServiceCollection services) => services
        .AddSingleton<Collection>(DemoCollections.Seedings)
        .AddSingleton<SeedJob>()
        .AddSingleton<IJobInOneGo>(provider => provider.GetRequiredService<SeedJob>());

    /// <summary>Maps <c>POST /demo/seed</c>; only where LINE is simulated, since nobody can send to who was made up.</summary>
    public static void MapPopulation(this IEndpointRouteBuilder api) => DemoApi.Map(api);
}
