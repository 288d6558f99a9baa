using System.Text.Json;
using Bot.Storage.Moving;
using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>The document store in one SQLite file.</summary>
internal sealed class SqliteStore : IDocumentStore, IMovable, IBackup, IDisposable
{
    /// <summary>How many documents are read by id on the caller's thread.</summary>
    private const int MostAtOnce = 100;

    private readonly Dictionary<Collection, Table> _tables;
    private readonly string _file;
    private readonly Writer _writer;
    private readonly Readers _readers;
    private bool _disposed;

    private SqliteStore(Dictionary<Collection, Table> tables, string file, Writer writer, Readers readers) =>
        (_tables, _file, _writer, _readers) = (tables, file, writer, readers);

    public bool IsShared => false;

    /// <summary>Opens the file, makes it and its folder when they are not there, and brings it to what the collections declare.</summary>
    public static SqliteStore Open(string connectionString, IEnumerable<Collection> collections, TimeProvider? clock = null)
    {
        CreateFolder(new SqliteConnectionStringBuilder(connectionString).DataSource);
        return Open(() => Database.Open(connectionString), collections, clock);
    }

    /// <summary>The same to write a lot at once.</summary>
    public static SqliteStore OpenToFill(string connectionString, IEnumerable<Collection> collections)
    {
        CreateFolder(new SqliteConnectionStringBuilder(connectionString).DataSource);
        return Open(() => Database.OpenToFill(connectionString), collections);
    }

    /// <summary>Opens the file that every one of these connections is to.</summary>
    public static SqliteStore Open(Func<Database> open, IEnumerable<Collection> collections, TimeProvider? clock = null)
    {
        var tables = collections.ToDictionary(collection => collection, collection => new Table(collection));
        var database = open();
        try
        {
            Layout.Build(database, tables.Values);
            return new SqliteStore(tables, database.File, new Writer(database, tables.Values, clock ?? TimeProvider.System), new Readers(open));
        }
        catch (StoreException)
        {
            database.Dispose();
            throw;
        }
    }

    public Task<Stored<T>?> Get<T>(Collection<T> collection, string id, CancellationToken ct) where T : class
    {
        var table = Of(collection);
        return ct.IsCancellationRequested
            ? Task.FromCanceled<Stored<T>?>(ct)
            : Task.FromResult(_readers.Now(database => Read(database, table, collection, id)));
    }

    public Task<IReadOnlyList<Stored<T>>> GetMany<T>(Collection<T> collection, IReadOnlyCollection<string> ids, CancellationToken ct) where T : class
    {
        var table = Of(collection);
        return ids.Count > MostAtOnce ? _readers.Query(Read, ct)
            : ct.IsCancellationRequested ? Task.FromCanceled<IReadOnlyList<Stored<T>>>(ct)
            : Task.FromResult(_readers.Now(Read));

        IReadOnlyList<Stored<T>> Read(Database database)
        {
            var found = new List<Stored<T>>(ids.Count);
            using var snapshot = database.Snapshot();
            foreach (var id in ids)
            {
                ct.ThrowIfCancellationRequested();
                if (SqliteStore.Read(database, table, collection, id) is { } stored)
                {
                    found.Add(stored);
                }
            }

            return found;
        }
    }

    public Task<CommitResult> Commit(Commit commit, CancellationToken ct)
    {
        foreach (var write in commit.Writes)
        {
            _ = Of(write.Collection);
        }

        return _writer.Commit(commit, ct);
    }

