using System.Diagnostics;
using System.Net;
using System.Text;
using Bot.Friends;
using Bot.Instances;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Bot.Storage.Sqlite;
using Bot.Webhook;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Bench;

/// <summary>
/// What durability costs: the webhook endpoint with the store behind it (signature, parsing, unique ids, one durable commit
/// before the 200) against the same endpoint with a store that forgets. Turns are not taken here.
/// </summary>
internal static class Ingestion
{
    private const int Rounds = 5;
    private const int Requests = 6_000;
    private const int Callers = 64;

    public static async Task Measure()
    {
        Console.WriteLine($"Webhook ingestion, two events a request, {Callers} connections, requests/s:");
        var (durable, forgetful) = (new Figures(), new Figures());
        await Round("warm", durable: true);
        await Round("warm", durable: false);
        for (var round = 0; round < Rounds; round++)
        {
            durable.Add(await Round($"d{round}", durable: true));
            forgetful.Add(await Round($"f{round}", durable: false));
        }

        Console.WriteLine($"  without the store  {forgetful}");
        Console.WriteLine($"  durable            {durable}");
        Console.WriteLine($"  ratio              {durable.Median / forgetful.Median,12:F2}  (aim ≥ 0.40)");
    }

    private static async Task<double> Round(string name, bool durable)
    {
        var folder = Directory.CreateTempSubdirectory("botapp-bench-").FullName;
        IDocumentStore store = durable
            ? SqliteStore.Open($"Data Source={Path.Combine(folder, "ingest.db")}", [InboxCollections.Inbox, FriendCollections.Friends])
            : new ForgetfulStore();
        try
        {
            await using var app = Endpoint(store);
            await app.StartAsync();
            var port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
            var requests = Enumerable.Range(0, Requests).Select(number => Request(name, number)).ToArray();
            return Requests / await Post(port, requests);
        }
        finally
        {
            (store as IDisposable)?.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WebApplication Endpoint(IDocumentStore store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Configuration["Line:ChannelSecret"] = BotUnderTest.Secret;
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(TimeZoneInfo.Utc)
            .AddSingleton(store)
            .AddLine(builder.Configuration)
            .AddInstances()
            .AddOutbox(builder.Configuration)
            .AddWebhook(builder.Configuration);

        // Only taking in is measured: nobody takes turns, sends or cleans.
        foreach (var hosted in builder.Services.Where(service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)).ToList())
        {
            if (hosted.ImplementationFactory is not null || hosted.ImplementationType?.Namespace?.StartsWith("Bot.", StringComparison.Ordinal) == true)
            {
                builder.Services.Remove(hosted);
            }
        }

        var app = builder.Build();
        app.MapWebhook();
        return app;
    }

    private static byte[] Request(string round, int number)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"destination":"U00000000000000000000000000000000","events":[{{Event(round, number, 1)}},{{Event(round, number, 2)}}]}""");
        return HttpLoad.Request("/webhook", body, (LineSignature.Header, LineSignature.Sign(BotUnderTest.Secret, body)));
    }

    private static string Event(string round, int number, int which) => $$$"""
        {"type":"postback","mode":"active","timestamp":1770000000000,"webhookEventId":"01{{{round}}}{{{number:D10}}}{{{which:D10}}}","deliveryContext":{"isRedelivery":false},"source":{"type":"user","userId":"U{{{(number * 2) + which:x32}}}"},"replyToken":"{{{number:x30}}}{{{which:x2}}}","postback":{"data":"s=spice-level&v=8f14e45fceea167a&q=spice&n=5f3c&a=mild"}}
        """;

    private static async Task<double> Post(int port, byte[][] requests)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            await using var connection = await HttpLoad.Connect(port, default);
            for (var at = Interlocked.Increment(ref next); at < requests.Length; at = Interlocked.Increment(ref next))
            {
                if (await connection.Send(requests[at], default) is var status and not 200)
                {
                    throw new InvalidOperationException($"The webhook answered {status}.");
                }
            }
        }));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>A store that says yes to every commit and keeps nothing.</summary>
    private sealed class ForgetfulStore : IDocumentStore
    {
        private static readonly Task<CommitResult> Yes = Task.FromResult<CommitResult>(new CommitResult.Committed());

        public bool IsShared => false;

        public Task<Stored<T>?> Get<T>(Collection<T> collection, string id, CancellationToken ct) where T : class => Task.FromResult<Stored<T>?>(null);

        public Task<IReadOnlyList<Stored<T>>> GetMany<T>(Collection<T> collection, IReadOnlyCollection<string> ids, CancellationToken ct) where T : class => Task.FromResult<IReadOnlyList<Stored<T>>>([]);

        public Task<CommitResult> Commit(Commit commit, CancellationToken ct) => Yes;

        public Task<Page<T>> Find<T>(Query<T> query, CancellationToken ct) where T : class => Task.FromResult(new Page<T>([], null));

        public Task<long> Count<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class => Task.FromResult(0L);

        public Task<IReadOnlyList<string>> Ids<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class => Task.FromResult<IReadOnlyList<string>>([]);

        public Task<ChangePage<T>> Changes<T>(Collection<T> collection, string? after, int limit, CancellationToken ct) where T : class => Task.FromResult(new ChangePage<T>([], "", StartsOver: false));

        public Task<string?> Problem(CancellationToken ct) => Task.FromResult<string?>(null);
    }
}
