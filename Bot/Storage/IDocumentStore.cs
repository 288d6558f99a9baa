namespace Bot.Storage;

/// <summary>
/// Where everything durable lives. Two engines implement it; one contract test suite holds them to the same behaviour.
/// Failures of the engine itself (disk full, server away) are a <see cref="StoreException"/>.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Whether other processes may use the same store at the same time.</summary>
    bool IsShared { get; }

    /// <summary>One document with its version, or null.</summary>
    Task<Stored<T>?> Get<T>(Collection<T> collection, string id, CancellationToken ct) where T : class;

    /// <summary>The documents that exist of these ids, in the order asked for.</summary>
    Task<IReadOnlyList<Stored<T>>> GetMany<T>(Collection<T> collection, IReadOnlyCollection<string> ids, CancellationToken ct) where T : class;

    /// <summary>Writes all of it or none. Returns when it is durable.</summary>
    Task<CommitResult> Commit(Commit commit, CancellationToken ct);

    /// <summary>A page of matching documents.</summary>
    Task<Page<T>> Find<T>(Query<T> query, CancellationToken ct) where T : class;

    /// <summary>How many documents match.</summary>
    Task<long> Count<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class;

    /// <summary>The ids of all matching documents, ascending, without loading the documents.</summary>
    Task<IReadOnlyList<string>> Ids<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class;

    /// <summary>
    /// What changed in a collection with a change feed since a page's <see cref="ChangePage{T}.Next"/>; null begins with
    /// everything there is. A page has each document once, in a state at least as new as the change; what was committed
    /// before the call is in it or in a page after it. A page without items means: up to date.
    /// </summary>
    Task<ChangePage<T>> Changes<T>(Collection<T> collection, string? after, int limit, CancellationToken ct) where T : class;

    /// <summary>Null when the store can be read and written; else one sentence saying what is wrong.</summary>
    Task<string?> Problem(CancellationToken ct);
}

/// <summary>A document as stored. The version grows by one with each write, from 1.</summary>
public sealed record Stored<T>(T Value, long Version) where T : class;

/// <summary>Matching documents and, when there are more, the cursor that continues after them.</summary>
public sealed record Page<T>(IReadOnlyList<Stored<T>> Items, string? Next) where T : class;

/// <summary>
/// Changes, and the position behind them to go on from. Starts over: the position asked for is unknown or too old (a store
/// remembers for a day what was deleted), so the page is the first of everything there is; forget what was followed before.
/// </summary>
public sealed record ChangePage<T>(IReadOnlyList<Change<T>> Items, string Next, bool StartsOver) where T : class;

/// <summary>A document that changed; <see cref="Value"/> is null when it was deleted.</summary>
public sealed record Change<T>(string Id, T? Value) where T : class;

/// <summary>
/// What to find: a filter, the declared single-valued field to order by (then by id; without one, by id alone; documents
/// without the field are left out), how many at most, and where to continue.
/// </summary>
public sealed record Query<T>(Collection<T> Collection, Filter Where) where T : class
{
    /// <summary>The declared single-valued field to order by; null: by id.</summary>
    public string? OrderBy { get; init; }

    /// <summary>Whether the greatest comes first.</summary>
    public bool Descending { get; init; }

    /// <summary>At most this many documents; 100 unless said otherwise.</summary>
    public int Limit { get; init; } = 100;

    /// <summary><see cref="Page{T}.Next"/> of the page before. Not a cursor of this query: <see cref="ArgumentException"/>.</summary>
    public string? After { get; init; }
}

/// <summary>The engine failed; the message says what to do, and nothing was written unless the outcome is unknown.</summary>
public class StoreException(string message, Exception? inner = null) : Exception(message, inner);
