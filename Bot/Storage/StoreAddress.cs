using Bot.Storage.Mongo;
using Bot.Storage.Moving;
using Bot.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Storage;

/// <summary>A store opened by its connection string alone, for commands that look after stores.</summary>
internal sealed class StoreAddress : IDisposable
{
    private readonly IDisposable _store;

    private StoreAddress(IDocumentStore store) =>
        (_store, Documents, Movable, Backup) = ((IDisposable)store, store, (IMovable)store, store as IBackup);

    public IDocumentStore Documents { get; }

    public IMovable Movable { get; }

    /// <summary>The store's file; null when it is a server's.</summary>
    public IBackup? Backup { get; }

    /// <summary>Opens <c>Data Source=file</c> or <c>mongodb://…</c>; a relative file lies under the folder.</summary>
    public static StoreAddress Open(string connectionString, string folder, IReadOnlyList<Collection> collections) =>
        SqliteFile.IsValid(connectionString)
            ? new(SqliteStore.Open(SqliteFile.Under(folder, connectionString), collections))
            : MongoUri.Looks(connectionString) ? new(MongoStore.Open(connectionString, collections, NullLogger.Instance))
            : throw new StoreException("The store's address must be 'Data Source=' and a file, or 'mongodb://…'.");

    /// <summary>The same for a store to read: a file that is not there is a slip and not a new store.</summary>
    public static StoreAddress OpenExisting(string connectionString, string folder, IReadOnlyList<Collection> collections) =>
        SqliteFile.IsValid(connectionString) && SqliteFile.PathUnder(folder, connectionString) is var file && !File.Exists(file)
            ? throw new StoreException($"{file} does not exist.")
            : Open(connectionString, folder, collections);

    /// <summary>The same for a store to write a lot into at once: a file that the bot, or anybody else, has open is refused.</summary>
    public static StoreAddress OpenToFill(string connectionString, string folder, IReadOnlyList<Collection> collections)
    {
        if (!SqliteFile.IsValid(connectionString))
        {
            return Open(connectionString, folder, collections);
        }

        var file = SqliteFile.PathUnder(folder, connectionString);
        return File.Exists(file) && SqliteFile.IsInUse(SqliteFile.Under(folder, connectionString))
            ? throw new StoreException($"{file} is open in another process: stop the bot, then try again.")
            : new(SqliteStore.OpenToFill(SqliteFile.Under(folder, connectionString), collections));
    }

    /// <summary>The file of a store that is one, as an absolute path; null: it is a server's.</summary>
    public static string? FileOf(string connectionString, string folder) =>
        SqliteFile.IsValid(connectionString) ? SqliteFile.PathUnder(folder, connectionString) : null;

    public void Dispose() => _store.Dispose();
}
