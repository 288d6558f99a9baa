using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Conditions;
using Bot.Coupons;
using Bot.Definitions;
using Bot.Friends;
using Bot.Instances;
using Bot.Links;
using Bot.Outbox;
using Bot.Segments;
using Bot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot.Tests.Segments;

/// <summary>The segments' API over a real store with a few friends, on 2026-11-21 at noon in Tokyo.</summary>
internal sealed class SegmentsShop : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private SegmentsShop(WebApplication app, string folder) => (_app, _folder) = (app, folder);

    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(9));

    public HttpClient Http => _app.GetTestClient();

    public IDocumentStore Store => _app.Services.GetRequiredService<IDocumentStore>();

    public SegmentReader Reader => _app.Services.GetRequiredService<SegmentReader>();

    public static async Task<SegmentsShop> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var folder = Directory.CreateTempSubdirectory("segments-").FullName;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = "Data Source=shop.db" });
        builder.Services
            .AddSingleton<TimeProvider>(new StoppedClock())
            .AddSingleton(TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"))
            .AddStorage(builder.Configuration, folder)
            .AddInstances()
            .AddSingleton<Collection>(FriendCollections.Friends)
            .AddSingleton<FriendStore>()
            .AddSingleton<Collection>(OutboxCollections.Messages)
            .Configure<DefinitionsOptions>(definitions => definitions.Root = folder)
            .AddCoupons()
            .AddSingleton<IVocabularySource>(new Declared())
            .AddSingleton(new Bot.Access.ShopSecret(secret: null))
            .AddLinks()
            .AddSegments(builder.Configuration, folder)
            .ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        var app = builder.Build();
        app.MapGroup("/api").MapSegments();
        var shop = new SegmentsShop(app, folder);
        await app.StartAsync();
        await shop.Put(
            Friend("U1", "花子", tags: ["甘口", "婚約中"]),
            Friend("U2", "太郎", tags: ["甘口"]),
            Friend("U3", "次郎", tags: ["辛口"]),
            Friend("U4", "三郎", tags: ["甘口"]) with { Status = FriendStatus.Blocked, BlockedAt = Now },
            Friend("U5", "四郎", tags: ["甘口"]) with { Status = FriendStatus.Visitor, FollowedAt = null });

        // Before the index has seen every friend, any name may be one.
        await BotApplication.Until(() => app.Services.GetRequiredService<SegmentIndex>().Feed.CatchUp(CancellationToken.None), "the index has seen every friend");
        return shop;
    }

    public static Friend Friend(string id, string name, IReadOnlyList<string>? tags = null) => new()
    {
        Id = id,
        Status = FriendStatus.Following,
        FirstSeenAt = Now.AddDays(-id[^1]),
        FollowedAt = Now.AddDays(-id[^1]),
        Profile = new Profile(name, Now),
        Tags = [.. (tags ?? []).Select(tag => new FriendTag(tag, Now, FactSource.Bot))],
    };

    public async Task Put(params IEnumerable<Friend> friends)
    {
        var commit = new Commit();
        foreach (var friend in friends)
        {
            commit.Put(FriendCollections.Friends, friend, (await Store.Get(FriendCollections.Friends, friend.Id, CancellationToken.None))?.Version ?? 0);
        }

        Assert.IsType<CommitResult.Committed>(await Store.Commit(commit, CancellationToken.None));
    }

    public async Task<JsonElement> Post(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync($"/api{path}", body);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<long> Count(string condition) => (await Post("/segments/count", new { condition })).GetProperty("count").GetInt64();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }

    private sealed class Declared : IVocabularySource
    {
        public Task<ConditionVocabulary> Read(CancellationToken ct) => Task.FromResult(new ConditionVocabulary
        {
            Tags = ["大辛"],
            Surveys = [new("spice-level", "お好みの辛さ", [new("spice", null, ValueKind.Choice, [new("sweet", "甘口"), new("hot", "辛口")])])],
            Campaigns = [new("new-curry", "新作カレー")],
        });
    }
}
