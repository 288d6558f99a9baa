using Bot.Storage.Moving;

namespace Bot.Storage.Mongo;

/// <summary>
/// The document store in a MongoDB replica set or sharded cluster, by MongoDB's own C driver. A server that cannot be used
/// is no reason not to start: every call says what is wrong until it can.
/// </summary>
internal sealed class MongoStore : IDocumentStore, IMovable, IDisposable
{
    private readonly HashSet<Collection> _collections;
    private readonly MongoConnection _connection;
    private readonly Executor _executor;

    // Commits that number their documents take turns: at the server they would only meet each other.
    private readonly Executor _turns = new("MongoDB turns", mostThreads: 1);
    private bool _disposed;

    private MongoStore(HashSet<Collection> collections, MongoUri uri, ILogger logger)
    {
        _collections = collections;
        _executor = new Executor("MongoDB", uri.Clients);
        _connection = new MongoConnection(uri, client => MongoLayout.Build(client, collections, uri.Name, logger), logger);
    }

    /// <summary>Any number of instances may use a database beside each other.</summary>
    public bool IsShared => true;

    /// <summary>What the store has asked of the server.</summary>
    public MongoTraffic Traffic => _connection.Traffic;

    /// <summary>
    /// Begins to open the store. Only what a restart must mend is a <see cref="StoreException"/> here: a connection string
    /// that cannot be read, or a machine without MongoDB's C driver.
    /// </summary>
    public static MongoStore Open(string connectionString, IEnumerable<Collection> collections, ILogger logger) =>
        new([.. collections], MongoUri.Parse(connectionString), logger);

    public async Task<Stored<T>?> Get<T>(Collection<T> collection, string id, CancellationToken ct) where T : class
    {
        Check(collection);
        return await _executor.Run(() => _connection.Use((client, _) => MongoDocument.Read(client, collection, [id]).GetValueOrDefault(id)), ct);
    }

    public async Task<IReadOnlyList<Stored<T>>> GetMany<T>(Collection<T> collection, IReadOnlyCollection<string> ids, CancellationToken ct) where T : class
    {
        Check(collection);
        if (ids.Count == 0)
        {
            return [];
        }

        var found = await _executor.Run(() => _connection.Use((client, _) => MongoDocument.Read(client, collection, ids)), ct);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    public Task<CommitResult> Commit(Commit commit, CancellationToken ct)
    {
        foreach (var write in commit.Writes)
        {
            Check(write.Collection);
        }

        var executor = _connection.Layout?.Numbers(commit) == true ? _turns : _executor;
        return executor.Run(() => _connection.Use((client, layout) => new MongoWriter(client, layout, commit).Write()), ct, inAnyCase: true);
    }

    public async Task<Page<T>> Find<T>(Query<T> query, CancellationToken ct) where T : class
    {
        Check(query.Collection);
        var find = new MongoFind<T>(query);
        return await _executor.Run(() => _connection.Use((client, _) => find.Run(client)), ct);
    }

    public async Task<long> Count<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class
    {
        Check(collection);
        var matching = new MongoMatch(collection, where);
        return await _executor.Run(() => _connection.Use((client, _) => matching.Count(client)), ct);
    }

    public async Task<IReadOnlyList<string>> Ids<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class
    {
        Check(collection);
        var matching = new MongoMatch(collection, where);
        return await _executor.Run(() => _connection.Use((client, _) => matching.Ids(client)), ct);
    }

    public async Task<ChangePage<T>> Changes<T>(Collection<T> collection, string? after, int limit, CancellationToken ct) where T : class
    {
        Check(collection);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (!collection.HasChangeFeed)
        {
            throw new ArgumentException($"{collection.Name} has no change feed.", nameof(collection));
        }

        return await _executor.Run(() => _connection.Use((client, layout) => new MongoFeed<T>(client, layout, collection, limit).Read(after)), ct);
    }

    public async Task<string?> Problem(CancellationToken ct)
    {
        try
        {
            return await _executor.Run(
                () => _connection.Use((client, _) =>
                {
                    MongoLayout.Probe(client);
                    return (string?)null;
                }),
                ct);
        }
        catch (StoreException failure)
        {
            return failure.Message;
        }
    }

    Task<IReadOnlyList<StoredJson>> IMovable.Read(Collection collection, string? after, int limit, CancellationToken ct)
    {
        Check(collection);
        return _executor.Run(() => _connection.Use((client, _) => MongoMoving.Read(client, collection, after, limit)), ct);
    }

    Task<long> IMovable.Count(Collection collection, CancellationToken ct)
    {
        Check(collection);
        return _executor.Run(() => _connection.Use((client, _) => new MongoMatch(collection, Filter.Everything).Count(client)), ct);
    }

    async Task IMovable.Put(IReadOnlyList<(Collection Collection, StoredJson Document)> documents, CancellationToken ct) =>
        await Moved.Put(this, documents, ct);

    Task<IReadOnlyList<string>> IMovable.Unknown(CancellationToken ct) =>
        _executor.Run(() => _connection.Use((client, _) => MongoMoving.Unknown(client, _collections)), ct);

    /// <summary>Does what is waiting and closes the connections. Closing twice is allowed.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            _executor.Dispose();
            _turns.Dispose();
            _connection.Dispose();
        }
    }

    private void Check(Collection collection)
    {
        if (!_collections.Contains(collection))
        {
            throw new ArgumentException($"The store was opened without the collection {collection.Name}: register it with AddSingleton<Collection>.", nameof(collection));
        }
    }
}
