using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Bench;

/// <summary>A LINE that accepts everything at once, and counts whom it sent to.</summary>
internal sealed class InstantLine : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _multicastFriends;
    private long _calls;

    private InstantLine(WebApplication app) => _app = app;

    public string Address { get; private set; } = "";

    public long MulticastFriends => Interlocked.Read(ref _multicastFriends);

    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Told of each reply: its token and its messages.</summary>
    public Action<string, JsonElement> Replied { get; set; } = (_, _) => { };

    public static async Task<InstantLine> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var line = new InstantLine(app);
        app.Run(line.Answer);
        await app.StartAsync();
        line.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task Answer(HttpContext http)
    {
        Interlocked.Increment(ref _calls);
        http.Response.Headers["x-line-request-id"] = "00000000-0000-4000-8000-000000000000";
        http.Response.ContentType = "application/json";
        var path = http.Request.Path.Value!;
        if (path.StartsWith("/v2/bot/message/quota", StringComparison.Ordinal))
        {
            await http.Response.WriteAsync(path.EndsWith("consumption", StringComparison.Ordinal) ? """{"totalUsage":0}""" : """{"type":"none"}""");
            return;
        }

        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        if (path == "/v2/bot/message/multicast")
        {
            Interlocked.Add(ref _multicastFriends, body.RootElement.GetProperty("to").GetArrayLength());
            await http.Response.WriteAsync("{}");
            return;
        }

        if (path == "/v2/bot/message/reply")
        {
            Replied(body.RootElement.GetProperty("replyToken").GetString()!, body.RootElement.GetProperty("messages"));
        }

        await http.Response.WriteAsync("""{"sentMessages":[{"id":"1"}]}""");
    }
}
