using Bot.Storage;
using Bot.Tests.Storage;
using Xunit.Abstractions;

namespace Bot.Tests.Journeys;

/// <summary>Three instances whose store is away for ten seconds: killed and started again, or hanging.</summary>
public sealed class StoreOutageTests(ITestOutputHelper output) : IDisposable
{
    private readonly StandInStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("killed")]
    [InlineData("hangs")]
    public async Task Ten_seconds_without_the_store_under_load_cost_nothing_that_was_acknowledged(string how)
    {
        await using var fleet = await Fleet.Create(_store.Folder, 3, RushHour.Arguments(_store));
        var rush = new RushHour(fleet.Line, crowd: 600, walking: 16, likesItMild: 3);
        using (var store = _store.Open(RushHour.Collections))
        {
            await rush.Gather(store.Documents);
        }

        foreach (var instance in fleet.Instances)
        {
            await instance.Start();
        }

        await rush.Begin(fleet.Instances[0].Marketer, seed: 10);
        await Task.Delay(2_000);
        var server = _store.Server;
        if (how == "killed")
        {
            server.Stop();
            await Task.Delay(10_000);
            server.Restart();
        }
        else
        {
            server.Pause();
            await Task.Delay(10_000);
            server.Resume();
        }

        await Task.Delay(3_000);
        await rush.AllIsWell();

        output.WriteLine(await rush.End(fleet.Instances[1].Marketer));
        using (var store = _store.Open(RushHour.Collections))
        {
            await rush.NothingIsLostAndNothingTwice(store.Documents);
        }
    }

    /// <summary>A stand-in for MongoDB of the test's own, which can be stopped and keeps what it acknowledged.</summary>
    private sealed class StandInStore : TestStore
    {
        private readonly string _database = MongoServer.NewDatabase();

        // A server that hung does afterwards what its clients gave up on, and what such a transaction touched is held until its
        // time is over: a minute usually, which is as long as these tests wait for anything.
        public StandInStore() => Server = new MongoStandIn(new MongoStandInOptions
        {
            DataFile = Path.Combine(Folder, "mongo.data"),
            TransactionLifetime = TimeSpan.FromSeconds(10),
        });

        public MongoStandIn Server { get; }

        public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["Storage:Engine"] = nameof(StorageEngine.Mongo),
            ["Storage:ConnectionString"] = Server.ConnectionTo(_database),
        };

        public override Task<byte[]> Everything() => File.ReadAllBytesAsync(Path.Combine(Folder, "mongo.data"));

        protected override void Drop() => Server.Dispose();
    }
}
