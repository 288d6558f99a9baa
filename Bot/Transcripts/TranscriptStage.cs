using Bot.Calendar;
using Bot.Coupons;
using Bot.Definitions;
using Bot.Dialogs;
using Bot.Friends;
using Bot.Inbox;
using Bot.Line;
using Bot.Outbox;
using Bot.Preferences;
using Bot.Storage;
using Bot.Storage.Sqlite;
using Bot.Surveys;

namespace Bot.Transcripts;

/// <summary>A shop of its own for transcripts: the definitions of a folder, an empty store, a clock that is moved by hand.</summary>
public sealed class TranscriptStage : IDisposable
{
    private readonly string? _ownFolder;
    private readonly ServiceProvider _services;

    /// <summary>Opens the shop on the definitions of a root folder. A data folder that is given is kept for another time.</summary>
    public TranscriptStage(string root, string? dataFolder = null)
        : this(root, dataFolder is null ? Directory.CreateTempSubdirectory("transcript-").FullName : null, dataFolder)
    {
    }

    private TranscriptStage(string root, string? ownFolder, string? dataFolder)
    {
        _ownFolder = ownFolder;
        var database = Path.Combine(dataFolder ?? _ownFolder!, "stage.db");
        Clock = new StageClock();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Zone)
            .AddPreferences(_ => new ShopPreferences { QuietHours = QuietHours.Parse("21:00-09:00")! })
            .Configure<DefinitionsOptions>(options => options.Root = root)
            .AddSingleton<Collection>(FriendCollections.Friends)
            .AddSingleton<Collection>(FriendCollections.Timeline)
            .AddSingleton<Collection>(FriendCollections.Erasures)
            .AddSingleton<FriendStore>()
            .AddSingleton<FriendErasure>()
            .AddSingleton<Collection>(OutboxCollections.Messages)
            .AddSingleton<IReaction, Arrival>()
            .AddSingleton<IReaction, UnfollowReaction>()
            .AddInbox()
            .AddRequestsOfFriends()
            .AddCoupons()
            .AddSurveys()
            .AddDialogs()
            .AddSingleton<IDocumentStore>(provider => SqliteStore.Open($"Data Source={database}", provider.GetServices<Collection>()))
            .BuildServiceProvider();
    }

    /// <summary>Opens the shop on these files (path shown, bytes) by kind; broken ones are left out and told of.</summary>
    internal static TranscriptStage On(IReadOnlyDictionary<string, IReadOnlyList<(string Path, byte[] Bytes)>> files)
    {
        var own = Directory.CreateTempSubdirectory("transcript-").FullName;
        var stage = new TranscriptStage(own, own, dataFolder: null);
        foreach (var definitions in stage._services.GetServices<ILiveDefinitions>())
        {
            definitions.Use(files.GetValueOrDefault(definitions.Folder, []), evenBroken: true);
        }

        return stage;
    }

    /// <summary>The shop's zone on the stage, Tokyo.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    /// <summary>When the stage's clock begins: at ten on a Saturday morning.</summary>
    public static DateTimeOffset Opening { get; } = new(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(9));

    /// <summary>The stage's own store; nothing of a running bot is in it.</summary>
    public IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();

    /// <summary>What is wrong in the definition files of all kinds.</summary>
    public IEnumerable<DefinitionError> Errors => _services.GetServices<ILiveDefinitions>().SelectMany(definitions => definitions.Errors);

    /// <summary>Everything the linter finds in all files together, by file and line.</summary>
    /// <param name="furtherCoupons">Coupons that are in no file: those staff made.</param>
    public IReadOnlyList<DefinitionError> Findings(params IEnumerable<string> furtherCoupons) =>
    [
        .. Errors
            .Concat(_services.GetServices<ILiveDefinitions>().SelectMany(definitions => definitions.Warnings))
            .Concat(References.Check(Surveys, [.. _services.GetRequiredService<LiveDefinitions<Coupon>>().Current.ById.Keys.Union(furtherCoupons)]))
            .Order(DefinitionError.ByPlace),
    ];

    /// <summary>How many files there are of all kinds.</summary>
    public int Files => _services.GetServices<ILiveDefinitions>().Sum(definitions => definitions.Files);

    /// <summary>The surveys of the files.</summary>
    public IReadOnlyCollection<Survey> Surveys => [.. _services.GetRequiredService<LiveDefinitions<Survey>>().Current.All];

    internal StageClock Clock { get; }

    internal IServiceProvider Services => _services;

    internal IEnumerable<IReaction> Reactions => _services.GetServices<IReaction>();

    /// <summary>Does what is due by the stage's clock, as the running bot does of its own accord.</summary>
    internal async Task DoDue(CancellationToken ct)
    {
        await _services.GetRequiredService<EraseOnRequest>().RunDue(ct);
        await _services.GetRequiredService<SurveyTimekeeper>().DoDue(ct);
    }

    /// <summary>Reads the definition files again, as the running bot does when they change.</summary>
    public void Reload()
    {
        foreach (var definitions in _services.GetServices<ILiveDefinitions>())
        {
            definitions.ReloadIfChanged();
        }
    }

    /// <summary>Closes the store, and removes the stage's own folder.</summary>
    public void Dispose()
    {
        _services.Dispose();
        if (_ownFolder is not null)
        {
            Directory.Delete(_ownFolder, recursive: true);
        }
    }

    /// <summary>Follows as friends do; whom LINE would be asked for is called さくら here.</summary>
    private sealed class Arrival : IReaction
    {
        public ValueTask<bool> React(Turn turn, CancellationToken ct)
        {
            if (turn.Event is FollowEvent && turn.Friend.Followed(turn.Event.HappenedAt) is { } following)
            {
                var cameBack = turn.Friend.Status == FriendStatus.Blocked;
                turn.Friend = following with { Profile = new Friends.Profile("さくら", turn.Now) { Language = "ja" } };
                turn.Record(cameBack ? TimelineKind.Unblocked : TimelineKind.Followed);
            }

            return ValueTask.FromResult(false);
        }
    }

    /// <summary>Stands still until it is moved.</summary>
    internal sealed class StageClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Opening;

        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }
}
