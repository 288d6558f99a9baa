namespace Bot.Tests.Storage;

public sealed class MongoContractTests() : MongoContract(MongoServer.ConnectionString(MongoServer.NewDatabase()));
