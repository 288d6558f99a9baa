using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Webhook;

/// <summary>
/// A friend's events that still wait or have failed; a finished one names nobody any more. There are few of them, so that
/// taking an event in need not pay for an index over all friends.
/// </summary>
internal sealed class InboxPersonalData(IDocumentStore store) : IPersonalData
{
    public string Name => InboxCollections.Inbox.Name;

    public async Task<JsonArray> Export(string friendId, CancellationToken ct) =>
        [.. (await Of(store, friendId, ct)).Select(happened => JsonSerializer.SerializeToNode(happened.Value, InboxCollections.Inbox.Json))];

    public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
    {
        var events = await Of(store, friendId, ct);
        foreach (var happened in events)
        {
            commit.Delete(InboxCollections.Inbox, happened.Value.Id, happened.Version);
        }

        return events.Count;
    }

    /// <summary>The friend's events that wait or have failed.</summary>
    public static async Task<IReadOnlyList<Stored<InboxEvent>>> Of(IDocumentStore store, string friendId, CancellationToken ct)
    {
        var waiting = new Filter.Exists("dueAt") & Filter.Equal("friendId", friendId);
        var failed = Filter.Equal("failedFor", friendId);
        return await Matching(waiting).Concat(Matching(failed)).ToListAsync(ct);

        IAsyncEnumerable<Stored<InboxEvent>> Matching(Filter where) => store.Everything(new Query<InboxEvent>(InboxCollections.Inbox, where), ct);
    }
}