    public Task<Page<T>> Find<T>(Query<T> query, CancellationToken ct) where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        var find = new FindSql<T>(Of(query.Collection), query);
        return _readers.Query(find.Run, ct);
    }

    public Task<long> Count<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class
    {
        var table = Of(collection);
        var filter = FilterSql.Of(table, where);
        return _readers.Query(
            database =>
            {
                using var statement = filter.Bind(database.Query($"SELECT count(*) FROM {table.Name} WHERE {filter.Where}", filter.Filters));
                statement.Step();
                return statement.Long(0);
            },
            ct);
    }

    public Task<IReadOnlyList<string>> Ids<T>(Collection<T> collection, Filter where, CancellationToken ct) where T : class
    {
        var table = Of(collection);
        var filter = FilterSql.Of(table, where);
        return _readers.Query<IReadOnlyList<string>>(
            database =>
            {
                var ids = new List<string>();
                using var statement = filter.Bind(database.Query($"SELECT id FROM {table.Name} WHERE {filter.Where} ORDER BY id", filter.Filters));
                while (statement.Step())
                {
                    ids.Add(statement.Text(0));
                }

                return ids;
            },
            ct);
    }

    public Task<ChangePage<T>> Changes<T>(Collection<T> collection, string? after, int limit, CancellationToken ct) where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var table = Of(collection);
        if (!collection.HasChangeFeed)
        {
            throw new ArgumentException($"{collection.Name} has no change feed.", nameof(collection));
        }

        return _readers.Query(
            database =>
            {
                using var snapshot = database.Snapshot();
                var (place, startsOver) = Position(database, after);
                var changes = new List<Change<T>>();
                using var statement = database.Query($"""
                    SELECT seq, id, body FROM {table.Name} WHERE seq > ?1
                    UNION ALL SELECT seq, id, NULL FROM {table.Deleted} WHERE seq > max(?1, ?2)
                    ORDER BY seq LIMIT ?3
                    """);
                statement.Bind(1, place.Sequence).Bind(2, place.Since).Bind(3, limit);
                while (statement.Step())
                {
                    changes.Add(new Change<T>(statement.Text(1), statement.IsNull(2) ? null : Document(collection, statement, 2)));
                    place = place with { Sequence = statement.Long(0) };
                }

                return new ChangePage<T>(changes, place.ToString(), startsOver);
            },
            ct);
    }

    // Where the follower stands; at the beginning when it is new or was away for too long.
    private static (FeedPosition Place, bool StartsOver) Position(Database database, string? after)
    {
        using var statement = database.Query("SELECT file, latest, forgotten FROM _sequence");
        statement.Step();
        var (file, latest, forgotten) = (statement.Text(0), statement.Long(1), statement.Long(2));
        return FeedPosition.Parse(after) is { } known && known.IsIn(file, latest, forgotten)
            ? (known, false)
            : (new FeedPosition(file, 0, latest), true);
    }

    public async Task<string?> Problem(CancellationToken ct)
    {
        try
        {
            _ = _readers.Now(database => database.Scalar("SELECT latest FROM _sequence"));
            await _writer.Probe(ct);

            // SQLite goes on writing into a file that somebody deleted, and all of it would be lost.
            return File.Exists(_file) ? null : $"{_file} was moved or deleted while the bot runs: stop the bot and put it back, or restore the latest backup.";
        }
        catch (StoreException failure)
        {
            return failure.Message;
        }
    }

    Task<IReadOnlyList<StoredJson>> IMovable.Read(Collection collection, string? after, int limit, CancellationToken ct)
    {
        var table = Of(collection);
        return _readers.Query<IReadOnlyList<StoredJson>>(
            database =>
            {
                var found = new List<StoredJson>();
                using var statement = database.Query($"SELECT id, version, body FROM {table.Name} WHERE id > ? ORDER BY id LIMIT ?");
                statement.Bind(1, after ?? "").Bind(2, limit);
                while (statement.Step())
                {
                    found.Add(new StoredJson(statement.Text(0), statement.Long(1), statement.Utf8(2).ToArray()));
                }

                return found;
            },
            ct);
    }

    Task<long> IMovable.Count(Collection collection, CancellationToken ct)
    {
        var table = Of(collection);
        return _readers.Query(database => database.Scalar($"SELECT count(*) FROM {table.Name}"), ct);
    }

    async Task IMovable.Put(IReadOnlyList<(Collection Collection, StoredJson Document)> documents, CancellationToken ct) =>
        await Moved.Put(this, documents, ct);

    Task<IReadOnlyList<string>> IMovable.Unknown(CancellationToken ct) => _readers.Query<IReadOnlyList<string>>(
        database => [.. Layout.Collections(database)
            .Except(_tables.Keys.Select(collection => collection.Name))
            .Where(name => database.Scalar($"SELECT EXISTS (SELECT * FROM {Table.Quoted(name)})") > 0)],
        ct);

    public Task Backup(string file, Action<long, long>? tell, CancellationToken ct) => _readers.Query(
        database =>
        {
            BackupFile.Write(database, file, tell);
            return true;
        },
        ct);

    public Task<string?> Damage(CancellationToken ct) => _readers.Query(BackupFile.DamageOf, ct);

    /// <summary>Writes what is waiting and closes the file. Closing twice is allowed.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            _writer.Dispose();
            _readers.Dispose();
        }
    }

    internal static T Document<T>(Collection<T> collection, Statement statement, int column) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(statement.Utf8(column), collection.Json)!;
        }
        catch (JsonException unreadable)
        {
            throw new StoreException($"A document of {collection.Name} cannot be read by this version: {unreadable.Message}", unreadable);
        }
    }

    private static Stored<T>? Read<T>(Database database, Table table, Collection<T> collection, string id) where T : class
    {
        using var statement = database.Query(table.Get);
        return statement.Bind(1, id).Step()
            ? new Stored<T>(Document(collection, statement, 1), statement.Long(0))
            : null;
    }

    private static void CreateFolder(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The folder of {file} cannot be made: {failure.Message}", failure);
        }
    }

    private Table Of(Collection collection) => _tables.GetValueOrDefault(collection)
        ?? throw new ArgumentException($"The store was opened without the collection {collection.Name}: register it with AddSingleton<Collection>.", nameof(collection));
}
