using System.Text;
using System.Text.Json;
using Bot.Storage;
using Bot.Storage.Moving;
using Bot.Storage.Sqlite;

namespace Bot.Tests.Storage;

public sealed class StoreCopyTests : IDisposable
{
    private static readonly Collection<Guest> People = Guests.Collection;
    private static readonly Collection<Room> Rooms = Guests.Rooms;
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;
    private readonly List<IDisposable> _open = [];

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Everything_comes_over_with_its_versions_and_is_searched_as_before()
    {
        var (from, to) = (await Filled(1_000), Open("to"));

        var copied = await Copy(from, to).Run(_ => { }, None);

        Assert.Equal([("guests", 1_000), ("rooms", 3)], copied.Select(collection => (collection.Collection, collection.Count)));
        Assert.Equal(2, (await to.Get(People, "U0007", None))!.Version);
        Assert.Equal("七番 🍛", (await to.Get(People, "U0007", None))!.Value.Name);
        Assert.Equal(await from.Ids(People, Filter.Equal("tags.name", "甘口"), None), await to.Ids(People, Filter.Equal("tags.name", "甘口"), None));
        Assert.IsType<CommitResult.Committed>(await to.Commit(new Commit().Replace(People, new Guest("U0007"), 2), None));
        Assert.IsType<CommitResult.Conflict>(await to.Commit(new Commit().Insert(People, new Guest("new") { Email = "8@example.jp" }), None));
    }

    [Fact]
    public async Task From_file_to_server_and_back_again_nothing_changes_and_each_is_found_by_what_it_was_found_by()
    {
        using var server = TestStore.OnMongo();
        using var there = server.Open(People, Rooms, StoreCopy.Unfinished);
        var (from, back) = (await Filled(700), Open("back"));

        var gone = await Copy(from, there.Movable).Run(_ => { }, None);
        var returned = await Copy(there.Movable, back).Run(_ => { }, None);

        Assert.Equal(gone, returned);
        foreach (var store in new[] { there.Documents, back })
        {
            Assert.Equal(2, (await store.Get(People, "U0007", None))!.Version);
            Assert.Equal("七番 🍛", (await store.Get(People, "U0007", None))!.Value.Name);
            Assert.Equal(await from.Ids(People, Filter.Equal("tags.name", "甘口"), None), await store.Ids(People, Filter.Equal("tags.name", "甘口"), None));
            Assert.Equal(["U0300"], await store.Ids(People, Filter.Equal("score", 100.0), None));
            Assert.IsType<CommitResult.Conflict>(await store.Commit(new Commit().Insert(People, new Guest("new") { Email = "8@example.jp" }), None));
        }
    }

