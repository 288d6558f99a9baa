using Bot.Storage;
using Bot.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace Bot.Tests;

/// <summary>Where a product under test keeps its documents: an empty place of its own, which goes when the test is over.</summary>
internal abstract class TestStore : IDisposable
{
    private bool _gone;

    /// <summary>One SQLite file.</summary>
    public static TestStore OnSqlite() => new SqliteFile();

    /// <summary>A database of the MongoDB that <see cref="MongoServer"/> says.</summary>
    public static TestStore OnMongo() => new MongoDatabaseOfItsOwn();

    /// <summary>The product's settings for it.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>A folder for whatever else the product keeps.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("botapp-").FullName;

    /// <summary>Opens it beside the product.</summary>
    public StoreAddress Open(params IReadOnlyList<Collection> collections) =>
        StoreAddress.Open(Settings["Storage:ConnectionString"], Folder, collections);

    /// <summary>All that is kept, as bytes to look for a text in.</summary>
    public abstract Task<byte[]> Everything();

    /// <summary>Removes all of it. Doing so twice is allowed.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _gone, true))
        {
            Drop();
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>Removes what does not lie in the folder.</summary>
    protected virtual void Drop()
    {
    }

    private sealed class SqliteFile : TestStore
    {
        public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Storage:Engine"] = nameof(StorageEngine.Sqlite),
            ["Storage:ConnectionString"] = $"Data Source={Path.Combine(Folder, "botapp.db")}",
        };

        // Only what is alive: a copy without the pages SQLite will write over one day.
        public override async Task<byte[]> Everything()
        {
            var copy = Path.Combine(Folder, $"{Guid.NewGuid():N}.copy");
            await using (var connection = new SqliteConnection($"{Settings["Storage:ConnectionString"]};Pooling=False"))
            {
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = $"VACUUM INTO '{copy}'";
                await command.ExecuteNonQueryAsync();
            }

            return await File.ReadAllBytesAsync(copy);
        }
    }

    private sealed class MongoDatabaseOfItsOwn : TestStore
    {
        private readonly string _database = MongoServer.NewDatabase();

        public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Storage:Engine"] = nameof(StorageEngine.Mongo),
            ["Storage:ConnectionString"] = MongoServer.ConnectionString(_database),
        };

        public override Task<byte[]> Everything() => Task.FromResult(MongoDatabase.Everything(Settings["Storage:ConnectionString"]));

        protected override void Drop() => MongoDatabase.Drop(Settings["Storage:ConnectionString"]);
    }
}
