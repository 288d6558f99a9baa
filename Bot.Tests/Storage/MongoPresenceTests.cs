using System.Diagnostics;
using Bot.Storage;
using Bot.Storage.Mongo;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Storage;

/// <summary>What a process leaves behind that dies in the middle of a transaction.</summary>
public sealed class MongoPresenceTests : IDisposable
{
    private readonly string _address = MongoServer.ConnectionString(MongoServer.NewDatabase());
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task What_a_dead_process_had_locked_is_free_within_seconds()
    {
        using var store = Open();
        Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Insert(Guests.Rooms, new Room("sakura", 1)), None));

        // A process that wrote the room in a transaction, told of its session, and died: its beat stands still.
        var told = Array.Empty<byte>();
        MongoDatabase.Use(_address, client =>
        {
            client.Begin();
            client.Write(new BsonWriter().BeginDocument().String("update"u8, "rooms").BeginArray("updates"u8)
                .BeginDocument("0"u8).BeginDocument("q"u8).String("_id"u8, "sakura").End().BeginDocument("u"u8).BeginDocument("$set"u8).Int32("beds"u8, 9).End().End().End()
                .End().End().Written);
            client.InsertOne("_store", new BsonWriter().BeginDocument().String("_id"u8, "process:dead").Int64("beat"u8, 1)
                .BeginArray("sessions"u8).Document("0"u8, told).End().End().Written);

            var since = Stopwatch.GetTimestamp();
            CommitResult result;
            do
            {
                result = WriteOrConflict(store);
                Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(40), "It stayed locked.");
            }
            while (result is not CommitResult.Committed);
            return true;
        }, (_, session) => told = session.ToArray());

        Assert.Equal(2, (await store.Get(Guests.Rooms, "sakura", None))!.Value.Beds);
    }

    public void Dispose()
    {
        MongoDatabase.Drop(_address);
        Directory.Delete(_folder, recursive: true);
    }

    // Two documents, so that it takes a transaction: against the lock it fails after a while.
    private static CommitResult WriteOrConflict(MongoStore store)
    {
        try
        {
            return store.Commit(new Commit().Replace(Guests.Rooms, new Room("sakura", 2), 1).Insert(Guests.Rooms, new Room($"{Guid.NewGuid()}", 1)), None).GetAwaiter().GetResult();
        }
        catch (StoreException)
        {
            return new CommitResult.Conflict("rooms", "sakura", ConflictReason.VersionChanged);
        }
    }

    private MongoStore Open() => MongoStore.Open(_address, [Guests.Collection, Guests.Rooms], NullLogger.Instance);
}