    [Fact]
    public async Task Stopped_on_the_way_to_a_server_it_goes_on_where_it_was()
    {
        using var server = TestStore.OnMongo();
        var from = await Filled(700);
        using (var stop = new CancellationTokenSource())
        using (var first = server.Open(People, Rooms, StoreCopy.Unfinished))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Copy(from, first.Movable).Run(progress => stop.Cancel(), stop.Token));
        }

        using var there = server.Open(People, Rooms, StoreCopy.Unfinished);
        await Assert.ThrowsAsync<StoreException>(() => new UnfinishedCopyCheck(there.Documents).StartAsync(None));
        var steps = new List<CopyProgress>();
        await Copy(from, there.Movable).Run(steps.Add, None);

        Assert.True(steps[0].Count > 200, "It began anew.");
        await new UnfinishedCopyCheck(there.Documents).StartAsync(None);
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_goes_on_where_it_was_and_no_bot_starts_on_the_half()
    {
        var (from, to) = (await Filled(1_000), Open("to"));
        using (var stop = new CancellationTokenSource())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Copy(from, to).Run(progress => stop.Cancel(), stop.Token));
        }

        var refused = await Assert.ThrowsAsync<StoreException>(() => new UnfinishedCopyCheck(to).StartAsync(None));
        Assert.Contains("not finished", refused.Message, StringComparison.Ordinal);

        var first = new List<CopyProgress>();
        await Copy(from, to).Run(first.Add, None);
        Assert.True(first[0].Count > 200, "It began anew.");
        Assert.Equal(1_000, await to.Count(People, Filter.Everything, None));
        await new UnfinishedCopyCheck(to).StartAsync(None);
    }

    [Fact]
    public async Task A_store_in_use_is_not_copied_over()
    {
        var (from, to) = (await Filled(10), Open("to"));
        await to.Commit(new Commit().Insert(Rooms, new Room("sakura", 1)), None);

        var refused = await Assert.ThrowsAsync<StoreException>(() => Copy(from, to).Run(_ => { }, None));

        Assert.Contains("rooms holds documents", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await to.Count(People, Filter.Everything, None));
    }

    [Fact]
    public async Task What_is_written_to_the_source_meanwhile_is_noticed()
    {
        var (from, to) = (await Filled(1_000), Open("to"));

        var different = await Assert.ThrowsAsync<StoreException>(() => Copy(from, to).Run(
            progress => from.Commit(new Commit().Delete(People, "U0000"), None).GetAwaiter().GetResult(), None));

        Assert.Contains("guests differs: 999 documents", different.Message, StringComparison.Ordinal);
        Assert.Contains("stop the bot", different.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_of_another_version_is_not_left_behind_unnoticed()
    {
        (await Filled(10)).Dispose();
        var from = Open("from", Rooms);

        var refused = await Assert.ThrowsAsync<StoreException>(() => new StoreCopy(from, Open("to"), [Rooms]).Run(_ => { }, None));

        Assert.Contains("guests", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"a":1.50,"b":[true,null,"x"]}""", """{ "b": [true, null, "\u0078"], "a": 1.5 }""", true)]
    [InlineData("""{"a":100000}""", """{"a":1E+5}""", true)]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""", true)]
    [InlineData("""{"a":0.1}""", """{"a":0.10000000000000001}""", false)]
    [InlineData("""{"a":"1"}""", """{"a":1}""", false)]
    [InlineData("""{"a":["b","c"]}""", """{"a":["bc"]}""", false)]
    [InlineData("""{"a":null}""", """{}""", false)]
    public void The_digest_is_of_what_is_said_and_not_of_how(string left, string right, bool same)
    {
        Assert.Equal(same, Digest(left) == Digest(right));

        static string Digest(string json)
        {
            using var digest = new ContentDigest();
            digest.Add(new StoredJson("id", 1, Encoding.UTF8.GetBytes(JsonDocument.Parse(json).RootElement.GetRawText())));
            return digest.ToString();
        }
    }

    public void Dispose()
    {
        _open.ForEach(store => store.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private static StoreCopy Copy(IMovable from, IMovable to) => new(from, to, [People, Rooms]);

    private async Task<SqliteStore> Filled(int guests)
    {
        var store = Open("from");
        var commit = new Commit().Insert(Rooms, new Room("sakura", 1)).Insert(Rooms, new Room("楓", 2)).Insert(Rooms, new Room("a.b$c", 3));
        for (var i = 0; i < guests; i++)
        {
            commit.Insert(People, new Guest($"U{i:0000}")
            {
                Score = i / 3.0,
                Email = $"{i}@example.jp",
                SeenAt = DateTimeOffset.UnixEpoch.AddMilliseconds(i),
                Tags = i % 2 == 0 ? [new("甘口", DateTimeOffset.UnixEpoch)] : [],
            });
        }

        await store.Commit(commit, None);
        if (guests > 7)
        {
            await store.Commit(new Commit().Replace(People, new Guest("U0007") { Name = "七番 🍛" }, 1), None);
        }

        return store;
    }

    private SqliteStore Open(string name, params Collection[] collections)
    {
        var store = SqliteStore.Open($"Data Source={_folder}/{name}.db", collections.Length > 0 ? collections : [People, Rooms, StoreCopy.Unfinished]);
        _open.Add(store);
        return store;
    }
}
