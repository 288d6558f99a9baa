using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Links;

/// <summary>Which links of mailings a friend tapped. They go with the friend; how often a link was tapped by anybody stays.</summary>
internal sealed class ClickPersonalData(IDocumentStore store, LinkBook book) : IPersonalData
{
    public string Name => LinkCollections.Clicks.Name;

    public async Task<JsonArray> Export(string friendId, CancellationToken ct)
    {
        var told = new JsonArray();
        foreach (var (click, _) in await Of(friendId, ct))
        {
            var links = await book.Of(click.MailingId, ct);
            told.Add(new JsonObject
            {
                ["mailingId"] = click.MailingId,
                ["address"] = links?.Links.ElementAtOrDefault(click.Link)?.Address,
                ["firstAt"] = StoredTime.Format(click.FirstAt),
                ["lastAt"] = StoredTime.Format(click.LastAt),
                ["count"] = click.Count,
            });
        }

        return told;
    }

    public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
    {
        var clicks = await Of(friendId, ct);
        foreach (var (click, version) in clicks)
        {
            commit.Delete(LinkCollections.Clicks, click.Id, version);
        }

        return clicks.Count;
    }

    private async Task<IReadOnlyList<Stored<LinkClick>>> Of(string friendId, CancellationToken ct)
    {
        var found = new List<Stored<LinkClick>>();
        foreach (var messages in (await store.Ids(OutboxCollections.Messages, Filter.Equal("friendId", friendId), ct)).Chunk(100))
        {
            var query = new Query<LinkClick>(LinkCollections.Clicks, Filter.In("messageId", messages.Select(id => (FieldValue)id))) { Limit = 500 };
            found.AddRange(await store.Everything(query, ct).ToListAsync(ct));
        }

        return found;
    }
}
