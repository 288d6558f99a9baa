using System.Text;
using Bot.Storage;
using Bot.Storage.Mongo;

namespace Bot.Tests.Storage.Mongo;

public class MongoSortTests
{
    [Fact]
    public void A_page_is_a_range_of_an_index_in_its_order()
    {
        Is("score", false, null, """{"score":1,"_id":1}""", """{"score":{"$gte":-Infinity}}""");
        Is("score", false, new(1.5, "U1"), """{"score":1,"_id":1}""", """{"score":{"$gte":1.5},"$or":[{"score":{"$gt":1.5}},{"_id":{"$gt":"U1"}}]}""");
        Is("seenAt", true, new(DateTimeOffset.UnixEpoch, "U1"), """{"seenAt":-1,"_id":-1}""", """{"seenAt":{"$lte":date(0)},"$or":[{"seenAt":{"$lt":date(0)}},{"_id":{"$lt":"U1"}}]}""");
        Is("vip", true, null, """{"vip":-1,"_id":-1}""", """{"vip":{"$gte":false}}""");
        Is(null, false, null, """{"_id":1}""", "{}");
        Is(null, true, new(default, "U1"), """{"_id":-1}""", """{"_id":{"$lt":"U1"}}""");
    }

    [Fact]
    public void The_pages_condition_is_added_to_every_query_of_a_filter()
    {
        var after = new MongoSort(Guests.Collection, "name", descending: false).Condition(new("a", "U1"));

        Assert.Equal(
            """{"name":{"$gte":"a"},"$or":[{"name":{"$gt":"a"}},{"_id":{"$gt":"U1"}}],"vip":true}""",
            BsonText.Of(Assert.Single(MongoFilter.Of(Guests.Collection, Filter.Equal("vip", true), after)).Bson.Span));
    }

    [Fact]
    public void A_documents_place_is_read_from_it_and_compares_by_code_point()
    {
        Assert.Equal(new PageCursor("あ", "U1"), Key("name", """{"id":"U1","name":"あ"}"""));
        Assert.Equal(new PageCursor(1.5, "U1"), Key("score", """{"id":"U1","score":1.50}"""));
        Assert.Equal(new PageCursor(3.0, "U1"), Key("score", """{"id":"U1","score":3}"""));
        Assert.Equal(new PageCursor(true, "U1"), Key("vip", """{"id":"U1","vip":true}"""));
        Assert.Equal(new PageCursor(DateTimeOffset.UnixEpoch, "U1"), Key("seenAt", """{"id":"U1","seenAt":"1970-01-01T00:00:00.000Z"}"""));
        Assert.Equal(new PageCursor(default, "U1"), Key(null, """{"id":"U1"}"""));

        PageCursor[] keys = [new("\uff71", "b"), new("👩", "a"), new("a", "c"), new("a", "b")];
        Assert.Equal([keys[3], keys[2], keys[0], keys[1]], keys.Order(new MongoSort(Guests.Collection, "name", descending: false)));
        Assert.Equal([keys[1], keys[0], keys[2], keys[3]], keys.Order(new MongoSort(Guests.Collection, "name", descending: true)));
    }

    [Fact]
    public void What_is_no_order_is_an_argument_error()
    {
        Assert.Throws<ArgumentException>(() => new MongoSort(Guests.Collection, "note", descending: false));
        Assert.Throws<ArgumentException>(() => new MongoSort(Guests.Collection, "rooms", descending: false));
        Assert.Throws<ArgumentException>(() => new MongoSort(Guests.Collection, "score", descending: false).Condition(new("text", "U1")));
        Assert.Throws<ArgumentException>(() => new MongoSort(Guests.Collection, "seenAt", descending: false).Condition(new(FieldValue.OfTime("no time"), "U1")).ToBson());
    }

    private static PageCursor Key(string? orderBy, string json)
    {
        var bson = new BsonWriter();
        new DocumentBson(Guests.Collection).Write(bson, "U1", 1, Encoding.UTF8.GetBytes(json));
        return new MongoSort(Guests.Collection, orderBy, descending: false).KeyOf(bson.Written);
    }

    private static void Is(string? orderBy, bool descending, PageCursor? after, string sort, string condition)
    {
        var order = new MongoSort(Guests.Collection, orderBy, descending);
        Assert.Equal(sort, BsonText.Of(order.ToBson()));
        Assert.Equal(condition, BsonText.Of(order.Condition(after).ToBson()));
    }
}
