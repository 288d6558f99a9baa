using Bot.Api;
using Bot.Hosting.SignIn;
using Bot.People;
using Bot.Simulator;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Bot.Hosting;

/// <summary>What every feature stands on: the clock, the shop's time zone, headers every answer has, the word of welcome.</summary>
internal static class HostingFeature
{
    public static IServiceCollection AddHosting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BotOptions>().Bind(configuration.GetSection("Bot")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => TimeZoneInfo.FindSystemTimeZoneById(provider.GetRequiredService<IOptions<BotOptions>>().Value.TimeZone));
        services.AddHostedService<StartupBanner>();
        services.AddSignInKeys(configuration);
        services.AddAntiforgery();

        // What a proxy on this machine, or one that is named, says of where a visitor comes from and whether over https.
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<BotOptions>>((headers, bot) =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var network in BotOptions.Networks(bot.Value.TrustedProxies) ?? [])
            {
                headers.KnownIPNetworks.Add(network);
            }
        });

        // A failure that is shown as a page is logged all the same; since .NET 10 it would not be.
        services.Configure<ExceptionHandlerOptions>(options => options.SuppressDiagnosticsCallback = _ => false);
        return services;
    }

    /// <summary>With the simulator and no API key configured, one is made for this run and printed.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfigurationManager configuration)
    {
        if (!configuration.UsesSimulator())
        {
            return services;
        }

        var key = configuration["Api:Key"] is { Length: > 0 } configured ? configured : ApiKey.NewKey();
        configuration["Api:Key"] = key;
        return services.AddSingleton(new DemoInvitation(configuration["Simulator:Url"]!, key));
    }

    public static void UseHosting(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseActors();
        app.UseAntiforgery();
    }
}
