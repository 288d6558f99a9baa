using Bot.Storage;
using Bot.Storage.Sqlite;

namespace Bot.Tests.Storage;

/// <summary>
/// The test assembly run as a process of its own: writes to a store as fast as it can, prints each commit once it is
/// acknowledged, and waits to be killed.
/// </summary>
internal static class CrashWriter
{
    public const int Writers = 8;

    public static async Task<int> Main(string[] args)
    {
        using var store = SqliteStore.Open($"Data Source={args[0]}", [Guests.Collection, Guests.Rooms]);
        using var acknowledged = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(store, writer, acknowledged))));
        return 0;
    }

    /// <summary>One commit of a writer: two new guests, and its count of commits one higher.</summary>
    public static Commit Next(int writer, Stored<Room>? count)
    {
        var number = count?.Value.Beds ?? 0;
        return new Commit()
            .Insert(Guests.Collection, new Guest($"{writer}-{number}-a") { Email = $"{writer}-{number}@example.jp", Rooms = [$"{writer}"] })
            .Put(Guests.Rooms, new Room($"{writer}", number + 1), count?.Version ?? 0)
            .Insert(Guests.Collection, new Guest($"{writer}-{number}-b") { Note = new string('x', number % 7 * 1000), Rooms = [$"{writer}"] });
    }

    private static async Task Write(SqliteStore store, int writer, StreamWriter acknowledged)
    {
        while (true)
        {
            var count = await store.Get(Guests.Rooms, $"{writer}", CancellationToken.None);
            if (await store.Commit(Next(writer, count), CancellationToken.None) is CommitResult.Committed)
            {
                lock (acknowledged)
                {
                    acknowledged.WriteLine($"{writer} {count?.Value.Beds ?? 0}");
                }
            }
        }
    }
}
