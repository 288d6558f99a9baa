using Bot.Storage;
using Bot.Storage.Sqlite;

namespace Bot.Tests.Storage;

public sealed class SqliteContractTests : DocumentStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;
    private SqliteStore? _store;

    private protected override Task<IDocumentStore> Open(params Collection[] collections)
    {
        _store?.Dispose();
        _store = SqliteStore.Open($"Data Source={_folder}/test.db", collections);
        return Task.FromResult<IDocumentStore>(_store);
    }

    public void Dispose()
    {
        _store?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
