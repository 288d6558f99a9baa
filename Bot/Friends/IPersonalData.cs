using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>
/// Documents of one friend that a feature keeps: given out in the friend's export, gone when the friend is erased. Every
/// feature that keeps such documents registers one for each collection.
/// </summary>
public interface IPersonalData
{
    /// <summary>The name of this part in the export and on the receipt, e.g. <c>couponIssues</c>.</summary>
    string Name { get; }

    /// <summary>All documents of the friend, the same in the same order each time.</summary>
    Task<JsonArray> Export(string friendId, CancellationToken ct);

    /// <summary>
    /// Adds to the commit what takes the friend's documents away, and what keeps counts right without them. Answers how many
    /// documents go.
    /// </summary>
    Task<int> Erase(string friendId, Commit commit, CancellationToken ct);
}

/// <summary>The common case: a collection whose documents each belong to the one friend named in a field.</summary>
public sealed class PersonalDocuments<T>(IDocumentStore store, Collection<T> collection, string friendField = "friendId") : IPersonalData
    where T : class
{
    /// <summary>The name of the collection.</summary>
    public string Name => collection.Name;

    /// <inheritdoc/>
    public async Task<JsonArray> Export(string friendId, CancellationToken ct)
    {
        var documents = new JsonArray();
        await foreach (var (document, _) in Of(friendId, ct))
        {
            documents.Add(JsonSerializer.SerializeToNode(document, collection.Json));
        }

        return documents;
    }

    /// <inheritdoc/>
    public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
    {
        var ids = await store.Ids(collection, Filter.Equal(friendField, friendId), ct);
        foreach (var id in ids)
        {
            commit.Delete(collection, id);
        }

        return ids.Count;
    }

    /// <summary>The friend's documents, by id.</summary>
    public IAsyncEnumerable<Stored<T>> Of(string friendId, CancellationToken ct) =>
        store.Everything(new Query<T>(collection, Filter.Equal(friendField, friendId)) { Limit = 500 }, ct);
}

/// <summary>How a feature registers the personal documents it keeps.</summary>
public static class PersonalDataRegistration
{
    /// <summary>Says that documents of this collection belong to the friend in <paramref name="friendField"/>.</summary>
    public static IServiceCollection AddPersonalDocuments<T>(this IServiceCollection services, Collection<T> collection, string friendField = "friendId")
        where T : class =>
        services.AddSingleton<IPersonalData>(provider =>
            new PersonalDocuments<T>(provider.GetRequiredService<IDocumentStore>(), collection, friendField));
}
