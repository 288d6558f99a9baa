using Bot.Storage;

namespace Bot.Tests.Storage;

public abstract partial class DocumentStoreContract
{
    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("score", false)]
    [InlineData("score", true)]
    [InlineData("name", false)]
    [InlineData("name", true)]
    [InlineData("seenAt", false)]
    [InlineData("seenAt", true)]
    [InlineData("vip", false)]
    [InlineData("vip", true)]
    public async Task Pages_hold_every_document_once_in_order_with_ties_and_without_those_that_lack_the_field(string? orderBy, bool descending)
    {
        var store = await Open();
        var random = new Random(7);
        string?[] names = ["あ", "ア", "亜", "a", "B", "", "🍛", "\uff71", null];
        var commit = new Commit();
        var guests = new List<Guest>();
        for (var i = 0; i < 60; i++)
        {
            guests.Add(new Guest($"U{random.Next(1_000_000)}-{i}")
            {
                Name = names[random.Next(names.Length)],
                Score = random.Next(4) == 0 ? null : random.Next(-3, 3) / 2.0,
                Vip = random.Next(3) switch { 0 => null, 1 => true, _ => false },
                SeenAt = random.Next(4) == 0 ? null : DateTimeOffset.UnixEpoch.AddDays(random.Next(5)),
            });
            commit.Insert(People, guests[^1]);
        }

        await Commit(store, commit);
        var query = new Query<Guest>(People, Filter.Everything) { OrderBy = orderBy, Descending = descending, Limit = 7 };

        var expected = guests
            .Select(guest => (Key: (IComparable?)(orderBy switch
            {
                "score" => guest.Score,
                "name" => guest.Name is null ? null : new CodePoints(guest.Name),
                "seenAt" => guest.SeenAt,
                "vip" => guest.Vip,
                _ => 0,
            }), Id: new CodePoints(guest.Id)))
            .Where(guest => guest.Key is not null)
            .Order()
            .Select(guest => guest.Id.Text);
        Assert.Equal(descending ? expected.Reverse() : expected, (await All(store, query)).Select(guest => guest.Id));
    }

    [Fact]
    public async Task Documents_written_between_two_pages_neither_repeat_nor_hide_others()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("c") { Score = 1 }).Insert(People, new Guest("e") { Score = 1 }).Insert(People, new Guest("g") { Score = 2 }));
        var query = new Query<Guest>(People, Filter.Everything) { OrderBy = "score", Limit = 2 };

        var first = await store.Find(query, None);
        await Commit(store, new Commit().Insert(People, new Guest("a") { Score = 1 }).Insert(People, new Guest("f") { Score = 1 }).Delete(People, "e"));
        var second = await store.Find(query with { After = first.Next }, None);

        Assert.Equal(["c", "e"], first.Items.Select(stored => stored.Value.Id));
        Assert.Equal(["f", "g"], second.Items.Select(stored => stored.Value.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task A_last_page_that_is_full_has_no_next()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(Rooms, new Room("a", 1)).Insert(Rooms, new Room("b", 2)));

        Assert.Null((await store.Find(new Query<Room>(Rooms, Filter.Everything) { Limit = 2 }, None)).Next);
        Assert.NotNull((await store.Find(new Query<Room>(Rooms, Filter.Everything) { Limit = 1 }, None)).Next);
        Assert.Empty((await store.Find(new Query<Room>(Rooms, Filter.Nothing), None)).Items);
    }

    [Fact]
    public async Task A_cursor_of_another_query_or_of_nobody_is_an_argument_error()
    {
        var store = await Open();
        await Commit(store, new Commit().Insert(People, new Guest("a") { Score = 1 }).Insert(People, new Guest("b") { Score = 1 }));
        var query = new Query<Guest>(People, Filter.Everything) { OrderBy = "score", Limit = 1 };
        var cursor = (await store.Find(query, None)).Next!;

        foreach (var foreign in new[] { query with { OrderBy = null }, query with { Descending = true }, query with { OrderBy = "name" } })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => store.Find(foreign with { After = cursor }, None));
        }

        foreach (var nonsense in new[] { "", "abc", "%%%", "bnVsbA", "WyJhIl0", cursor[..^2], "日本" })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => store.Find(query with { After = nonsense }, None));
        }
    }

    [Fact]
    public async Task What_cannot_be_a_query_is_an_argument_error()
    {
        var store = await Open();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.Find(new Query<Guest>(People, Filter.Everything) { Limit = 0 }, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.Find(new Query<Guest>(People, Filter.Everything) { OrderBy = "note" }, None));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => store.Find(new Query<Guest>(People, Filter.Everything) { OrderBy = "rooms" }, None));
        foreach (var path in new[] { "", ".", "a.", "a b", "a'b", "a\"b", "$", "a[0]", "1", "名前" })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => store.Count(People, Filter.Equal(path, 1), None));
            await Assert.ThrowsAnyAsync<ArgumentException>(() => store.Count(People, new Filter.Any(path, Filter.Everything), None));
            await Assert.ThrowsAnyAsync<ArgumentException>(() => store.Count(People, new Filter.Any("visits", Filter.Equal(path, 1)), None));
        }
    }

    private protected static async Task<List<T>> All<T>(IDocumentStore store, Query<T> query) where T : class
    {
        var all = new List<T>();
        for (var next = query; ;)
        {
            var page = await store.Find(next, None);
            Assert.InRange(page.Items.Count, 0, query.Limit);
            all.AddRange(page.Items.Select(stored => stored.Value));
            if (page.Next is null)
            {
                return all;
            }

            next = next with { After = page.Next };
        }
    }

    /// <summary>Text that compares by code point, the order every engine gives.</summary>
    private protected sealed record CodePoints(string Text) : IComparable<CodePoints>, IComparable
    {
        public int CompareTo(CodePoints? other) => Text.EnumerateRunes().Zip(other!.Text.EnumerateRunes())
            .Select(pair => pair.First.CompareTo(pair.Second))
            .Append(Text.EnumerateRunes().Count() - other.Text.EnumerateRunes().Count())
            .FirstOrDefault(order => order != 0);

        public int CompareTo(object? other) => CompareTo((CodePoints?)other);
    }
}
