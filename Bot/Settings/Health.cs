using Bot.Definitions;
using Bot.Instances;
using Bot.Line;
using Bot.Outbox;
using Bot.Segments;
using Bot.Storage;
using Bot.Webhook;

namespace Bot.Settings;

/// <summary>How a part of the bot is.</summary>
public enum HealthLevel
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and somebody should look.</summary>
    Care,

    /// <summary>It does not work.</summary>
    Bad,
}

/// <summary>How the bot is: what works, and what waits.</summary>
public sealed record Health
{
    /// <summary>The worst of all parts.</summary>
    public HealthLevel Level { get; init; }

    /// <summary>What keeps the store from working; null: nothing.</summary>
    public string? StoreProblem { get; init; }

    /// <summary>Whether LINE answers with the token; null: it does.</summary>
    public string? LineProblem { get; init; }

    /// <summary>When LINE stops taking the token, where somebody should see to it; null: not soon, or not told.</summary>
    public DateTimeOffset? TokenEndsAt { get; init; }

    /// <summary>Replies, pushes and calls of campaigns on their way.</summary>
    public long OutboxWaiting { get; init; }

    /// <summary>Replies and pushes that LINE refused, or that may not have arrived, in the last seven days.</summary>
    public long OutboxFailed { get; init; }

    /// <summary>What friends did that was not worked on yet.</summary>
    public long WebhookWaiting { get; init; }

    /// <summary>For how long the oldest of it has been waiting.</summary>
    public TimeSpan WebhookLag { get; init; }

    /// <summary>What friends did that failed again and again, and waits for a person.</summary>
    public long WebhookFailed { get; init; }

    /// <summary>When LINE last told of something; null: never.</summary>
    public DateTimeOffset? LastEventAt { get; init; }

    /// <summary>Mistakes in the files of surveys, dialogs and coupons.</summary>
    public int DefinitionErrors { get; init; }

    /// <summary>The friends' index of the instance that answers.</summary>
    public required IndexState Index { get; init; }

    /// <summary>The instance that answers.</summary>
    public required string Instance { get; init; }

    /// <summary>Whether several instances can work on the store.</summary>
    public bool IsShared { get; init; }

    /// <summary>Who does what only one instance may do; null: nobody at the moment.</summary>
    public IReadOnlyDictionary<string, string?> Roles { get; init; } = new Dictionary<string, string?>();
}

/// <summary>Looks at all parts.</summary>
internal sealed class HealthReader(
    IDocumentStore store, LineClient line, SegmentIndex index, IEnumerable<ILiveDefinitions> definitions, InstanceId me, TimeProvider clock)
{
    // The oldest of them stands for the oldest of all: what was tried before may stand further behind.
    private const int WaitingRead = 100;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    /// <summary>How everything is now.</summary>
    public async Task<Health> Read(CancellationToken ct)
    {
        var (lineProblem, life) = (LineProblem(ct), LineAccountDesk.Ask(line.TokenLife, ct));
        var health = await store.Problem(ct) is { } problem
            ? new Health { StoreProblem = problem, Index = index.State(), Instance = me.Name, IsShared = store.IsShared }
            : await OfStore(ct);
        health = health with { LineProblem = await lineProblem, TokenEndsAt = await SoonEnd(life), DefinitionErrors = definitions.Sum(kind => kind.Errors.Count) };
        return health with { Level = LevelOf(health) };
    }

    private static HealthLevel LevelOf(Health health) =>
        health.StoreProblem is not null || health.LineProblem is not null ? HealthLevel.Bad
        : health.OutboxFailed > 0 || health.WebhookFailed > 0 || health.WebhookLag > Slow || health.DefinitionErrors > 0 || health.TokenEndsAt is not null || health.Roles.Values.Any(holder => holder is null) ? HealthLevel.Care
        : HealthLevel.Good;

    private async Task<Health> OfStore(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var waiting = new Filter.Compare("dueAt", Comparison.Greater, DateTimeOffset.UnixEpoch);
        var oldest = (await Some("dueAt", waiting, descending: false, WaitingRead, ct)).Min(happened => (DateTimeOffset?)happened.ReceivedAt);
        var newest = (await Some("receivedAt", Filter.Everything, descending: true, 1, ct)).FirstOrDefault()?.ReceivedAt;
        return new Health
        {
            OutboxWaiting = await OnTheirWay(ct),
            OutboxFailed = await store.Count(OutboxCollections.Messages, new Filter.Compare("failedAt", Comparison.GreaterOrEqual, now.AddDays(-7)), ct),
            WebhookWaiting = await store.Count(InboxCollections.Inbox, waiting, ct),
            WebhookLag = oldest is { } since && now > since ? now - since : TimeSpan.Zero,
            WebhookFailed = await store.Count(InboxCollections.Inbox, new Filter.Exists("failedFor"), ct),
            LastEventAt = newest,
            Index = index.State(),
            Instance = me.Name,
            IsShared = store.IsShared,
            Roles = await WhoDoesWhat(ct),
        };
    }

    // By what senders go by too: of all messages ever sent, those under way are few.
    private async Task<long> OnTheirWay(CancellationToken ct)
    {
        var waiting = await store.Count(OutboxCollections.Messages, new Filter.Compare("singleDueAt", Comparison.Greater, DateTimeOffset.UnixEpoch), ct);
        foreach (var mailing in await store.Ids(OutboxCollections.Mailings, Filter.Equal("finished", false), ct))
        {
            waiting += await store.Count(
                OutboxCollections.Messages,
                Filter.Equal("mailingId", mailing) & Filter.In("state", [FieldValue.Of(OutboxState.Waiting), FieldValue.Of(OutboxState.Sending)]),
                ct);
        }

        return waiting;
    }

    private async Task<IEnumerable<InboxEvent>> Some(string order, Filter where, bool descending, int most, CancellationToken ct) =>
        (await store.Find(new Query<InboxEvent>(InboxCollections.Inbox, where) { OrderBy = order, Descending = descending, Limit = most }, ct))
            .Items.Select(happened => happened.Value);

    private async Task<IReadOnlyDictionary<string, string?>> WhoDoesWhat(CancellationToken ct)
    {
        if (!store.IsShared)
        {
            return Instances.Roles.All.ToDictionary(role => role, string? (_) => me.Name);
        }

        var leases = (await store.GetMany(InstanceCollections.Leases, Instances.Roles.All, ct)).ToDictionary(lease => lease.Value.Id, lease => lease.Value.Holder);
        return Instances.Roles.All.ToDictionary(role => role, role => leases.GetValueOrDefault(role));
    }

    private async Task<DateTimeOffset?> SoonEnd(Task<LineResult<TokenLife>> asked) =>
        (await asked).Value is { } life && life.EndsSoon(clock.GetUtcNow()) ? life.EndsAt : null;

    private async Task<string?> LineProblem(CancellationToken ct) => (await LineAccountDesk.Ask(line.BotInfo, ct)).Failure?.Message;
}
