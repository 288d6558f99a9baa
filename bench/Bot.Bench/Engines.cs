using System.Diagnostics;
using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Bench;

/// <summary>
/// The product on its two engines in one run: commits of a turn's size, whole turns with the server's calls for each, a
/// campaign from approval to the last friend, and what failing costs.
/// </summary>
internal static class Engines
{
    private const int Callers = 64;
    private const int Rounds = 5;
    private const int Friends = 100_000;
    private const int CampaignRounds = 3;
    private const int Operations = 120_000;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private static readonly Collection[] Written = [FriendCollections.Friends, FriendCollections.Timeline, OutboxCollections.Messages];

    public static async Task Measure()
    {
        Console.WriteLine($"SQLite and {MongoUnderTest.Name}:");
        await Commits();
        await Walks();
        await Campaigns();
        await Failing();
    }

    // One commit: a friend replaced, two documents inserted. What a turn writes, less the event.
    private static async Task Commits()
    {
        using var sqlite = new SqliteFolder();
        using var mongo = new MongoUnderTest();
        using var onSqlite = sqlite.Open(Written);
        using var onMongo = mongo.Open(Written);
        var (there, here) = (new Figures(), new Figures());
        _ = (await CommitsPerSecond(onSqlite.Documents), await CommitsPerSecond(onMongo.Documents));
        for (var round = 0; round < Rounds; round++)
        {
            here.Add(await CommitsPerSecond(onSqlite.Documents));
            there.Add(await CommitsPerSecond(onMongo.Documents));
        }

        Compare($"commits of three documents, {Callers} at once, 1/s", here, there);
    }

    private static async Task<double> CommitsPerSecond(IDocumentStore store)
    {
        var (started, done) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var id = $"U{caller:x32}";
            while (Stopwatch.GetElapsedTime(started) < Round)
            {
                var stored = await store.Get(FriendCollections.Friends, id, default);
                var at = StoredTime.Truncate(TimeProvider.System.GetUtcNow());
                var friend = (stored?.Value ?? Friend.FirstSeen(id, at)) with { LastMessageAt = at };
                var change = new FriendChange(friend, at);
                change.Record(TimelineKind.Wrote, null, "甘口", FactSource.Api);
                var commit = new Commit().Put(FriendCollections.Friends, friend, stored?.Version ?? 0).Insert(OutboxCollections.Messages, new OutboxMessage
                {
                    Id = DocumentId.New(at),
                    Call = OutboxCall.Reply,
                    To = [id],
                    RetryKey = Guid.NewGuid().ToString(),
                    CreatedAt = at,
                });
                foreach (var entry in change.Recorded)
                {
                    commit.Insert(FriendCollections.Timeline, entry);
                }

                if (await store.Commit(commit, default) is CommitResult.Committed)
                {
                    Interlocked.Increment(ref done);
                }
            }
        })));
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task Walks()
    {
        using var sqlite = new SqliteFolder();
        using var mongo = new MongoUnderTest();
        var (here, there) = (await Turns.Walk(sqlite, Rounds), await Turns.Walk(mongo, Rounds));
        Compare("survey turns from webhook to reply, 1/s", here.Turns, there.Turns);
        Console.WriteLine($"    webhook to reply, median: {here.Median:F1} ms and {there.Median:F1} ms; the bot's CPU a turn: {here.Cpu.Median:N0} µs and {there.Cpu.Median:N0} µs");
        Console.WriteLine($"    the server's calls for one turn: {string.Join(", ", there.CallsPerTurn.Where(call => call.Value >= 0.005).Select(call => $"{call.Key} {call.Value:F2}"))}");
    }

    private static async Task Campaigns()
    {
        using var sqlite = new SqliteFolder();
        using var mongo = new MongoUnderTest();
        var (here, there) = (await Fanout.Send(sqlite, Friends, CampaignRounds), await Fanout.Send(mongo, Friends, CampaignRounds));
        Compare($"campaign to {Friends:N0} friends from approval to the last, friends/s", here.Whole, there.Whole);
    }

    // Half of them meet a version that is gone. What stays behind would show in memory and threads.
    private static async Task Failing()
    {
        using var mongo = new MongoUnderTest();
        using var opened = mongo.Open(Written);
        var store = opened.Documents;
        var at = StoredTime.Truncate(TimeProvider.System.GetUtcNow());
        await store.Commit(Enumerable.Range(0, Callers).Aggregate(new Commit(), (commit, caller) => commit.Insert(FriendCollections.Friends, Friend.FirstSeen($"U{caller:x32}", at))), default);
        var half = Operations / 2;
        await Fail(half / 2);
        var (memory, threads) = Now();
        await Fail(half + (half / 2));
        var (memoryAfter, threadsAfter) = Now();
        Console.WriteLine($"  {Operations:N0} operations on MongoDB, half of them failing: {memory:N0} MiB and {threads} threads after a quarter, {memoryAfter:N0} MiB and {threadsAfter} threads in the end");

        Task Fail(int operations) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var id = $"U{caller:x32}";
            for (var i = 0; i < operations / Callers / 2; i++)
            {
                var stored = (await store.Get(FriendCollections.Friends, id, default))!;
                if (await store.Commit(new Commit().Replace(FriendCollections.Friends, stored.Value, stored.Version + 1), default) is not CommitResult.Conflict)
                {
                    throw new InvalidOperationException("A commit over a version that is not there succeeded.");
                }
            }
        })));

        static (double Memory, int Threads) Now()
        {
            GC.Collect();
            using var me = Process.GetCurrentProcess();
            return (me.WorkingSet64 / 1048576.0, me.Threads.Count);
        }
    }

    private static void Compare(string what, Figures sqlite, Figures mongo)
    {
        Console.WriteLine($"  {what}");
        Console.WriteLine($"    SQLite   {sqlite}");
        Console.WriteLine($"    MongoDB  {mongo}");
        Console.WriteLine($"    ratio    {mongo.Median / sqlite.Median,12:F2}");
    }
}
