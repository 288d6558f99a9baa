using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Definitions;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using Bot.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Friends;

/// <summary>
/// Friends who speak with the bot: events become turns, the registered reactions answer them, and each turn is committed to a
/// SQLite store with a retry on conflict, as the webhook does it.
/// </summary>
public sealed class Chat : IDisposable
{
    public static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    /// <summary>The folder of the samples: the solution's.</summary>
    public static readonly string Samples = BotApplication.Repository;

    private readonly string _folder = Directory.CreateTempSubdirectory("chat-").FullName;
    private readonly WebApplication _app;
    private int _events;

    /// <summary>Files are given as path (<c>coupons/x.yaml</c>) and text.</summary>
    public Chat(Action<IServiceCollection> features, params (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.Combine(_folder, Path.GetDirectoryName(path)!));
            File.WriteAllText(Path.Combine(_folder, path), text);
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Definitions:Root", _folder)]).Build();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddConfiguration(configuration);
        var services = builder.Services;
        services.AddLine(configuration).AddProblemDetails().ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddLogging(logging => logging.ClearProviders()).AddSingleton<TimeProvider>(Clock).AddSingleton(Tokyo).AddDefinitions();
        services.AddSingleton<IDocumentStore>(provider =>
            SqliteStore.Open($"Data Source={_folder}/chat.db", provider.GetServices<Collection>()));
        features(services);
        _app = builder.Build();
        Store = _app.Services.GetRequiredService<IDocumentStore>();
    }

    public ManualClock Clock { get; } = new("2026-11-21T10:00+09:00");

    public IDocumentStore Store { get; }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<Friend> Friend(string id) => (await Get<FriendStore>().Find(id, default))!;

    public Task<IReadOnlyList<Message>> Follow(string friend, bool unblocked = false) =>
        Happen(new FollowEvent { Type = "follow", WebhookEventId = "", Timestamp = 0, Follow = new(unblocked) }, friend);

    public Task<IReadOnlyList<Message>> Block(string friend) =>
        Happen(new UnfollowEvent { Type = "unfollow", WebhookEventId = "", Timestamp = 0 }, friend);

    public Task<IReadOnlyList<Message>> Write(string friend, string text) =>
        Send(friend, new ReceivedText(text) { Type = "text", Id = NextId() });

    public Task<IReadOnlyList<Message>> Send(string friend, ReceivedMessage message) =>
        Happen(new MessageEvent(message) { Type = "message", WebhookEventId = "", Timestamp = 0 }, friend);

    public Task<IReadOnlyList<Message>> Tap(string friend, string data) =>
        Happen(new PostbackEvent(new Postback(data)) { Type = "postback", WebhookEventId = "", Timestamp = 0 }, friend);

    /// <summary>An event of the friend, now unless it says when; answers what the bot said.</summary>
    public async Task<IReadOnlyList<Message>> Happen(WebhookEvent happened, string friend)
    {
        happened = happened with
        {
            WebhookEventId = NextId(),
            Timestamp = happened.Timestamp == 0 ? Clock.GetUtcNow().ToUnixTimeMilliseconds() : happened.Timestamp,
            Source = new EventSource("user", friend),
        };
        while (true)
        {
            var before = await Store.Get(FriendCollections.Friends, friend, default);
            var turn = new Turn(happened, before?.Value ?? Bot.Friends.Friend.FirstSeen(friend, Clock.GetUtcNow()), Clock.GetUtcNow(), Tokyo);
            foreach (var reaction in _app.Services.GetServices<IReaction>())
            {
                if (await reaction.React(turn, default))
                {
                    break;
                }
            }

            var commit = turn.Commit.Put(FriendCollections.Friends, turn.Friend, before?.Version ?? 0);
            foreach (var entry in turn.Recorded)
            {
                commit.Insert(FriendCollections.Timeline, entry);
            }

            if (await Store.Commit(commit, default) is CommitResult.Committed)
            {
                Assert.Empty(turn.Said.Count == 0 ? [] : LineLimits.Check(turn.Said));
                return turn.Said;
            }
        }
    }

    /// <summary>The sample files of a folder, as the constructor takes them.</summary>
    public static (string Path, string Text)[] SampleFiles(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(Samples, folder), "*.yaml").Select(path => ($"{folder}/{Path.GetFileName(path)}", File.ReadAllText(path))),
    ];

    /// <summary>Serves endpoints as <c>Program.cs</c> does and answers a client for them.</summary>
    public async Task<HttpClient> Api(Action<IEndpointRouteBuilder> map)
    {
        map(_app.MapGroup("/api"));
        await _app.StartAsync();
        return _app.GetTestClient();
    }

    /// <summary>What happened with the friend, oldest first.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineOf(string friend)
    {
        var page = await Get<FriendStore>().Timeline(friend, 500, after: null, default);
        return [.. page.Items.Select(entry => entry.Value).Reverse()];
    }

    public void Dispose()
    {
        // The store goes with the app that made it.
        ((IDisposable)_app).Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string NextId() => Interlocked.Increment(ref _events).ToString("D18", CultureInfo.InvariantCulture);
}

/// <summary>A clock that stands until it is moved.</summary>
public sealed class ManualClock(string start) : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.Parse(start, CultureInfo.InvariantCulture);

    public override DateTimeOffset GetUtcNow() => _now.ToUniversalTime();

    public void Advance(TimeSpan by) => _now += by;

    public void MoveTo(string moment) => _now = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
