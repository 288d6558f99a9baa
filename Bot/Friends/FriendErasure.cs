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

    /// <summary>How many kinds of data there are, the friend's own document among them.</summary>
    public int Kinds => _everything.Count + 1;

    /// <summary>One JSON document with everything, or null when nothing is kept of this id.</summary>
    public Task<JsonObject?> Export(string friendId, CancellationToken ct) => Export(friendId, tell: null, ct);

    /// <summary>The same; tells how many kinds of data it has come to.</summary>
    public async Task<JsonObject?> Export(string friendId, Action<int>? tell, CancellationToken ct)
    {
        var kept = await Collect(friendId, into: null, tell, ct);
        return kept is null ? null : new JsonObject
        {
            ["exportedAt"] = StoredTime.Format(clock.GetUtcNow()),
            ["digest"] = Digest(kept.Data),
            ["data"] = kept.Data,
        };
    }

    /// <summary>
    /// Erases everything at once; a later event of the same person starts them anew. Null when nothing is kept of this id.
    /// </summary>
    public Task<ErasureReceipt?> Erase(string friendId, CancellationToken ct) => Erase(friendId, receiptId: null, tell: null, ct);

    /// <summary>The same with a receipt of this id, where somebody knows that number already; tells how many kinds of data it has come to.</summary>
    public async Task<ErasureReceipt?> Erase(string friendId, string? receiptId, Action<int>? tell, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            var commit = new Commit();
            if (await Collect(friendId, commit, tell, ct) is not { } kept)
            {
                return null;
            }

            var now = StoredTime.Truncate(clock.GetUtcNow());
            var receipt = new ErasureReceipt(receiptId ?? DocumentId.New(now), now, kept.Erased, Digest(kept.Data));
            commit.Insert(FriendCollections.Erasures, receipt);
            if (await store.Commit(commit, ct) is CommitResult.Committed)
            {
                return receipt;
            }
        }

        throw new StoreException($"A friend changed {Tries} times while they were being erased. Try again.");
    }

    // What is kept; into a commit goes what takes it away.
    private async Task<Everything?> Collect(string friendId, Commit? into, Action<int>? tell, CancellationToken ct)
    {
        var friend = await store.Get(FriendCollections.Friends, friendId, ct);
        var data = new JsonObject
        {
            ["friend"] = friend is null ? null : JsonSerializer.SerializeToNode(friend.Value.BeforeErasing(), FriendCollections.Friends.Json),
        };
        var (found, erased) = (friend is not null, new List<ErasedCount>());
        if (friend is not null)
        {
            // Whatever changes a friend's documents writes the friend too, so this version guards them all.
            into?.Delete(FriendCollections.Friends, friendId, friend.Version);
            erased.Add(new(FriendCollections.Friends.Name, 1));
        }

        for (var looked = 0; looked < _everything.Count; looked++)
        {
            tell?.Invoke(looked + 1);
            var part = _everything[looked];
            var documents = await part.Export(friendId, ct);
            found |= documents.Count > 0;
            data[part.Name] = documents;
            if (into is not null)
            {
                erased.Add(new(part.Name, await part.Erase(friendId, into, ct)));
            }
        }

        return found ? new(data, erased) : null;
    }

    private static string Digest(JsonObject data) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.ToJsonString())));

    private sealed record Everything(JsonObject Data, IReadOnlyList<ErasedCount> Erased);
}
