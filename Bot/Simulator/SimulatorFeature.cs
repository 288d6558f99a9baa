using System.Net;
using System.Net.Sockets;
using Bot.Simulator.Platform;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bot.Simulator;

/// <summary>The simulator inside the bot's process: how a newcomer without a LINE account meets the product.</summary>
public static class SimulatorFeature
{
    /// <summary>Whether the simulator runs: as configured, else when no channel of LINE's is configured.</summary>
    public static bool UsesSimulator(this IConfiguration configuration) =>
        configuration.GetValue<bool?>($"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Enabled)}")
        ?? (string.IsNullOrEmpty(configuration["Line:ChannelAccessToken"]) && string.IsNullOrEmpty(configuration["Line:ChannelId"]));

    /// <summary>
    /// Runs the simulator beside the bot where it is wanted: its clock becomes the app's, and the section <c>Line</c> of
    /// the configuration points to it. A relative journal lies under <paramref name="folder"/>. Call it before options of
    /// LINE are read, and before hosted services that call LINE.
    /// </summary>
    public static IServiceCollection AddSimulator(this IServiceCollection services, IConfigurationManager configuration, string folder)
    {
        if (!configuration.UsesSimulator())
        {
            return services;
        }

        var options = configuration.GetSection(SimulatorOptions.Section).Get<SimulatorOptions>() ?? new SimulatorOptions();
        options.Url = WithPort(options.Url);
        options.Journal = options.Journal is "" ? null : Path.Combine(folder, options.Journal ?? Path.Combine("data", "simulator.jsonl"));
        var channel = ChannelOf(configuration);
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Line:ChannelId"] = channel.Id,
            ["Line:ChannelSecret"] = channel.Secret,
            ["Line:ChannelAccessToken"] = channel.AccessToken,
            ["Line:ApiBaseUrl"] = options.Url,
            ["Line:DataApiBaseUrl"] = options.Url,
            [$"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Url)}"] = options.Url,
            [$"{SimulatorOptions.Section}:{nameof(SimulatorOptions.Enabled)}"] = "true",
        });

        // The clock is made here: a container would look for the TimeProvider it asks for, and find itself.
        var clock = new SimulatedClock();
        services.AddSingleton(options).AddSingleton(channel).AddSingleton(clock);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        return services.AddHostedService<SimulatorInProcess>();
    }

    private static SimulatedChannel ChannelOf(IConfiguration configuration)
    {
        static string Or(string? configured, string other) => string.IsNullOrEmpty(configured) ? other : configured;
        var random = SimulatedChannel.Random();
        return new(
            Or(configuration["Line:ChannelId"], "2000000001"),
            Or(configuration["Line:ChannelSecret"], random.Secret),
            Or(configuration["Line:ChannelAccessToken"], random.AccessToken));
    }

    // The bot must know the address before the simulator listens, so a free port is looked for now.
    private static string WithPort(string url)
    {
        var address = new UriBuilder(url);
        if (address.Port != 0)
        {
            return url.TrimEnd('/');
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        address.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return address.Uri.GetLeftPart(UriPartial.Authority);
    }
}
