using System.Text.Json;

namespace Bot.Storage.Moving;

/// <summary>Writing documents as another store held them, the same for every engine.</summary>
internal static class Moved
{
    public static async Task Put(IDocumentStore store, IReadOnlyList<(Collection Collection, StoredJson Document)> documents, CancellationToken ct)
    {
        var commit = new Commit();
        foreach (var (collection, document) in documents)
        {
            try
            {
                commit.Restore(collection, document.Id, document.Version, document.Json);
            }
            catch (JsonException unreadable)
            {
                throw new StoreException($"The document {collection.Name}/{document.Id} cannot be read by this version: {unreadable.Message}", unreadable);
            }
        }

        if (await store.Commit(commit, ct) is CommitResult.Conflict conflict)
        {
            throw new StoreException($"{conflict.Collection}/{conflict.Id} cannot be written: {conflict.Reason}. The source holds two documents that may not be together.");
        }
    }
}
