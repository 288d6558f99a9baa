using System.Runtime.CompilerServices;

namespace Bot.Storage;

/// <summary>Reading on past the first page.</summary>
public static class ReadEverything
{
    /// <summary>Every matching document in the query's order, fetched a page of <see cref="Query{T}.Limit"/> at a time.</summary>
    public static async IAsyncEnumerable<Stored<T>> Everything<T>(
        this IDocumentStore store, Query<T> query, [EnumeratorCancellation] CancellationToken ct) where T : class
    {
        do
        {
            var page = await store.Find(query, ct);
            foreach (var stored in page.Items)
            {
                yield return stored;
            }

            query = query with { After = page.Next };
        }
        while (query.After is not null);
    }
}
