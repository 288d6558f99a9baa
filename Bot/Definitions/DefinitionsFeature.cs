using Bot.Storage;

namespace Bot.Definitions;

/// <summary>Registers the reading of definition files, and their sharing through the store.</summary>
public static class DefinitionsFeature
{
    /// <summary>Reads the options; while the bot runs, follows the folders and what is published.</summary>
    public static IServiceCollection AddDefinitions(this IServiceCollection services)
    {
        services.AddOptions<DefinitionsOptions>().BindConfiguration("Definitions")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<Collection>(DefinitionCollections.Published)
            .AddSingleton<Collection>(DefinitionCollections.Versions)
            .AddSingleton<Collection>(DefinitionCollections.Folders)
            .AddSingleton<Collection>(DefinitionCollections.Drafts)
            .AddSingleton<Drafts>()
            .AddSingleton<Publications>()
            .AddHostedService<DefinitionsWatcher>();
    }

    /// <summary>Adds <see cref="LiveDefinitions{T}"/> of a kind, kept current while the bot runs.</summary>
    public static IServiceCollection AddDefinitionKind<T>(this IServiceCollection services, DefinitionKind<T> kind) where T : class => services
        .AddSingleton(kind)
        .AddSingleton<LiveDefinitions<T>>()
        .AddSingleton<ILiveDefinitions>(provider => provider.GetRequiredService<LiveDefinitions<T>>());

    /// <summary>Maps the definitions' endpoints under the API.</summary>
    public static void MapDefinitions(this IEndpointRouteBuilder api) => DefinitionsApi.Map(api);
}
