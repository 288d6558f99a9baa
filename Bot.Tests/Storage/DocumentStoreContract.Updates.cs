using Bot.Storage;

namespace Bot.Tests.Storage;

public abstract partial class DocumentStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_any_row_of_writes_every_field_is_found_by_its_latest_value_only(int seed)
    {
        var store = await Open();
        var random = new Random(seed);
        var guests = new RandomGuests(seed);
        var expected = new Dictionary<string, (Guest Guest, long Version)>();
        for (var round = 0; round < 60; round++)
        {
            var commit = new Commit();
            foreach (var number in Enumerable.Range(0, 12).OrderBy(_ => random.Next()).Take(random.Next(1, 6)))
            {
                var guest = guests.Guest(number);
                var (before, version) = expected.GetValueOrDefault(guest.Id);
                if (before is not null && random.Next(4) == 0)
                {
                    commit.Delete(People, guest.Id, version);
                    expected.Remove(guest.Id);
                    continue;
                }

                // Often most of the document stays as it was.
                var after = before is null || random.Next(2) == 0 ? guest : before with { Score = guest.Score, Rooms = guest.Rooms };
                commit.Put(People, after, version);
                expected[guest.Id] = (after, version + 1);
            }

            await Commit(store, commit);
        }

        foreach (var (id, (guest, version)) in expected)
        {
            var stored = await store.Get(People, id, None);
            Assert.Equal((version, guest.Score, guest.Email), (stored!.Version, stored.Value.Score, stored.Value.Email));
        }

        await Same("name", guest => [guest.Name]);
        await Same("score", guest => [guest.Score]);
        await Same("vip", guest => [guest.Vip]);
        await Same("seenAt", guest => [guest.SeenAt]);
        await Same("email", guest => [guest.Email]);
        await Same("rooms", guest => guest.Rooms.Select(room => (FieldValue)room));
        await Same("tags.name", guest => guest.Tags.Select(tag => (FieldValue)tag.Name));

        async Task Same(string path, Func<Guest, IEnumerable<FieldValue>> values)
        {
            var now = expected.Values.SelectMany(entry => values(entry.Guest).Distinct().Select(value => (Value: value, entry.Guest.Id)))
                .Where(pair => pair.Value.Kind != FieldKind.Missing)
                .ToLookup(pair => pair.Value, pair => pair.Id);
            foreach (var value in now)
            {
                Assert.Equal(value.Order(StringComparer.Ordinal), await store.Ids(People, Filter.Equal(path, value.Key), None));
            }

            Assert.Equal(now.SelectMany(value => value).Distinct().Count(), await store.Count(People, new Filter.Exists(path), None));
        }
    }
}
