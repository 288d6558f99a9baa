using System.Diagnostics;
using System.Globalization;
using Bot.Storage;
using Bot.Storage.Sqlite;

namespace Bot.Tests.Storage;

public sealed class CrashTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;

    [Fact]
    public async Task A_killed_process_loses_nothing_it_acknowledged_and_leaves_no_commit_by_halves()
    {
        var file = Path.Combine(_folder, "test.db");
        var random = new Random(5);
        for (var round = 0; round < 4; round++)
        {
            var acknowledged = await WriteUntilKilled(file, after: random.Next(1, 400));

            using var store = SqliteStore.Open($"Data Source={file}", [Guests.Collection, Guests.Rooms]);
            var guests = (await store.Ids(Guests.Collection, Filter.Everything, CancellationToken.None)).ToHashSet();
            var counts = await store.Find(new Query<Room>(Guests.Rooms, Filter.Everything), CancellationToken.None);
            Assert.All(acknowledged, commit =>
            {
                Assert.Contains($"{commit.Writer}-{commit.Number}-a", guests);
                Assert.Contains($"{commit.Writer}-{commit.Number}-b", guests);
                Assert.True(counts.Items.Single(count => count.Value.Id == $"{commit.Writer}").Value.Beds > commit.Number);
            });
            Assert.Equal(guests.Count, counts.Items.Sum(count => 2 * count.Value.Beds));
            Assert.Equal(guests.Count(id => id.EndsWith('a')), guests.Count(id => id.EndsWith('b')));
            foreach (var count in counts.Items)
            {
                Assert.Equal(2 * count.Value.Beds, await store.Count(Guests.Collection, Filter.Equal("rooms", count.Value.Id), CancellationToken.None));
            }

            Assert.Null(await store.Damage(CancellationToken.None));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<List<(int Writer, int Number)>> WriteUntilKilled(string file, int after)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrashWriter).Assembly.Location, file]) { RedirectStandardOutput = true })!;
        var acknowledged = new List<(int, int)>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // Each line reaches the pipe in one write, so none is torn by the kill.
            var numbers = line.Split(' ');
            acknowledged.Add((int.Parse(numbers[0], CultureInfo.InvariantCulture), int.Parse(numbers[1], CultureInfo.InvariantCulture)));
            if (acknowledged.Count == after)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        Assert.True(acknowledged.Count >= after, $"The writer ended by itself after {acknowledged.Count} commits.");
        return acknowledged;
    }
}
