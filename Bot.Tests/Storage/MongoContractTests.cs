using Bot.Storage;
using Bot.Storage.Mongo;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Storage;

public sealed class MongoContractTests : DocumentStoreContract, IDisposable
{
    private readonly string _uri = MongoServer.ConnectionString(MongoServer.NewDatabase());
    private MongoStore? _store;

    private protected override Task<IDocumentStore> Open(params Collection[] collections)
    {
        _store?.Dispose();
        _store = MongoStore.Open(_uri, collections, NullLogger.Instance);
        return Task.FromResult<IDocumentStore>(_store);
    }

    public void Dispose()
    {
        _store?.Dispose();
        MongoDatabase.Drop(_uri);
    }
}
