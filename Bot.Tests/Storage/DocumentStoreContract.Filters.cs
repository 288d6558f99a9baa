using System.Text.Json;
using Bot.Storage;

namespace Bot.Tests.Storage;

public abstract partial class DocumentStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Random_filters_find_exactly_what_they_mean(int seed)
    {
        var store = await Open();
        var random = new RandomGuests(seed);
        var guests = Enumerable.Range(0, 80).Select(random.Guest).ToList();
        await Commit(store, guests.Aggregate(new Commit(), (commit, guest) => commit.Insert(People, guest)));
        var documents = guests
            .Select(guest => (guest.Id, Json: JsonSerializer.SerializeToNode(guest, People.Json)!))
            .OrderBy(document => document.Id, StringComparer.Ordinal)
            .ToList();

        for (var round = 0; round < 250; round++)
        {
            var filter = random.Filter();
            var expected = documents.Where(document => FilterOracle.Holds(filter, document.Json, document.Id)).Select(document => document.Id).ToList();
            var found = await store.Ids(People, filter, None);
            Assert.True(expected.SequenceEqual(found), $"Round {round}: {Print(filter)}\nexpected {string.Join(' ', expected)}\nfound    {string.Join(' ', found)}");
            Assert.Equal(expected.Count, await store.Count(People, filter, None));
            if (round % 10 == 0)
            {
                Assert.Equal(expected, (await All(store, new Query<Guest>(People, filter) { Limit = 13 })).Select(guest => guest.Id));
            }
        }
    }

    [Fact]
    public async Task A_missing_value_compares_with_nothing_so_not_of_it_holds()
    {
        var store = await WithGuests(new Guest("has") { Score = 5, Home = new("Kyoto", 2) }, new Guest("lacks"));

        foreach (var path in new[] { "score", "home.floor" })
        {
            var less = new Filter.Compare(path, Comparison.Less, 10);
            Assert.Equal(["has"], await store.Ids(People, less, None));
            Assert.Equal(["lacks"], await store.Ids(People, !less, None));
            Assert.Equal(["has"], await store.Ids(People, !!less, None));
            Assert.Equal(["lacks"], await store.Ids(People, !(less & new Filter.Exists(path)), None));
            Assert.Equal(["lacks"], await store.Ids(People, !(less | Filter.Equal(path, 99)), None));
            Assert.Equal(["has", "lacks"], await store.Ids(People, !Filter.Equal(path, 99), None));
        }

        Assert.Equal(2, await store.Count(People, Filter.Everything, None));
        Assert.Equal(0, await store.Count(People, Filter.Nothing, None));
        Assert.Equal(0, await store.Count(People, !Filter.Everything, None));
    }

    [Fact]
    public async Task Values_of_different_kinds_do_not_compare()
    {
        var store = await WithGuests(new Guest("U1") { Score = 1, Vip = true, Name = "1", Note = "1", Home = new("1", 1) { Shared = true } });

        foreach (var path in new[] { "score", "home.floor" })
        {
            Assert.Equal(0, await store.Count(People, Filter.Equal(path, "1") | Filter.Equal(path, true) | Filter.In(path, ["1", true]), None));
            Assert.Equal(1, await store.Count(People, !Filter.Equal(path, "1"), None));
        }

        foreach (var path in new[] { "vip", "home.shared" })
        {
            Assert.Equal(0, await store.Count(People, Filter.Equal(path, 1) | Filter.Equal(path, "true"), None));
            Assert.Equal(1, await store.Count(People, new Filter.Compare(path, Comparison.Greater, false), None));
        }

        foreach (var path in new[] { "name", "home.city", "note" })
        {
            Assert.Equal(0, await store.Count(People, Filter.Equal(path, 1), None));
        }
    }

    [Fact]
    public async Task All_of_Any_holds_for_one_and_the_same_element()
    {
        var day = DateTimeOffset.UnixEpoch;
        var store = await WithGuests(
            new Guest("same") { Tags = [new("婚約中", day.AddDays(5)), new("甘口", day)] },
            new Guest("split") { Tags = [new("婚約中", day), new("甘口", day.AddDays(5))] });

        var recently = new Filter.Any("tags", Filter.Equal("name", "婚約中") & new Filter.Compare("since", Comparison.Greater, day.AddDays(1)));

        Assert.Equal(["same"], await store.Ids(People, recently, None));
        Assert.Equal(["split"], await store.Ids(People, !recently, None));
        Assert.Equal(["same", "split"], await store.Ids(People, Filter.Equal("tags.name", "婚約中") & new Filter.Compare("tags.since", Comparison.Greater, day.AddDays(1)), None));
    }

    [Fact]
    public async Task Lists_in_lists_are_looked_into()
    {
        var day = DateTimeOffset.UnixEpoch;
        var store = await WithGuests(
            new Guest("U1") { Visits = [new("sakura", day, 500) { Orders = ["curry", "lassi"], Remarks = [new("good", day)] }, new("ume", day)] },
            new Guest("U2") { Visits = [new("sakura", day, 900) { Orders = ["tea"] }] });

        Assert.Equal(["U1"], await store.Ids(People, new Filter.Any("visits", Filter.Equal("room", "sakura") & Filter.Equal("orders", "lassi")), None));
        Assert.Equal(["U1"], await store.Ids(People, new Filter.Any("visits", new Filter.Any("remarks", Filter.Equal("name", "good"))), None));
        Assert.Equal(["U1"], await store.Ids(People, new Filter.Any("visits.remarks", Filter.Equal("since", day)), None));
        Assert.Equal(["U1"], await store.Ids(People, Filter.Equal("visits.remarks.name", "good"), None));
        Assert.Equal(["U1"], await store.Ids(People, new Filter.Any("visits", !new Filter.Exists("paid")), None));
        Assert.Equal(["U2"], await store.Ids(People, !new Filter.Any("visits", !new Filter.Exists("paid")), None));
        Assert.Equal(["U2"], await store.Ids(People, new Filter.Contains("visits.orders", "te"), None));
    }

    [Fact]
    public async Task A_million_ids_are_a_filter_like_any_other()
    {
        var store = await WithGuests([.. Enumerable.Range(0, 20).Select(i => new Guest($"U{i:x32}"))]);
        var ids = Enumerable.Range(10, 1_000_000).Select(i => $"U{i:x32}").ToHashSet();

        Assert.Equal(10, await store.Count(People, new Filter.IdIn(ids), None));
        Assert.Equal(10, await store.Count(People, !new Filter.IdIn(ids.Take(1000).ToHashSet()), None));
        Assert.Equal(0, await store.Count(People, new Filter.IdIn(new HashSet<string>()), None));
    }

    [Fact]
    public async Task Many_values_and_many_terms_are_a_filter_like_any_other()
    {
        var store = await WithGuests([.. Enumerable.Range(0, 20).Select(i => new Guest($"U{i}") { Score = i + 0.5, Name = $"'{i}'", Note = $"{i}" })]);

        Assert.Equal(10, await store.Count(People, Filter.In("score", Enumerable.Range(10, 50_000).Select(i => (FieldValue)(i + 0.5))), None));
        Assert.Equal(10, await store.Count(People, Filter.In("name", Enumerable.Range(10, 50_000).Select(i => (FieldValue)$"'{i}'")), None));
        Assert.Equal(10, await store.Count(People, new Filter.Or([.. Enumerable.Range(10, 5_000).Select(i => Filter.Equal("note", $"{i}"))]), None));
        Assert.Equal(10, await store.Count(People, new Filter.Or([.. Enumerable.Range(10, 5_000).Select(i => Filter.Equal("score", i + 0.5))]), None));
        Assert.Equal(19, await store.Count(People, new Filter.And([.. Enumerable.Range(0, 5_000).Select(_ => !Filter.Equal("score", 3.5))]), None));
    }

    [Fact]
    public async Task Deep_nesting_is_understood_or_refused_but_never_a_crash()
    {
        var store = await WithGuests(new Guest("U1") { Score = 1 }, new Guest("U2") { Score = 2 });

        Assert.Equal(["U1"], await store.Ids(People, Nested(200, filter => !!filter), None));
        Assert.Equal(["U1"], await store.Ids(People, Nested(200, filter => filter & Filter.Everything), None));
        foreach (var depth in new[] { 200, 900, 100_000 })
        {
            try
            {
                Assert.Equal(["U1"], await store.Ids(People, Nested(depth / 2, filter => !(!filter | Filter.Equal("score", 2))), None));
            }
            catch (ArgumentException)
            {
                Assert.NotEqual(200, depth);
            }
        }

        await Assert.ThrowsAsync<ArgumentException>(() => store.Find(new Query<Guest>(People, Nested(100_000, filter => new Filter.Any("visits", filter))), None));

        static Filter Nested(int depth, Func<Filter, Filter> around) =>
            Enumerable.Range(0, depth).Aggregate(Filter.Equal("score", 1), (filter, _) => around(filter));
    }

    private async Task<IDocumentStore> WithGuests(params Guest[] guests)
    {
        var store = await Open();
        await Commit(store, guests.Aggregate(new Commit(), (commit, guest) => commit.Insert(People, guest)));
        return store;
    }

    private static string Print(Filter filter) => filter switch
    {
        Filter.And and => $"({string.Join(" and ", and.Filters.Select(Print))})",
        Filter.Or or => $"({string.Join(" or ", or.Filters.Select(Print))})",
        Filter.Not not => $"not {Print(not.Filter)}",
        Filter.Any any => $"any {any.Path} [{Print(any.Element)}]",
        Filter.OneOf oneOf => $"{oneOf.Path} in ({string.Join(", ", oneOf.Values.Select(value => $"{value.Kind} '{value}'"))})",
        Filter.Compare compare => $"{compare.Path} {compare.By} {compare.Value.Kind} '{compare.Value}'",
        Filter.IdIn ids => $"id in {string.Join(' ', ids.Ids)}",
        _ => filter.ToString(),
    };
}
