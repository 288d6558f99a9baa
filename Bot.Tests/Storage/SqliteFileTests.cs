using Bot.Storage;
using Bot.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Storage;

/// <summary>What only an engine in a file can get wrong.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private static readonly Collection<Room> Rooms = Guests.Rooms;
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;

    private static CancellationToken None => CancellationToken.None;

    private string File => Path.Combine(_folder, "test.db");

    [Fact]
    public async Task Opening_makes_the_folder_and_the_file()
    {
        var file = Path.Combine(_folder, "日本 語", "a", "bot.db");
        using var store = SqliteStore.Open($"Data Source={file}", [Rooms]);
        await Insert(store, "sakura");

        Assert.True(System.IO.File.Exists(file));
    }

    [Fact]
    public async Task A_closed_store_says_so_and_may_be_closed_again()
    {
        var store = Open();
        store.Dispose();
        store.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Get(Rooms, "sakura", None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.Count(Rooms, Filter.Everything, None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Insert(store, "sakura"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        foreach (var content in new[] { "hello", string.Concat(Enumerable.Repeat("お客様リスト,", 2000)) })
        {
            System.IO.File.WriteAllText(File, content);

            Assert.Contains("is not a database of this program", Refused(File), StringComparison.Ordinal);
            Assert.Equal(content, System.IO.File.ReadAllText(File));
        }
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        Execute("CREATE TABLE rooms (id TEXT)");

        Assert.Contains("is a database of another program", Refused(File), StringComparison.Ordinal);
        Execute("INSERT INTO rooms VALUES ('mine')");
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused()
    {
        Open().Dispose();
        Execute("PRAGMA user_version = 99");

        Assert.Contains("was written by a newer version of this program (layout 99", Refused(File), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_hold_a_file_is_refused()
    {
        System.IO.File.WriteAllText(File, "");

        Assert.Contains("cannot be made", Refused(Path.Combine(File, "sub", "bot.db")), StringComparison.Ordinal);
        Assert.Contains("cannot be opened", Refused(_folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_only_file_is_refused_at_the_start()
    {
        Open().Dispose();

        var failure = Assert.Throws<StoreException>(() => SqliteStore.Open($"Data Source={File};Mode=ReadOnly", [Rooms]));

        Assert.Contains("is read-only", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_writes_nothing_by_halves_and_writing_goes_on_when_there_is_room()
    {
        Open().Dispose();
        var connections = new List<Database>();
        using var store = SqliteStore.Open(
            () =>
            {
                connections.Add(Database.Open($"Data Source={File}"));
                connections[^1].Execute("PRAGMA max_page_count = 60");
                return connections[^1];
            },
            [Rooms, Guests.Collection]);

        var written = 0;
        StoreException? full = null;
        while (full is null)
        {
            try
            {
                await store.Commit(
                    new Commit().Insert(Rooms, new Room($"{written}", 1)).Insert(Guests.Collection, new Guest($"{written}") { Note = new string('x', 5000) }),
                    None);
                written++;
            }
            catch (StoreException failure)
            {
                full = failure;
            }
        }

        Assert.Contains("is full: free some space", full.Message, StringComparison.Ordinal);
        Assert.Equal(written, await store.Count(Rooms, Filter.Everything, None));
        Assert.Equal(written, await store.Count(Guests.Collection, Filter.Everything, None));
        await Assert.ThrowsAsync<StoreException>(() => store.Commit(new Commit().Insert(Guests.Collection, new Guest("large") { Note = new string('x', 500_000) }), None));
        Assert.Null(await store.Damage(None));

        connections[0].Execute("PRAGMA max_page_count = 100000");
        await Insert(store, "more");
        Assert.Null(await store.Problem(None));
    }

    [Fact]
    public async Task A_lock_that_another_process_keeps_is_an_error_and_afterwards_all_is_well()
    {
        using var store = SqliteStore.Open(
            () =>
            {
                var database = Database.Open($"Data Source={File}");
                database.Execute("PRAGMA busy_timeout = 50");
                return database;
            },
            [Rooms]);
        using (var other = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            other.Open();
            Execute(other, "BEGIN IMMEDIATE");

            var failure = await Assert.ThrowsAsync<StoreException>(() => Insert(store, "sakura"));
            Assert.Contains("Another process has kept", failure.Message, StringComparison.Ordinal);
            Assert.Contains("Another process has kept", await store.Problem(None), StringComparison.Ordinal);
            Assert.Equal(0, await store.Count(Rooms, Filter.Everything, None));
        }

        await Insert(store, "sakura");
    }

    [Fact]
    public async Task Two_stores_on_one_file_write_side_by_side()
    {
        using var one = Open();
        using var other = Open();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Insert(i % 2 == 0 ? one : other, $"{i:000}")));

        Assert.Equal(100, await one.Count(Rooms, Filter.Everything, None));
        Assert.Equal(100, await other.Count(Rooms, Filter.Everything, None));
        Assert.IsType<CommitResult.Conflict>(await other.Commit(new Commit().Insert(Rooms, new Room("000", 1)), None));
    }

    [Fact]
    public async Task A_file_deleted_under_the_running_store_is_a_problem()
    {
        using var store = Open();
        Assert.Null(await store.Problem(None));
        System.IO.File.Delete(File);

        Assert.Contains("was moved or deleted", await store.Problem(None), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_says_so()
    {
        using (var store = Open())
        {
            await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Insert(store, $"{i:000000}")));
        }

        using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[16 * 4096]);
        }

        using var damaged = Open();
        var failure = await Assert.ThrowsAsync<StoreException>(() => damaged.Find(new Query<Room>(Rooms, Filter.Everything) { Limit = 10_000 }, None));
        Assert.Contains("is damaged: restore the latest backup", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(await damaged.Damage(None));
    }

    [Fact]
    public async Task A_backup_made_while_writing_is_one_moment_and_opens_as_a_store()
    {
        var copy = Path.Combine(_folder, "backups", "1.db");
        using (var store = Open())
        {
            await Insert(store, "before");
            using var enough = new CancellationTokenSource();
            var writing = Task.Run(async () =>
            {
                for (var i = 0; !enough.IsCancellationRequested; i++)
                {
                    await store.Commit(new Commit().Insert(Rooms, new Room($"a{i}", 1)).Insert(Rooms, new Room($"b{i}", 1)), None);
                }
            });
            await store.Backup(copy, null, None);
            await enough.CancelAsync();
            await writing;

            Assert.Contains("is there already", (await Assert.ThrowsAsync<StoreException>(() => store.Backup(copy, null, None))).Message, StringComparison.Ordinal);
        }

        using var restored = SqliteStore.Open($"Data Source={copy}", [Rooms]);
        var ids = await restored.Ids(Rooms, Filter.Everything, None);
        Assert.Contains("before", ids);
        Assert.Equal(ids.Count(id => id[0] == 'a'), ids.Count(id => id[0] == 'b') - 1);
        Assert.Null(await restored.Damage(None));
        await Insert(restored, "after");
        Assert.Equal(["1.db"], Directory.GetFiles(Path.GetDirectoryName(copy)!, "*.db*").Select(Path.GetFileName).Where(name => name!.EndsWith(".db", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_long_query_is_ended_by_cancelling_it()
    {
        using var store = SqliteStore.Open($"Data Source={File}", [Guests.Collection]);
        var commit = new Commit();
        for (var i = 0; i < 3000; i++)
        {
            commit.Insert(Guests.Collection, new Guest($"{i}") { Note = new string('x', 500) });
        }

        await store.Commit(commit, None);
        var slow = new Filter.Or([.. Enumerable.Range(0, 20_000).Select(i => new Filter.Contains("note", $"y{i}"))]);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Count(Guests.Collection, slow, soon.Token));
        Assert.Equal(3000, await store.Count(Guests.Collection, Filter.Everything, None));
    }

    [Fact]
    public async Task The_configured_file_lies_under_the_given_folder_and_holds_every_registered_collection()
    {
        await using (var provider = Services([]).BuildServiceProvider())
        {
            var store = provider.GetRequiredService<IDocumentStore>();
            await store.Commit(new Commit().Insert(Rooms, new Room("sakura", 1)), None);
        }

        Assert.True(System.IO.File.Exists(Path.Combine(_folder, "data", "botapp.db")));
        Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            Services(new() { ["Storage:ConnectionString"] = "Data Source=:memory:" }).BuildServiceProvider().GetRequiredService<IDocumentStore>());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IServiceCollection Services(Dictionary<string, string?> settings)
    {
        IServiceCollection services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Collection>(Rooms).AddSingleton<Collection>(Rooms);
        services.AddStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), _folder);
        return services;
    }

    private SqliteStore Open() => SqliteStore.Open($"Data Source={File}", [Rooms]);

    private static string Refused(string file) =>
        Assert.Throws<StoreException>(() => SqliteStore.Open($"Data Source={file}", [Rooms])).Message;

    private static async Task Insert(SqliteStore store, string id) =>
        Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Insert(Rooms, new Room(id, 1)), None));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
