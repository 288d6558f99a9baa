using System.Collections.Concurrent;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>Looks up who got a campaign: the friends LINE took its messages for.</summary>
internal sealed class ReceivedCampaigns(IDocumentStore store)
{
    private const int CampaignsKept = 20;

    // What was sent stays sent, so as long as no more messages were, the friends are the same.
    private readonly ConcurrentDictionary<string, (long Messages, IReadOnlySet<string> Friends)> _kept = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> Of(IEnumerable<string> campaigns, CancellationToken ct)
    {
        var received = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var campaign in campaigns)
        {
            received[campaign] = await Of(campaign, ct);
        }

        return received;
    }

    private async Task<IReadOnlySet<string>> Of(string campaign, CancellationToken ct)
    {
        var sent = Filter.Equal("mailingId", campaign) & Filter.Equal("state", FieldValue.Of(OutboxState.Sent));
        var messages = await store.Count(OutboxCollections.Messages, sent, ct);
        if (_kept.TryGetValue(campaign, out var kept) && kept.Messages == messages)
        {
            return kept.Friends;
        }

        var friends = await Read(sent, ct);
        if (_kept.Count >= CampaignsKept)
        {
            _kept.Clear();
        }

        _kept[campaign] = (messages, friends);
        return friends;
    }

    private async Task<HashSet<string>> Read(Filter sent, CancellationToken ct)
    {
        var friends = new HashSet<string>(StringComparer.Ordinal);
        var query = new Query<OutboxMessage>(OutboxCollections.Messages, sent) { Limit = 200 };
        await foreach (var (message, _) in store.Everything(query, ct))
        {
            friends.UnionWith(message.Recipients());
        }

        return friends;
    }
}
