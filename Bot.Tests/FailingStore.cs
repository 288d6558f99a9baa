using Bot.Storage;

namespace Bot.Tests;

/// <summary>
/// A store that fails when told to: it is away, a document cannot be written, or the process dies at a chosen commit, just
/// before it is written or just after.
/// </summary>
internal sealed class FailingStore(IDocumentStore inner) : IDocumentStore
{
    private int _commitsLeft = int.MaxValue;
    private bool _written;

    /// <summary>True: as if other processes used it too.</summary>
    public bool IsShared { get; init; } = inner.IsShared;

    /// <summary>Nothing can be read or written.</summary>
    public bool IsAway { get; set; }

    /// <summary>How many commits were asked for.</summary>
    public int Commits { get; private set; }

    /// <summary>A document that cannot be written.</summary>
    public string? Stuck { get; set; }

    private IDocumentStore Inner => IsAway ? throw new StoreException("The store is away.") : inner;

    /// <summary>What happens just before a commit is written; what it commits itself is not told of.</summary>
    public Func<Commit, Task>? Meanwhile { get; set; }

    public void DieAt(int commit, bool written) => (_commitsLeft, _written) = (commit, written);

    public void Heal() => _commitsLeft = int.MaxValue;

    public async Task<CommitResult> Commit(Commit commit, CancellationToken ct)
    {
        Commits++;
        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile(commit);
            Meanwhile ??= meanwhile;
        }

        if (commit.Writes.Exists(write => write.Id == Stuck))
        {
            throw new StoreException($"{Stuck} cannot be written.");
        }

        if (_commitsLeft <= 0)
        {
            throw new StoreException("The process is dead.");
        }

        if (_commitsLeft-- == 1)
        {
            if (_written)
            {
                await Inner.Commit(commit, ct);
            }

            throw new StoreException("The process died.");
        }

        return await Inner.Commit(commit, ct);
    }

    public Task<Stored<T>?> Get<T>(Collection<T> collection, string id, CancellationToken ct) where T : class => Inner.Get(collection, id, ct);

    public Task<IReadOnlyList<Stored<T>>> GetMany<T>(Collection<T> collection, IReadOnlyCollection<string> ids, CancellationToken ct) where T : class =>
        Inner.GetMany(collection, ids, ct);

    public Task<Page<T>> Find<T>(Query<T> query, CancellationToken ct) where T : class => Inner.Find(query, ct);

    public Task<long> Count<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class => Inner.Count(collection, where, ct);

    public Task<IReadOnlyList<string>> Ids<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class => Inner.Ids(collection, where, ct);

    public Task<ChangePage<T>> Changes<T>(Collection<T> collection, string? after, int limit, CancellationToken ct) where T : class =>
        Inner.Changes(collection, after, limit, ct);

    public Task<string?> Problem(CancellationToken ct) => Inner.Problem(ct);
}
