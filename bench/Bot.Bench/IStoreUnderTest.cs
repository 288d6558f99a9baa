using Bot.Storage;

namespace Bot.Bench;

/// <summary>An empty store that the product is measured on.</summary>
internal interface IStoreUnderTest : IDisposable
{
    /// <summary>The product's settings for it.</summary>
    string[] Settings { get; }

    /// <summary>Opens it beside the product.</summary>
    StoreAddress Open(IReadOnlyList<Collection> collections);

    /// <summary>How many calls of each kind its server has answered so far; none where there is no server.</summary>
    Task<IReadOnlyDictionary<string, long>> Calls();
}

/// <summary>SQLite in a folder that goes with it.</summary>
internal sealed class SqliteFolder : IStoreUnderTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("botapp-bench-").FullName;

    public string[] Settings => [$"--Storage:ConnectionString={Address}", $"--Segments:Snapshot={Path.Combine(_folder, "segments.snapshot")}"];

    public string Address => $"Data Source={Path.Combine(_folder, "botapp.db")}";

    public StoreAddress Open(IReadOnlyList<Collection> collections) => StoreAddress.Open(Address, _folder, collections);

    /// <summary>What the file and its log take, in bytes.</summary>
    public long Size => new DirectoryInfo(_folder).EnumerateFiles("botapp.db*").Sum(file => file.Length);

    public Task<IReadOnlyDictionary<string, long>> Calls() => Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
