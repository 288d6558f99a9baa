using System.Collections.Concurrent;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>
/// Counts what became of a campaign's friends from its outbox messages. One message a friend: the index counts.
/// Batches: each finished batch is read once and remembered, so that watching a long send stays cheap; what is
/// remembered can be read again at any time.
/// </summary>
internal sealed class CampaignTally(IDocumentStore store)
{
    private static readonly OutboxState[] Open = [OutboxState.Waiting, OutboxState.Sending];

    // Reasons of more messages of one friend each than this are those of the first so many: somebody waits for them.
    private const int MessagesRead = 20_000;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Counted>> _finished = new();

    /// <summary>The counts now. While the audience is still being written down, they are of what is written.</summary>
    public async Task<CampaignCounts> Of(Campaign campaign, CancellationToken ct)
    {
        if (campaign.Counts is { } final)
        {
            Forget(campaign.Id); // It ended at another instance, perhaps.
            return final;
        }

        return campaign.Freeze switch
        {
            null => CampaignCounts.None,
            { Personal: true } freeze => await CountMessages(campaign.Id, freeze, ct),
            { Friends: var friends } => await CountBatches(campaign.Id, friends, ct),
        };
    }

    /// <summary>Why it was not sent to some, as far as that is decided.</summary>
    public async Task<CampaignReasons> Reasons(Campaign campaign, CancellationToken ct) => campaign switch
    {
        { Reasons: { } final } => final,
        { Freeze: null } => CampaignReasons.None,
        { Freeze.Personal: true } => await ReasonsOfMessages(campaign.Id, ct),
        _ => CampaignReasons.Together((await Batches(campaign.Id, ct)).Select(counted => counted.Reasons)),
    };

    /// <summary>The end of a campaign none of whose messages is open any more.</summary>
    public async Task<CampaignStep.Finish> End(Campaign campaign, DateTimeOffset at, CancellationToken ct) =>
        new(await Of(campaign, ct) with { Waiting = 0 }, await Reasons(campaign, ct), at);

    /// <summary>How many of the campaign's messages are not at their end.</summary>
    public Task<long> OpenMessages(string campaignId, CancellationToken ct) =>
        store.Count(OutboxCollections.Messages, Of(campaignId, Open), ct);

    /// <summary>Forgets a campaign that is over.</summary>
    public void Forget(string campaignId) => _finished.TryRemove(campaignId, out _);

    /// <summary>What one outbox message says of its friends; those erased since are counted still.</summary>
    public static CampaignCounts Of(OutboxMessage message)
    {
        var skipped = message.Skipped.Count;
        var rest = message.To.Count - skipped + message.Erased;
        if (message.HeldOut)
        {
            return CampaignCounts.None with { HeldOut = rest };
        }

        return message.State switch
        {
            OutboxState.Sent => new(rest, skipped, 0, 0, 0),
            OutboxState.Failed => new(0, skipped, rest, 0, 0),
            OutboxState.Uncertain => new(0, skipped, 0, rest, 0),
            OutboxState.Dropped => new(0, rest + skipped, 0, 0, 0),
            _ => new(0, skipped, 0, 0, rest),
        };
    }

    private static Filter Of(string campaignId, params IEnumerable<OutboxState> states) =>
        Filter.Equal("mailingId", campaignId) & Filter.In("state", states.Select(FieldValue.Of));

    // Messages move while they are counted: whoever is not counted at an end waits, so that nobody is missing.
    private async Task<CampaignCounts> CountMessages(string campaignId, CampaignFreeze freeze, CancellationToken ct)
    {
        async Task<int> Count(OutboxState state) => (int)await store.Count(OutboxCollections.Messages, Of(campaignId, state), ct);

        var counts = new CampaignCounts(
            Sent: await Count(OutboxState.Sent),
            Skipped: Math.Max(0, await Count(OutboxState.Dropped) - freeze.HeldOut),
            Failed: await Count(OutboxState.Failed),
            Uncertain: await Count(OutboxState.Uncertain),
            Waiting: 0)
        {
            HeldOut = freeze.HeldOut,
        };
        return counts with { Waiting = Math.Max(0, freeze.Friends - counts.Done) };
    }

    private async Task<CampaignCounts> CountBatches(string campaignId, int friends, CancellationToken ct)
    {
        var counts = (await Batches(campaignId, ct)).Aggregate(CampaignCounts.None, (sum, counted) => sum + counted.Counts);
        return counts with { Waiting = Math.Max(0, friends - counts.Audience) };
    }

    private async Task<ICollection<Counted>> Batches(string campaignId, CancellationToken ct)
    {
        var finished = _finished.GetOrAdd(campaignId, _ => new());
        var ids = await store.Ids(OutboxCollections.Messages, Of(campaignId, Enum.GetValues<OutboxState>().Except(Open)), ct);
        foreach (var chunk in ids.Where(id => !finished.ContainsKey(id)).Chunk(100))
        {
            foreach (var message in await store.GetMany(OutboxCollections.Messages, chunk, ct))
            {
                finished[message.Value.Id] = new Counted(Of(message.Value), CampaignReasons.Of(message.Value));
            }
        }

        return finished.Values;
    }

    private async Task<CampaignReasons> ReasonsOfMessages(string campaignId, CancellationToken ct)
    {
        var unsent = new Query<OutboxMessage>(OutboxCollections.Messages, Of(campaignId, OutboxState.Dropped, OutboxState.Failed, OutboxState.Uncertain)) { Limit = MessagesRead };
        return CampaignReasons.Together((await store.Find(unsent, ct)).Items.Select(message => CampaignReasons.Of(message.Value)));
    }

    private sealed record Counted(CampaignCounts Counts, CampaignReasons Reasons);
}
