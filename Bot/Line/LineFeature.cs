using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bot.Line;

/// <summary>Registers the client for LINE's API.</summary>
public static class LineFeature
{
    /// <summary>Binds <see cref="LineOptions"/> to the section <c>Line</c> and adds the <see cref="LineClient"/>.</summary>
    public static IServiceCollection AddLine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LineOptions>()
            .Bind(configuration.GetSection(LineOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();

        // The default loggers would write every URL, friends' ids in it; LineHttp logs what matters.
        services.AddHttpClient(LineHttp.Name, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(Handler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(PublicAddress.Of(configuration["Bot:PublicUrl"]));
        return services
            .AddSingleton<LineHttp>()
            .AddSingleton<ChannelAccessTokens>()
            .AddSingleton<LineClient>();
    }

    // One handler for the process. Its connections are renewed so that DNS changes are followed, and left idle only
    // briefly: one that LINE closed meanwhile makes a reply's outcome unknown.
    private static SocketsHttpHandler Handler() => new()
    {
        MaxConnectionsPerServer = 512,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    };
}
