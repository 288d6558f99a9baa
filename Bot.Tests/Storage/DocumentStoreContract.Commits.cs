using Bot.Storage;
using static Bot.Storage.CommitResult;

namespace Bot.Tests.Storage;

public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task The_version_grows_by_one_with_each_write()
    {
        var store = await Open();
        await Commit(store, new Commit().Put(People, new Guest("U1"), 0));
        await Commit(store, new Commit().Put(People, new Guest("U1") { Name = "花" }, 1));
        await Commit(store, new Commit().Replace(People, new Guest("U1") { Name = "花子" }, 2));

        var stored = await store.Get(People, "U1", None);

        Assert.Equal((3, "花子"), (stored!.Version, stored.Value.Name));
    }

    [Fact]
    public async Task A_deleted_document_is_gone_and_may_be_inserted_again()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("U1") { Rooms = ["sakura"] }));
        await Commit(store, new Commit().Delete(People, "U1", 1));
        Assert.Null(await store.Get(People, "U1", None));
        Assert.Empty(await store.Ids(People, Filter.Equal("rooms", "sakura"), None));

        await Commit(store, new Commit().Insert(People, new Guest("U1")));

        Assert.Equal(1, (await store.Get(People, "U1", None))!.Version);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_conflict_unless_a_version_is_expected()
    {
        var store = await Open();

        Assert.IsType<Committed>(await store.Commit(new Commit().Delete(People, "U1"), None));
        Assert.Equal(Conflict(People, "U1", ConflictReason.VersionChanged), await store.Commit(new Commit().Delete(People, "U1", 1), None));
    }

    [Fact]
    public async Task A_conflict_says_which_document_and_why()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("U1") { Email = "hanako@example.jp" }));

        Assert.Equal(
            Conflict(People, "U1", ConflictReason.AlreadyExists),
            await store.Commit(new Commit().Insert(People, new Guest("U1")), None));
        Assert.Equal(
            Conflict(People, "U1", ConflictReason.VersionChanged),
            await store.Commit(new Commit().Replace(People, new Guest("U1"), 7), None));
        Assert.Equal(
            Conflict(People, "U2", ConflictReason.VersionChanged),
            await store.Commit(new Commit().Replace(People, new Guest("U2"), 1), None));
        Assert.Equal(
            Conflict(People, "U1", ConflictReason.VersionChanged),
            await store.Commit(new Commit().Delete(People, "U1", 2), None));
        Assert.Equal(
            Conflict(People, "U2", ConflictReason.UniqueKey),
            await store.Commit(new Commit().Insert(People, new Guest("U2") { Email = "hanako@example.jp" }), None));
    }

    [Fact]
    public async Task A_commit_over_several_collections_is_written_whole_or_not_at_all()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("U1") { Email = "a@example.jp" }).Insert(Rooms, new Room("sakura", 2)));

        var refused = new Commit()
            .Replace(Rooms, new Room("sakura", 3), 1)
            .Insert(Rooms, new Room("ume", 1))
            .Insert(People, new Guest("U3") { Tags = [new("甘口", DateTimeOffset.UnixEpoch)] })
            .Insert(People, new Guest("U2") { Email = "a@example.jp" })
            .Delete(People, "U1");
        Assert.Equal(Conflict(People, "U2", ConflictReason.UniqueKey), await store.Commit(refused, None));

        Assert.Equal(2, (await store.Get(Rooms, "sakura", None))!.Value.Beds);
        Assert.Null(await store.Get(Rooms, "ume", None));
        Assert.Equal(["U1"], await store.Ids(People, Filter.Everything, None));
        Assert.Equal(0, await store.Count(People, Filter.Equal("tags.name", "甘口"), None));
    }

    [Fact]
    public async Task An_empty_commit_is_committed()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("U1")));

        Assert.Equal(new Committed(), await store.Commit(new Commit(), None));
    }

    [Fact]
    public async Task A_unique_key_is_refused_within_one_commit_and_free_again_once_given_up()
    {
        var store = await Open();
        var twice = new Commit().Insert(People, new Guest("U1") { Email = "a@example.jp" }).Insert(People, new Guest("U2") { Email = "a@example.jp" });
        Assert.Equal(Conflict(People, "U2", ConflictReason.UniqueKey), await store.Commit(twice, None));
        Assert.Equal(0, await store.Count(People, Filter.Everything, None));

        await Commit(store, new Commit().Insert(People, new Guest("U1") { Email = "a@example.jp" }).Insert(People, new Guest("U0")).Insert(People, new Guest("U00")));
        await Commit(store, new Commit().Replace(People, new Guest("U1"), 1).Insert(People, new Guest("U2") { Email = "a@example.jp" }));
        await Commit(store, new Commit().Delete(People, "U2", 1));
        await Commit(store, new Commit().Insert(People, new Guest("U3") { Email = "a@example.jp" }));
    }

    [Fact]
    public async Task Of_many_commits_at_once_for_one_unique_key_exactly_one_wins()
    {
        var store = await Open();

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            store.Commit(new Commit().Insert(Rooms, new Room($"room-{i}", i)).Insert(People, new Guest($"U{i}") { Email = $"{i % 10}@example.jp" }), None))));

        Assert.Equal(10, results.OfType<Committed>().Count());
        Assert.All(results.OfType<Conflict>(), conflict => Assert.Equal(ConflictReason.UniqueKey, conflict.Reason));
        Assert.Equal(10, await store.Count(Rooms, Filter.Everything, None));
        Assert.Equal(10, await store.Count(People, Filter.Everything, None));
    }

    [Fact]
    public async Task Every_increment_of_many_parallel_writers_counts_once()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(Rooms, new Room("sakura", 0)));

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 25;)
            {
                var seen = (await store.Get(Rooms, "sakura", None))!;
                var next = seen.Value with { Beds = seen.Value.Beds + 1 };
                done += await store.Commit(new Commit().Replace(Rooms, next, seen.Version), None) is Committed ? 1 : 0;
            }
        })));

        var room = await store.Get(Rooms, "sakura", None);
        Assert.Equal((400, 401), (room!.Value.Beds, room.Version));
    }

    [Fact]
    public async Task What_was_committed_is_seen_by_the_next_read_of_any_kind()
    {
        var store = await Open();
        for (var i = 0; i < 100; i++)
        {
            await Commit(store, new Commit().Insert(Rooms, new Room($"{i:00}", i)));
            Assert.NotNull(await store.Get(Rooms, $"{i:00}", None));
            Assert.Equal(i + 1, await store.Count(Rooms, Filter.Everything, None));
        }
    }

    [Fact]
    public async Task Cancelling_gives_up_the_wait_and_takes_nothing_back()
    {
        var store = await Open();
        using var cancelled = new CancellationTokenSource();

        var commits = Enumerable.Range(0, 50).Select(i => store.Commit(new Commit().Insert(Rooms, new Room($"{i}", i)), cancelled.Token)).ToList();
        await cancelled.CancelAsync();
        await Task.WhenAll(commits).ContinueWith(_ => { }, TaskScheduler.Default);
        await Commit(store, new Commit());

        foreach (var (commit, i) in commits.Select((commit, i) => (commit, i)).Where(each => each.commit.IsCompletedSuccessfully))
        {
            Assert.IsType<Committed>(await commit);
            Assert.NotNull(await store.Get(Rooms, $"{i}", None));
        }

        Assert.All(commits, commit => Assert.False(commit.IsFaulted));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Commit(new Commit().Insert(Rooms, new Room("late", 1)), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Get(Rooms, "1", cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Count(Rooms, Filter.Everything, cancelled.Token));
    }

    [Fact]
    public async Task A_document_is_written_as_it_was_when_it_was_added()
    {
        var store = await Open();
        var tags = new List<Label> { new("甘口", DateTimeOffset.UnixEpoch) };
        var commit = new Commit().Insert(People, new Guest("U1") { Tags = tags });
        tags.Clear();
        await Commit(store, commit);

        Assert.Single((await store.Get(People, "U1", None))!.Value.Tags);
        Assert.Equal(1, await store.Count(People, Filter.Equal("tags.name", "甘口"), None));
    }

    [Fact]
    public void One_commit_cannot_write_a_document_twice()
    {
        var commit = new Commit().Insert(People, new Guest("U1"));

        Assert.Throws<InvalidOperationException>(() => commit.Replace(People, new Guest("U1"), 1));
        Assert.Throws<InvalidOperationException>(() => commit.Include(new Commit().Delete(People, "U1")));
    }

    [Fact]
    public async Task Any_text_but_an_empty_one_can_be_an_id()
    {
        var store = await Open();
        string[] ids = ["'; DROP TABLE guests; --", "\"", "a\0b", "a", " ", "日本語", "👩‍👩‍👧", "A", "ｱ", "%_", new string('x', 5000), "\n", "a.b$c"];
        foreach (var id in ids)
        {
            await Commit(store, new Commit().Insert(People, new Guest(id) { Note = id }));
        }

        foreach (var id in ids)
        {
            Assert.Equal(id, (await store.Get(People, id, None))!.Value.Note);
            Assert.Equal([id], await store.Ids(People, new Filter.IdIn(new HashSet<string> { id }), None));
        }

        Assert.Equal(ids, (await store.GetMany(People, ids, None)).Select(stored => stored.Value.Id));
        Assert.Throws<ArgumentException>(() => new Commit().Insert(People, new Guest("")));
        Assert.ThrowsAny<ArgumentException>(() => new Commit().Insert(People, new Guest("\ud83d")));
    }

    [Fact]
    public async Task Large_and_strange_texts_come_back_as_they_were()
    {
        var store = await Open();
        string[] notes = [string.Concat(Enumerable.Repeat("辛さ🌶\"'\\ ", 12_000)), "a\0b", "\u2028\u0001\u007f", "‮", "", "\ufeff"];
        foreach (var (note, i) in notes.Select((note, i) => (note, i)))
        {
            await Commit(store, new Commit().Insert(People, new Guest($"U{i}") { Note = note, Name = note, Rooms = [note] }));
        }

        foreach (var (note, i) in notes.Select((note, i) => (note, i)))
        {
            Assert.Equal(note, (await store.Get(People, $"U{i}", None))!.Value.Note);
            foreach (var path in new[] { "note", "name", "rooms" })
            {
                Assert.Equal([$"U{i}"], await store.Ids(People, Filter.Equal(path, note), None));
            }
        }
    }

    [Fact]
    public async Task Documents_come_in_the_order_their_ids_were_asked_for()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(Rooms, new Room("a", 1)).Insert(Rooms, new Room("b", 2)).Insert(Rooms, new Room("c", 3)));

        var found = await store.GetMany(Rooms, ["c", "nobody", "a", "c"], None);

        Assert.Equal(["c", "a", "c"], found.Select(stored => stored.Value.Id));
        Assert.Empty(await store.GetMany(Rooms, [], None));
    }

    [Fact]
    public async Task Everything_is_still_there_when_the_store_is_opened_again()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("U1") { Name = "花子", Email = "a@example.jp", Rooms = ["sakura"] }));

        store = await Open();

        Assert.Equal("花子", (await store.Get(People, "U1", None))!.Value.Name);
        Assert.Equal(["U1"], await store.Ids(People, Filter.Equal("rooms", "sakura"), None));
        Assert.Equal(Conflict(People, "U2", ConflictReason.UniqueKey), await store.Commit(new Commit().Insert(People, new Guest("U2") { Email = "a@example.jp" }), None));
        Assert.Null(await store.Problem(None));
    }

    [Fact]
    public async Task Commits_waiting_when_the_store_closes_are_written()
    {
        var store = await Open();
        var commits = Enumerable.Range(0, 500).Select(i => store.Commit(new Commit().Insert(Rooms, new Room($"{i}", i)), None)).ToList();

        store = await Open();

        Assert.All(await Task.WhenAll(commits), result => Assert.IsType<Committed>(result));
        Assert.Equal(500, await store.Count(Rooms, Filter.Everything, None));
    }

    [Fact]
    public async Task A_collection_the_store_was_not_opened_with_is_an_argument_error()
    {
        var store = await Open(Rooms);

        await Assert.ThrowsAsync<ArgumentException>(() => store.Get(People, "U1", None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Commit(new Commit().Insert(People, new Guest("U1")), None));
    }

    private protected static async Task Commit(IDocumentStore store, Commit commit) =>
        Assert.IsType<Committed>(await store.Commit(commit, None));

    private static Conflict Conflict(Collection collection, string id, ConflictReason reason) => new(collection.Name, id, reason);
}
