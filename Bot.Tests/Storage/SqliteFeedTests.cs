using System.Text;
using Bot.Simulator;
using Bot.Storage;
using Bot.Storage.Sqlite;

namespace Bot.Tests.Storage;

/// <summary>How long a file remembers the ids of what was deleted: an id may be a person's.</summary>
public sealed class SqliteFeedTests : IDisposable
{
    private static readonly Collection<Guest> People = Guests.Collection;
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;
    private readonly SimulatedClock _clock = new();

    private static CancellationToken None => CancellationToken.None;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_id_is_forgotten_a_day_after_it_was_deleted_and_late_followers_start_over(bool restarted)
    {
        var store = Open();
        await store.Commit(new Commit().Insert(People, new Guest("U-erased-person")).Insert(People, new Guest("U2")), None);
        var position = (await store.Changes(People, null, 10, None)).Next;
        await store.Commit(new Commit().Delete(People, "U-erased-person"), None);

        _clock.SetTo(_clock.GetUtcNow().AddHours(23));
        await store.Commit(new Commit().Insert(People, new Guest("U3")), None);
        Assert.Equal(["U-erased-person", "U3"], (await store.Changes(People, position, 10, None)).Items.Select(change => change.Id));

        _clock.SetTo(_clock.GetUtcNow().AddHours(2));
        if (restarted)
        {
            store.Dispose();
            store = Open();
        }

        await store.Commit(new Commit().Insert(People, new Guest("U4")), None);
        var page = await store.Changes(People, position, 2, None);
        Assert.True(page.StartsOver);
        var rest = await store.Changes(People, page.Next, 2, None);
        Assert.False(rest.StartsOver); // Also in the middle of a walk that began after the forgetting.
        Assert.Equal(["U2", "U3", "U4"], page.Items.Concat(rest.Items).Select(change => change.Id));

        store.Dispose();
        var bytes = Directory.GetFiles(_folder).SelectMany(File.ReadAllBytes).ToArray();
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("U-erased-person")));
    }

    [Fact]
    public async Task A_position_from_after_a_restored_backup_starts_over()
    {
        var store = Open();
        await store.Commit(new Commit().Insert(People, new Guest("U1")), None);
        await store.Backup(Path.Combine(_folder, "backup.db"), null, None);
        await store.Commit(new Commit().Insert(People, new Guest("U2")), None);
        var position = (await store.Changes(People, null, 10, None)).Next;
        store.Dispose();

        // However far the restored one goes, it never was where the original had come.
        using var restored = SqliteStore.Open($"Data Source={_folder}/backup.db", [People], _clock);
        await restored.Commit(Enumerable.Range(0, 20).Aggregate(new Commit(), (commit, i) => commit.Insert(People, new Guest($"other{i}"))), None);
        Assert.True((await restored.Changes(People, position, 10, None)).StartsOver);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SqliteStore Open() => SqliteStore.Open($"Data Source={_folder}/test.db", [People], _clock);
}
