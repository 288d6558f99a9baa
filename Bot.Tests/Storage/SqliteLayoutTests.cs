using Bot.Storage;
using Bot.Storage.Sqlite;

namespace Bot.Tests.Storage;

/// <summary>A file made by one version of the program, opened by the next.</summary>
public sealed class SqliteLayoutTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store-").FullName;

    private static CancellationToken None => CancellationToken.None;

    private static Collection<Guest> Bare => new("guests", GuestsJson.Documents.For<Guest>(), guest => guest.Id);

    private static Collection<Guest> Full => Guests.Declared("guests").WithChangeFeed();

    [Fact]
    public async Task Fields_lists_indexes_and_a_feed_declared_later_know_the_documents_from_before()
    {
        await Write(Bare, Enumerable.Range(0, 1200).Select(i => new Guest($"U{i:0000}")
        {
            Score = i,
            Email = i % 2 == 0 ? $"{i}@example.jp" : null,
            Tags = [new($"tag-{i % 3}", DateTimeOffset.UnixEpoch)],
        }));

        var full = Full;
        using var store = Open(full);

        Assert.Equal(["U1199"], await store.Ids(full, Filter.Equal("score", 1199), None));
        Assert.Equal(400, await store.Count(full, Filter.Equal("tags.name", "tag-1"), None));
        Assert.Equal("U1199", (await store.Find(new Query<Guest>(full, Filter.Everything) { OrderBy = "score", Descending = true }, None)).Items[0].Value.Id);
        Assert.Equal(1200, (await store.Changes(full, null, 5000, None)).Items.Count);
        Assert.IsType<CommitResult.Conflict>(await store.Commit(new Commit().Insert(full, new Guest("new") { Email = "0@example.jp" }), None));
        Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Replace(full, new Guest("U0000"), 1), None));
    }

    [Fact]
    public async Task A_field_that_changes_its_kind_is_filled_anew()
    {
        var asNumber = Bare.Field("score", FieldKind.Number, guest => guest.Score).IndexedBy("score");
        await Write(asNumber, [new Guest("U1") { Score = 7 }]);

        var asText = Bare.Field("score", FieldKind.Text, guest => $"<{guest.Score}>").IndexedBy("score");
        using var store = Open(asText);

        Assert.Equal(["U1"], await store.Ids(asText, Filter.Equal("score", "<7>"), None));
    }

    [Fact]
    public async Task A_field_that_was_away_for_a_version_knows_what_was_written_meanwhile()
    {
        var with = Bare.Field("name", FieldKind.Text, guest => guest.Name).Many("rooms", FieldKind.Text, guest => guest.Rooms.Select(room => (FieldValue)room)).WithChangeFeed();
        await Write(with, [new Guest("U1") { Name = "a", Rooms = ["a"] }, new Guest("U2") { Name = "a", Rooms = ["a"] }]);
        var without = Bare;
        using (var store = Open(without))
        {
            await store.Commit(new Commit().Replace(without, new Guest("U1") { Name = "b", Rooms = ["b"] }, 1).Delete(without, "U2"), None);
            await store.Commit(new Commit().Insert(without, new Guest("U2") { Name = "c", Rooms = ["c"] }), None);
        }

        with = Bare.Field("name", FieldKind.Text, guest => guest.Name).Many("rooms", FieldKind.Text, guest => guest.Rooms.Select(room => (FieldValue)room)).WithChangeFeed();
        using var again = Open(with);

        foreach (var path in new[] { "name", "rooms" })
        {
            Assert.Empty(await again.Ids(with, Filter.Equal(path, "a"), None));
            Assert.Equal(["U1", "U2"], await again.Ids(with, Filter.In(path, ["b", "c"]), None));
        }

        Assert.Equal(["U1", "U2"], (await again.Changes(with, null, 10, None)).Items.Select(change => change.Id));
    }

    [Fact]
    public async Task A_unique_index_no_longer_declared_binds_no_more()
    {
        await Write(Full, [new Guest("U1") { Email = "a@example.jp" }]);

        await Write(Bare, [new Guest("U2") { Email = "a@example.jp" }]);
    }

    [Fact]
    public async Task A_unique_index_that_the_documents_break_is_refused_and_nothing_changes()
    {
        await Write(Bare, [new Guest("U1") { Email = "a@example.jp" }, new Guest("U2") { Email = "a@example.jp" }]);

        var failure = Assert.Throws<StoreException>(() => Open(Full));
        Assert.Contains("guests.unique.email", failure.Message, StringComparison.Ordinal);

        var bare = Bare;
        using var store = Open(bare);
        Assert.Equal(2, await store.Count(bare, Filter.Everything, None));
    }

    [Fact]
    public async Task A_document_the_new_version_cannot_read_is_named_and_nothing_changes()
    {
        await Write(Bare, [new Guest("U1") { Name = "花子" }]);
        var rooms = new Collection<Room>("guests", GuestsJson.Documents.For<Room>(), room => room.Id).Field("beds", FieldKind.Number, room => room.Beds);

        Assert.Contains("guests/U1 cannot be read", Assert.Throws<StoreException>(() => Open(rooms)).Message, StringComparison.Ordinal);

        var bare = Bare;
        using var store = Open(bare);
        Assert.Equal("花子", (await store.Get(bare, "U1", None))!.Value.Name);
    }

    [Fact]
    public async Task Documents_of_a_collection_not_declared_for_a_while_are_kept()
    {
        await Write(Full, [new Guest("U1") { Rooms = ["sakura"] }]);
        Open(Guests.Rooms).Dispose();

        var full = Full;
        using var store = Open(full);

        Assert.Equal(["U1"], await store.Ids(full, Filter.Equal("rooms", "sakura"), None));
    }

    [Fact]
    public void An_index_gives_pages_their_order_without_reading_more_than_the_page()
    {
        var full = Full;
        Open(full).Dispose();
        var from = new Filter.Compare("seenAt", Comparison.Greater, DateTimeOffset.UnixEpoch);
        var query = new Query<Guest>(full, Filter.Everything);

        Assert.Equal(["SEARCH guests USING INDEX guests.by.score (f.score>?)"], Plan(query with { OrderBy = "score", Descending = true }));
        Assert.Equal(
            ["SEARCH guests USING INDEX guests.by.vip,seenAt (f.vip=? AND f.seenAt>?)"],
            Plan(query with { Where = Filter.Equal("vip", true) & from, OrderBy = "seenAt", After = PageCursor.Write(query with { OrderBy = "seenAt" }, DateTimeOffset.UnixEpoch, "U1") }));
        Assert.Equal(["SEARCH guests USING INDEX guests.unique.email (f.email=?)"], Plan(query with { Where = Filter.Equal("email", "a") }));
        Assert.Contains(
            Plan(query with { Where = new Filter.IdIn(Enumerable.Range(0, 500).Select(i => $"U{i}").ToHashSet()) & Filter.Equal("vip", true) }),
            step => step.Contains("(id=?)", StringComparison.Ordinal));

        List<string> Plan(Query<Guest> asked)
        {
            using var database = Database.Open($"Data Source={_folder}/test.db");
            using var plan = database.Query($"EXPLAIN QUERY PLAN {new FindSql<Guest>(new Table(full), asked).Sql}");
            var steps = new List<string>();
            while (plan.Step())
            {
                steps.Add(plan.Text(3));
            }

            return steps;
        }
    }

    [Fact]
    public void A_declaration_that_cannot_be_built_throws()
    {
        Assert.Throws<ArgumentException>(() => Bare.IndexedBy("score"));
        Assert.Throws<ArgumentException>(() => Bare.IndexedBy());
        Assert.Throws<ArgumentException>(() => Bare.Field("a b", FieldKind.Text, _ => default));
        Assert.Throws<ArgumentException>(() => Bare.Field("a", FieldKind.Text, _ => default).Field("a", FieldKind.Text, _ => default));
        Assert.Throws<ArgumentException>(() => Bare.Many("a", FieldKind.Text, _ => []).IndexedBy("a"));
        Assert.Throws<ArgumentException>(() => new Collection<Guest>("a.b", GuestsJson.Documents.For<Guest>(), guest => guest.Id));
        Assert.Throws<InvalidOperationException>(() => new Commit().Insert(Bare.Field("score", FieldKind.Text, guest => guest.Score), new Guest("U1") { Score = 1 }));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SqliteStore Open(Collection collection) => SqliteStore.Open($"Data Source={_folder}/test.db", [collection]);

    private async Task Write(Collection<Guest> collection, IEnumerable<Guest> guests)
    {
        using var store = Open(collection);
        Assert.IsType<CommitResult.Committed>(await store.Commit(guests.Aggregate(new Commit(), (commit, guest) => commit.Insert(collection, guest)), None));
    }
}
