using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Audit;

/// <summary>What people of the shop did with a friend's documents: given out with the friend's data; erased, it says nothing of whom.</summary>
internal sealed class AuditPersonalData(IDocumentStore store) : IPersonalData
{
    public string Name => AuditCollections.Entries.Name;

    public async Task<JsonArray> Export(string friendId, CancellationToken ct)
    {
        var entries = new JsonArray();
        await foreach (var (entry, _) in Of(friendId, ct))
        {
            // Of bulk changes only the friend's own part, and not which person of the shop did it.
            var own = entry with { PersonId = null, Name = "", Changes = [.. entry.Changes.Where(change => change.FriendId == friendId)], Further = 0 };
            entries.Add(JsonSerializer.SerializeToNode(own, AuditCollections.Entries.Json));
        }

        return entries;
    }

    public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
    {
        var count = 0;
        await foreach (var (entry, version) in Of(friendId, ct))
        {
            commit.Replace(AuditCollections.Entries, entry with { Changes = [.. entry.Changes.Select(change => change.FriendId == friendId ? change with { FriendId = null } : change)] }, version);
            count++;
        }

        return count;
    }

    private IAsyncEnumerable<Stored<AuditEntry>> Of(string friendId, CancellationToken ct) =>
        store.Everything(new Query<AuditEntry>(AuditCollections.Entries, Filter.Equal("changes.friendId", friendId)) { Limit = 500 }, ct);
}
