using Bot.Storage;
using Bot.Storage.Mongo;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Storage;

/// <summary>The same against a server without change streams: documents bear sequence numbers.</summary>
public sealed class MongoNumberedContractTests : DocumentStoreContract, IDisposable
{
    private static readonly Lazy<MongoStandIn> WithoutChangeStreams = new(() => new MongoStandIn(new MongoStandInOptions { ChangeStreams = false }));

    private readonly string _uri = WithoutChangeStreams.Value.ConnectionTo(MongoServer.NewDatabase());
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
