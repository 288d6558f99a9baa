using Bot.Outbox;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>Looks up who got a campaign: the friends LINE took its messages for.</summary>
internal sealed class ReceivedCampaigns(IDocumentStore store)
{
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<string>>> Of(IEnumerable<string> campaigns, CancellationToken ct)
    {
        var received = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var campaign in campaigns)
        {
            received[campaign] = await Of(campaign, ct);
        }

        return received;
    }

    private async Task<HashSet<string>> Of(string campaign, CancellationToken ct)
    {
        var friends = new HashSet<string>(StringComparer.Ordinal);
        var sent = Filter.Equal("mailingId", campaign) & Filter.Equal("state", FieldValue.Of(OutboxState.Sent));
        var query = new Query<OutboxMessage>(OutboxCollections.Messages, sent) { Limit = 200 };
        do
        {
            var page = await store.Find(query, ct);
            foreach (var item in page.Items)
            {
                friends.UnionWith(item.Value.To.Except(item.Value.Skipped.Select(skipped => skipped.FriendId)));
            }

            query = query with { After = page.Next };
        }
        while (query.After is not null);

        return friends;
    }
}
