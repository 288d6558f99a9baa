using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Bot.Line;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Line;

/// <summary>A real HTTP server that writes down what it is asked and answers as the test says.</summary>
internal sealed class RecordingLine : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RecordingLine(WebApplication app) => _app = app;

    /// <summary>The answer; default: 200 and an empty object.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => Say(context, 200, "{}");

    public ConcurrentQueue<Asked> Requests { get; } = [];

    public Uri Address => new(_app.Urls.First());

    public static async Task<RecordingLine> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var line = new RecordingLine(app);
        app.Run(line.Serve);
        await app.StartAsync();
        return line;
    }

    public static Task Say(HttpContext context, int status, string body, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Line-Request-Id"] = "request-1";
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsync(body);
    }

    /// <summary>The client that the app uses, with a pasted token unless told otherwise.</summary>
    public ServiceProvider Services(TimeProvider? clock = null, params (string Key, string? Value)[] settings)
    {
        Dictionary<string, string?> values = new()
        {
            ["Line:ApiBaseUrl"] = Address.OriginalString,
            ["Line:DataApiBaseUrl"] = Address.OriginalString,
            ["Line:ChannelSecret"] = "secret",
            ["Line:ChannelAccessToken"] = "pasted",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(clock ?? TimeProvider.System)
            .AddLine(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Serve(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        Requests.Enqueue(new Asked(
            $"{context.Request.Method} {context.Request.Path}",
            await reader.ReadToEndAsync(),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            Query = context.Request.QueryString.Value ?? "",
        });
        await Answer(context);
    }

    internal sealed record Asked(string What, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        public string Query { get; init; } = "";
    }
}
