using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Bot.Tests.Simulator;

/// <summary>A bot's server that only listens, and answers as told.</summary>
internal sealed class ListeningBot : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedWebhook> _received = Channel.CreateUnbounded<ReceivedWebhook>();

    private ListeningBot(WebApplication app) => _app = app;

    public string WebhookUrl => _app.Urls.First() + "/webhook";

    /// <summary>The statuses of the next answers, then 200.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public static async Task<ListeningBot> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var bot = new ListeningBot(app);
        app.Run(bot.Receive);
        await app.StartAsync();
        return bot;
    }

    public async Task<ReceivedWebhook> Next()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _received.Reader.ReadAsync(patience.Token);
    }

    public async Task<JsonElement> NextEvent() => Assert.Single((await Next()).Events);

    public bool HasMore => _received.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        http.Response.StatusCode = Answers.TryDequeue(out var status) ? status : 200;
        _received.Writer.TryWrite(new ReceivedWebhook(body.ToArray(), http.Request.Headers["x-line-signature"].ToString()));
    }
}

internal sealed record ReceivedWebhook(byte[] Body, string Signature)
{
    public IReadOnlyList<JsonElement> Events => [.. JsonDocument.Parse(Body).RootElement.GetProperty("events").EnumerateArray()];
}
