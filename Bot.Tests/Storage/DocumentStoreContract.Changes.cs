using Bot.Storage;

namespace Bot.Tests.Storage;

public abstract partial class DocumentStoreContract
{
    [Fact]
    public async Task A_follower_begins_with_everything_then_hears_of_each_change()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("A")).Insert(People, new Guest("B")).Insert(People, new Guest("C")));

        var page = await store.Changes(People, null, 10, None);
        Assert.True(page.StartsOver);
        Assert.Equal(["A", "B", "C"], page.Items.Select(change => change.Id).Order());

        await Commit(store, new Commit().Replace(People, new Guest("A") { Name = "new" }, 1));
        await Commit(store, new Commit().Delete(People, "B", 1).Insert(Rooms, new Room("sakura", 1)));
        page = await store.Changes(People, page.Next, 10, None);
        Assert.False(page.StartsOver);
        Assert.Equal([("A", "new"), ("B", null)], page.Items.Select(change => (change.Id, change.Value?.Name)));
        Assert.Null(page.Items[1].Value);

        page = await store.Changes(People, page.Next, 10, None);
        Assert.Empty(page.Items);
        Assert.Empty((await store.Changes(People, page.Next, 10, None)).Items);
    }

    [Fact]
    public async Task Of_many_changes_to_one_document_the_latest_state_comes_once()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("A")));
        var before = await Followed(store);
        await Commit(store, new Commit().Delete(People, "A"));
        await Commit(store, new Commit().Insert(People, new Guest("A") { Name = "again" }));
        await Commit(store, new Commit().Replace(People, new Guest("A") { Name = "and again" }, 1));

        var page = await store.Changes(People, before, 10, None);

        Assert.Equal("and again", Assert.Single(page.Items).Value?.Name);
        Assert.Empty((await store.Changes(People, page.Next, 10, None)).Items);
    }

    [Fact]
    public async Task Following_in_small_pages_misses_nothing_of_a_large_commit()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("old")));
        var before = await Followed(store);
        var commit = new Commit().Delete(People, "old");
        for (var i = 0; i < 100; i++)
        {
            commit.Insert(People, new Guest($"U{i:00}"));
        }

        await Commit(store, commit);

        foreach (var (after, expected) in new[] { (before, 101), (null, 100) })
        {
            var seen = new List<string>();
            var page = await store.Changes(People, after, 7, None);
            for (; page.Items.Count > 0; page = await store.Changes(People, page.Next, 7, None))
            {
                Assert.InRange(page.Items.Count, 1, 7);
                seen.AddRange(page.Items.Select(change => change.Id));
            }

            Assert.Equal(expected, seen.Distinct().Count());
            Assert.Equal(expected, seen.Count);
        }
    }

    [Fact]
    public async Task What_is_deleted_during_the_first_walk_does_not_stay_with_the_follower()
    {
        var store = await Open();
        await Commit(store, Enumerable.Range(0, 30).Aggregate(new Commit(), (commit, i) => commit.Insert(People, new Guest($"U{i:00}"))));
        var followed = new HashSet<string>();
        var page = await store.Changes(People, null, 10, None);
        Follow(page);
        await Commit(store, new Commit().Delete(People, page.Items[0].Id).Delete(People, "U29").Insert(People, new Guest("A")));

        for (page = await store.Changes(People, page.Next, 10, None); page.Items.Count > 0; page = await store.Changes(People, page.Next, 10, None))
        {
            Assert.False(page.StartsOver);
            Follow(page);
        }

        Assert.Equal(await store.Ids(People, Filter.Everything, None), followed.Order(StringComparer.Ordinal));

        void Follow(ChangePage<Guest> changes)
        {
            foreach (var change in changes.Items)
            {
                _ = change.Value is null ? followed.Remove(change.Id) : followed.Add(change.Id);
            }
        }
    }

    [Fact]
    public async Task A_position_outlives_the_store_that_gave_it()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("A")).Insert(People, new Guest("B")));
        var position = await Followed(store);
        await Commit(store, new Commit().Delete(People, "A"));

        store = await Open();
        await Commit(store, new Commit().Replace(People, new Guest("B") { Name = "later" }, 1));

        var page = await store.Changes(People, position, 10, None);
        Assert.False(page.StartsOver);
        Assert.Equal([("A", null), ("B", "later")], page.Items.Select(change => (change.Id, change.Value?.Name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("0123456789abcdef-1-0")]
    [InlineData("{\"_data\":\"82\"}")]
    public async Task A_position_of_another_store_starts_over(string position)
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("A")));

        var page = await store.Changes(People, position, 10, None);

        Assert.True(page.StartsOver);
        Assert.Equal("A", Assert.Single(page.Items).Id);
        Assert.Empty((await store.Changes(People, page.Next, 10, None)).Items);
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
        string? after = null;
        for (var last = false; ;)
        {
            var page = await store.Changes(People, after, 5, None);
            Assert.Equal(page.Items.Count, page.Items.DistinctBy(change => change.Id).Count());
            after = page.Next;
            foreach (var change in page.Items)
            {
                followed[change.Id] = change.Value?.Name;
            }

            if (page.Items.Count == 0 && last)
            {
                break;
            }

            last = page.Items.Count == 0 && writing.IsCompleted;
        }

        await writing;
        var everybody = await store.Find(new Query<Guest>(People, Filter.Everything), None);
        Assert.Equal(
            everybody.Items.Select(stored => (stored.Value.Id, stored.Value.Name)),
            followed.Where(entry => entry.Value is not null).Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_collection_without_a_feed_cannot_be_followed()
    {
        var store = await Open();

        await Assert.ThrowsAsync<ArgumentException>(() => store.Changes(Rooms, null, 10, None));
    }

    private static async Task<string> Followed(IDocumentStore store)
    {
        var page = await store.Changes(People, null, 1000, None);
        while (page.Items.Count > 0)
        {
            page = await store.Changes(People, page.Next, 1000, None);
        }

        return page.Next;
    }
}
