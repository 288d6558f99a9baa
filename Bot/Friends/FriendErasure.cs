using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>
/// Proof that a friend's data was erased, without anything of the friend in it. The digest is that of the friend's export:
/// who holds an export can show that the receipt is about it.
/// </summary>
public sealed record ErasureReceipt(string Id, DateTimeOffset ErasedAt, IReadOnlyList<ErasedCount> Erased, string Digest);

/// <summary>How many documents of a collection were erased.</summary>
public sealed record ErasedCount(string Collection, int Count);

/// <summary>Gives out everything kept of one friend, and erases it.</summary>
public sealed class FriendErasure(IDocumentStore store, IEnumerable<IPersonalData> everything, TimeProvider clock)
{
    private const int Tries = 50;

    private readonly IReadOnlyList<IPersonalData> _everything = [.. everything.OrderBy(data => data.Name, StringComparer.Ordinal)];

    /// <summary>One JSON document with everything, or null when nothing is kept of this id.</summary>
    public async Task<JsonObject?> Export(string friendId, CancellationToken ct)
    {
        var data = await Collect(friendId, ct);
        return data is null ? null : new JsonObject
        {
            ["exportedAt"] = StoredTime.Format(clock.GetUtcNow()),
            ["digest"] = Digest(data),
            ["data"] = data,
        };
    }

    /// <summary>
    /// Erases everything at once; a later event of the same person starts them anew. Null when nothing is kept of this id.
    /// </summary>
    public Task<ErasureReceipt?> Erase(string friendId, CancellationToken ct) => Erase(friendId, receiptId: null, ct);

    /// <summary>The same with a receipt of this id, where the friend has been told that number already.</summary>
    public async Task<ErasureReceipt?> Erase(string friendId, string? receiptId, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            var friend = await store.Get(FriendCollections.Friends, friendId, ct);
            if (await Collect(friendId, ct) is not { } data)
            {
                return null;
            }

            var commit = new Commit();
            var erased = new List<ErasedCount>();
            if (friend is not null)
            {
                // Whatever changes a friend's documents writes the friend too, so this version guards them all.
                commit.Delete(FriendCollections.Friends, friendId, friend.Version);
                erased.Add(new(FriendCollections.Friends.Name, 1));
            }

            foreach (var part in _everything)
            {
                erased.Add(new(part.Name, await part.Erase(friendId, commit, ct)));
            }

            var now = StoredTime.Truncate(clock.GetUtcNow());
            var receipt = new ErasureReceipt(receiptId ?? DocumentId.New(now), now, erased, Digest(data));
            commit.Insert(FriendCollections.Erasures, receipt);
            if (await store.Commit(commit, ct) is CommitResult.Committed)
            {
                return receipt;
            }
        }

        throw new StoreException($"A friend changed {Tries} times while they were being erased. Try again.");
    }

    private async Task<JsonObject?> Collect(string friendId, CancellationToken ct)
    {
        var friend = await store.Get(FriendCollections.Friends, friendId, ct);
        var data = new JsonObject
        {
            ["friend"] = friend is null ? null : JsonSerializer.SerializeToNode(friend.Value, FriendCollections.Friends.Json),
        };
        var found = friend is not null;
        foreach (var part in _everything)
        {
            var documents = await part.Export(friendId, ct);
            found |= documents.Count > 0;
            data[part.Name] = documents;
        }

        return found ? data : null;
    }

    private static string Digest(JsonObject data) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.ToJsonString())));
}
