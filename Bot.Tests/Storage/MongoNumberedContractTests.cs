namespace Bot.Tests.Storage;

/// <summary>The same against a server without change streams: documents bear sequence numbers.</summary>
public sealed class MongoNumberedContractTests() : MongoContract(WithoutChangeStreams.Value.ConnectionTo(MongoServer.NewDatabase()))
{
    private static readonly Lazy<MongoStandIn> WithoutChangeStreams = new(() => new MongoStandIn(new MongoStandInOptions { ChangeStreams = false }));
}
