using Bot.Storage;
using Bot.Storage.Mongo;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Storage;

/// <summary>The contract in a database of a MongoDB, dropped when the test is over.</summary>
public abstract class MongoContract : DocumentStoreContract, IDisposable
{
    private readonly string _uri;
    private MongoStore? _store;

    private protected MongoContract(string uri) => _uri = uri;

    public void Dispose()
    {
        _store?.Dispose();
        MongoDatabase.Drop(_uri);
        GC.SuppressFinalize(this);
    }

    private protected override Task<IDocumentStore> Open(params Collection[] collections)
    {
        _store?.Dispose();
        _store = MongoStore.Open(_uri, collections, NullLogger.Instance);
        return Task.FromResult<IDocumentStore>(_store);
    }
}
