using Bot.Outbox;
using Bot.Storage;

namespace Bot.Links;

/// <summary>Reads who tapped the links of a mailing, and how often they were tapped.</summary>
internal sealed class ClickReader(IDocumentStore store, LinkBook book)
{
    /// <summary>Where the mailing's links lead; null: none are tracked.</summary>
    public ValueTask<TrackedLinks?> Links(string mailingId, CancellationToken ct) => book.Of(mailingId, ct);

    /// <summary>How often each link was tapped in each hour, in no order.</summary>
    public async Task<IReadOnlyList<ClickHour>> Hours(string mailingId, CancellationToken ct)
    {
        var query = new Query<ClickHour>(LinkCollections.Hours, Filter.Equal("mailingId", mailingId)) { Limit = 500 };
        return await store.Everything(query, ct).Select(hour => hour.Value).ToListAsync(ct);
    }

    /// <summary>How many pairs of a friend and a link they tapped there are.</summary>
    public Task<long> Count(string mailingId, CancellationToken ct) => store.Count(LinkCollections.Clicks, Filter.Equal("mailingId", mailingId), ct);

    /// <summary>The messages of which some link was tapped: as many as people who did.</summary>
    public async Task<int> CountMessages(string mailingId, CancellationToken ct) =>
        // The id of a click is its message's, and a link's number.
        (await store.Ids(LinkCollections.Clicks, Filter.Equal("mailingId", mailingId), ct)).Select(id => id[..id.LastIndexOf('-')]).Distinct().Count();

    /// <summary>The messages with a link whose first tap came in this time, with whom they went to.</summary>
    public async IAsyncEnumerable<OutboxMessage> Tapped(
        string mailingId, DateTimeOffset from, DateTimeOffset until, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var query = new Query<LinkClick>(LinkCollections.Clicks, Filter.Equal("mailingId", mailingId)) { Limit = 500 };
        var within = await store.Everything(query, ct)
            .Where(click => click.Value.FirstAt >= from && click.Value.FirstAt < until)
            .Select(click => click.Value.MessageId)
            .Distinct()
            .ToListAsync(ct);
        foreach (var ids in within.Chunk(200))
        {
            foreach (var message in await store.GetMany(OutboxCollections.Messages, ids, ct))
            {
                yield return message.Value;
            }
        }
    }
}
