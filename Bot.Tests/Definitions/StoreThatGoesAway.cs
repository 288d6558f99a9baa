using Bot.Storage;

namespace Bot.Tests.Definitions;

/// <summary>A store on the other side of a network that fails when told to.</summary>
internal sealed class StoreThatGoesAway(IDocumentStore inner) : IDocumentStore
{
    public bool IsShared => inner.IsShared;

    public bool IsAway { get; set; }

    public int Commits { get; private set; }

    private IDocumentStore Inner => IsAway ? throw new StoreException("The store is away.") : inner;

    public Task<Stored<T>?> Get<T>(Collection<T> collection, string id, CancellationToken ct) where T : class => Inner.Get(collection, id, ct);

    public Task<IReadOnlyList<Stored<T>>> GetMany<T>(Collection<T> collection, IReadOnlyCollection<string> ids, CancellationToken ct) where T : class =>
        Inner.GetMany(collection, ids, ct);

    public Task<CommitResult> Commit(Commit commit, CancellationToken ct)
    {
        Commits++;
        return Inner.Commit(commit, ct);
    }

    public Task<Page<T>> Find<T>(Query<T> query, CancellationToken ct) where T : class => Inner.Find(query, ct);

    public Task<long> Count<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class => Inner.Count(collection, where, ct);

    public Task<IReadOnlyList<string>> Ids<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class => Inner.Ids(collection, where, ct);

    public Task<ChangePage<T>> Changes<T>(Collection<T> collection, string? after, int limit, CancellationToken ct) where T : class =>
        Inner.Changes(collection, after, limit, ct);

    public Task<string?> Problem(CancellationToken ct) => Inner.Problem(ct);
}
