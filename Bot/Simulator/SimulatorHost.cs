using Bot.Simulator.LineApi;
using Bot.Simulator.Phone;
using Bot.Simulator.Platform;
using Bot.Simulator.Webhooks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.FileProviders;

namespace Bot.Simulator;

/// <summary>The simulated LINE, listening: an origin of its own with LINE's paths at the root and the phone page.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WebhookSender _webhooks;

    private SimulatorHost(WebApplication app, LinePlatform platform, WebhookSender webhooks, Uri address)
    {
        (_app, Platform, _webhooks, Address) = (app, platform, webhooks, address);
    }

    public LinePlatform Platform { get; }

    /// <summary>The origin; with port 0 asked for, the port that was free.</summary>
    public Uri Address { get; }

    public static async Task<SimulatorHost> Start(
        SimulatorOptions options, SimulatedChannel channel, SimulatedClock clock, CancellationToken cancellation = default)
    {
        var platform = new LinePlatform(channel, clock, options.MonthlyLimit);
        if (!string.IsNullOrEmpty(options.Journal))
        {
            platform.KeepIn(options.Journal);
        }

        if (options.ReadyMadePeople)
        {
            platform.AddReadyMadePeople();
        }

        if (!string.IsNullOrEmpty(options.Webhook))
        {
            platform.SetWebhook(options.Webhook);
        }

        var webhooks = new WebhookSender(platform);
        var app = Build(options.Url, platform, webhooks);
        await app.StartAsync(cancellation);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new SimulatorHost(app, platform, webhooks, new Uri(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)));
    }

    public Task WaitForShutdown(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _webhooks.DisposeAsync();
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        await Platform.Close();
    }

    // An empty builder: what is configured for the bot (addresses, environment) is not meant for LINE.
    private static WebApplication Build(string url, LinePlatform platform, WebhookSender webhooks)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Simulator" });
        builder.WebHost.UseKestrelCore().UseUrls(url.Replace("localhost:0", "127.0.0.1:0", StringComparison.Ordinal));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(json => SimulatorJson.Configure(json.SerializerOptions));

        var app = builder.Build();
        app.UseLoopbackOnly();
        MapPage(app);
        app.UseRouting();
        MapLine(app, platform, webhooks);
        new PhoneApi(platform, webhooks).Map(app);
        new SettingsApi(platform).Map(app);
        new EventStream(platform).Map(app);
        new LineDialogs(platform).Map(app);
        return app;
    }

    private static void MapLine(WebApplication app, LinePlatform platform, WebhookSender webhooks)
    {
        var endpoint = new LineEndpoint(platform);
        foreach (var route in LineRoutes.All(platform, webhooks))
        {
            app.MapMethods(route.Path, [route.Method], endpoint.For(route));
        }

        var unknown = endpoint.For(new LineRoute("*", "/v2", "unknown", _ => LineAnswer.NotFound));
        foreach (var path in LoopbackOnly.LinePaths)
        {
            app.Map($"{path}/{{**rest}}", unknown);
        }
    }

    private static void MapPage(WebApplication app)
    {
        var root = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.Use((http, next) =>
        {
            // Scripts and styles from files of this origin only; pictures and films from wherever the bot's messages point.
            http.Response.Headers.ContentSecurityPolicy =
                "default-src 'self'; img-src 'self' data: http: https:; media-src 'self' blob: http: https:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["Referrer-Policy"] = "no-referrer";
            if (http.Request.Path == "/")
            {
                http.Request.Path = "/phone/index.html";
            }

            return next(http);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = root,
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
    }
}
