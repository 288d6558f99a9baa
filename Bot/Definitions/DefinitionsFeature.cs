namespace Bot.Definitions;

/// <summary>Registers the reading of definition files.</summary>
public static class DefinitionsFeature
{
    /// <summary>Reads the options, and watches the folders while the bot runs.</summary>
    public static IServiceCollection AddDefinitions(this IServiceCollection services)
    {
        services.AddOptions<DefinitionsOptions>().BindConfiguration("Definitions")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddHostedService<DefinitionsWatcher>();
    }

    /// <summary>Adds <see cref="LiveDefinitions{T}"/> of a kind, kept current while the bot runs.</summary>
    public static IServiceCollection AddDefinitionKind<T>(this IServiceCollection services, DefinitionKind<T> kind) where T : class => services
        .AddSingleton(kind)
        .AddSingleton<LiveDefinitions<T>>()
        .AddSingleton<ILiveDefinitions>(provider => provider.GetRequiredService<LiveDefinitions<T>>());
}
