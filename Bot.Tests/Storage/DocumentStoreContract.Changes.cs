using Bot.Storage;

namespace Bot.Tests.Storage;

public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task Changes_come_in_order_each_document_once_in_its_latest_state()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("A")).Insert(People, new Guest("B")).Insert(People, new Guest("C")));
        await Commit(store, new Commit().Replace(People, new Guest("A") { Name = "new" }, 1));
        await Commit(store, new Commit().Delete(People, "B", 1).Insert(Rooms, new Room("sakura", 1)));

        var changes = await store.Changes(People, 0, 10, None);

        Assert.Equal([("C", null), ("A", "new"), ("B", null)], changes.Select(change => (change.Id, change.Value?.Name)));
        Assert.Null(changes[2].Value);
        Assert.True(changes.Zip(changes.Skip(1)).All(pair => pair.First.Sequence < pair.Second.Sequence));
        Assert.Empty(await store.Changes(People, await store.LatestSequence(None), 10, None));
    }

    [Fact]
    public async Task A_document_deleted_and_inserted_again_is_one_change()
    {
        var store = await Open();
        var before = await Commit(store, new Commit().Insert(People, new Guest("A")));
        await Commit(store, new Commit().Delete(People, "A"));
        var after = await Commit(store, new Commit().Insert(People, new Guest("A") { Name = "again" }));

        var change = Assert.Single(await store.Changes(People, before, 10, None));

        Assert.Equal((after, "again"), (change.Sequence, change.Value?.Name));
    }

    [Fact]
    public async Task Following_in_small_pages_misses_nothing_of_a_large_commit()
    {
        var store = await Open();
        var commit = new Commit();
        for (var i = 0; i < 100; i++)
        {
            commit.Insert(People, new Guest($"U{i:00}"));
        }

        var committed = await Commit(store, commit);

        var seen = new List<string>();
        var after = 0L;
        for (IReadOnlyList<Change<Guest>> page; (page = await store.Changes(People, after, 7, None)).Count > 0; after = page[^1].Sequence)
        {
            seen.AddRange(page.Select(change => change.Id));
        }

        Assert.Equal(100, seen.Distinct().Count());
        Assert.Equal(100, seen.Count);
        Assert.Equal(committed, after);
    }

    [Fact]
    public async Task A_follower_beside_many_writers_ends_with_what_the_store_holds()
    {
        var store = await Open();
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var i = 0; i < 60; i++)
            {
                var id = $"U{random.Next(20)}";
                var seen = await store.Get(People, id, None);
                var commit = seen is not null && random.Next(3) == 0
                    ? new Commit().Delete(People, id, seen.Version)
                    : new Commit().Put(People, new Guest(id) { Name = $"{writer}-{i}" }, seen?.Version ?? 0);
                await store.Commit(commit, None);
            }
        })));

        var followed = new Dictionary<string, string?>();
        var after = 0L;
        for (var last = false; ;)
        {
            var page = await store.Changes(People, after, 5, None);
            foreach (var change in page)
            {
                Assert.True(change.Sequence > after);
                after = change.Sequence;
                followed[change.Id] = change.Value?.Name;
            }

            if (page.Count == 0 && last)
            {
                break;
            }

            last = page.Count == 0 && writing.IsCompleted;
        }

        await writing;
        var page1 = await store.Find(new Query<Guest>(People, Filter.Everything), None);
        Assert.Equal(
            page1.Items.Select(stored => (stored.Value.Id, stored.Value.Name)),
            followed.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_collection_without_a_feed_cannot_be_followed()
    {
        var store = await Open();

        await Assert.ThrowsAsync<ArgumentException>(() => store.Changes(Rooms, 0, 10, None));
    }
}
