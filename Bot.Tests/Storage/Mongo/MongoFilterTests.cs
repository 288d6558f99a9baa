using Bot.Storage;
using Bot.Storage.Mongo;

namespace Bot.Tests.Storage.Mongo;

/// <summary>What filters are in MongoDB's query language. That these mean the same is for the contract suite to find out.</summary>
public class MongoFilterTests
{
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(1);

    private static FieldValue DayAsText => "1970-01-02T00:00:00.000Z";

    [Fact]
    public void Comparisons_of_declared_fields_are_what_people_would_type_and_indexes_serve()
    {
        Is("""{"name":"花子"}""", Filter.Equal("name", "花子"));
        Is("""{"score":5}""", Filter.Equal("score", 5));
        Is("""{"score":{"$gt":1.5}}""", new Filter.Compare("score", Comparison.Greater, 1.5));
        Is("""{"vip":true,"seenAt":{"$gte":date(86400000)}}""", Filter.Equal("vip", true) & new Filter.Compare("seenAt", Comparison.GreaterOrEqual, Day));
        Is("""{"score":{"$gte":1},"$and":[{"score":{"$lt":9}}]}""", new Filter.Compare("score", Comparison.GreaterOrEqual, 1) & new Filter.Compare("score", Comparison.Less, 9));
        Is("""{"tags.name":{"$in":["a","b"]}}""", Filter.In("tags.name", ["a", "b"]));
        Is("""{"name":/a\.\*\x00👩/}""", new Filter.Contains("name", "a.*\0👩"));
        Is("""{"name":{"$gte":""}}""", new Filter.Exists("name"));
        Is("""{"seenAt":{"$gte":date(-62135596800000)}}""", new Filter.Exists("seenAt"));
        Is("""{"tags":{"$elemMatch":{"name":"a","$or":[{"note":"b"},{"note":{"$gt":"c"}}]}}}""",
            new Filter.Any("tags", Filter.Equal("name", "a") & (Filter.Equal("note", "b") | new Filter.Compare("note", Comparison.Greater, "c"))));
    }

    [Fact]
    public void The_id_is_the_member_called_so_and_names_of_ours_are_kept_apart()
    {
        Is("""{"_id":"U1"}""", Filter.Equal("id", "U1"));
        Is("""{"_id":{"$in":["U1","U2"]}}""", new Filter.IdIn(new HashSet<string> { "U1", "U2" }));
        Is("""{"%5Fversion":1,"home._id":1}""", Filter.Equal("_version", 1) & Filter.Equal("home._id", 1));
        Assert.Equal("""{"id":1}""", Text(new Collection<Nameless>("states", NamelessJson.Default.For<Nameless>(), state => state.Of), Filter.Equal("id", 1)));
    }

    [Fact]
    public void Negation_stands_at_the_fields()
    {
        Is("""{"name":{"$ne":"a"}}""", !Filter.Equal("name", "a"));
        Is("""{"name":{"$nin":["a","b"]}}""", !Filter.In("name", ["a", "b"]));
        Is("""{"score":{"$not":{"$gt":1}}}""", !new Filter.Compare("score", Comparison.Greater, 1));
        Is("""{"name":{"$not":/a/}}""", !new Filter.Contains("name", "a"));
        Is("""{"name":{"$not":{"$gte":""}}}""", !new Filter.Exists("name"));
        Is("""{"tags":{"$not":{"$elemMatch":{"name":"a"}}}}""", !new Filter.Any("tags", Filter.Equal("name", "a")));
        Is("""{"$or":[{"name":{"$ne":"a"}},{"score":1}]}""", !(Filter.Equal("name", "a") & !Filter.Equal("score", 1)));
        Is("""{"name":{"$nin":["a","b"]},"score":1}""", !(Filter.Equal("name", "a") | Filter.Equal("name", "b") | !!!Filter.Equal("score", 1)));
    }

    [Fact]
    public void Alternatives_of_one_field_are_one_list()
    {
        Is("""{"$or":[{"name":{"$in":["a","b","c"]}},{"score":1}]}""", Filter.Equal("name", "a") | Filter.Equal("score", 1) | Filter.In("name", ["b", "a", "c"]));
        Is("""{"name":{"$nin":["a","b"]}}""", !Filter.Equal("name", "a") & !Filter.Equal("name", "b"));
    }

    [Fact]
    public void What_always_or_never_holds_is_not_asked()
    {
        Is("{}", Filter.Everything);
        Is("""{"score":1}""", Filter.Equal("score", 1) & (Filter.Everything | Filter.Equal("name", "a")));
        foreach (var never in new[]
        {
            Filter.Nothing, !Filter.Everything, Filter.Equal("score", 1) & Filter.Nothing, Filter.In("name", []), Filter.Equal("name", (string?)null), Filter.Equal("score", "1"),
            Filter.Equal("name", 1), Filter.Equal("score", double.NaN), new Filter.Contains("score", "1"), new Filter.IdIn(new HashSet<string>()), new Filter.Any("tags", Filter.Nothing),
            new Filter.Any("tags", Filter.Equal("name", 1)),
        })
        {
            Assert.Empty(MongoFilter.Of(Guests.Collection, never));
            Is("{}", !never);
        }
    }

    [Fact]
    public void A_time_is_the_text_that_documents_store_wherever_nothing_is_declared()
    {
        // Declared as text: a text. Declared as a time: a date. Not declared: whatever it looks like is what is stored.
        Is("""{"name":"1970-01-02T00:00:00.000Z"}""", Filter.Equal("name", Day));
        Is("""{"seenAt":date(86400000)}""", Filter.Equal("seenAt", DayAsText));
        Is("""{"note":date(86400000)}""", Filter.Equal("note", DayAsText));
        Is("""{"note":"1970-01-02"}""", Filter.Equal("note", "1970-01-02"));
        Is("""{"note":{"$in":["a",date(86400000),5,true]}}""", Filter.In("note", ["a", Day, 5, true, DayAsText]));

        Is("""{"seenAt":{"$lt":date(86400000)}}""", new Filter.Compare("seenAt", Comparison.LessOrEqual, "1970-01-02"));
        Is("""{"seenAt":{"$gte":date(86400001)}}""", new Filter.Compare("seenAt", Comparison.Greater, "1970-01-02T00:00:00.000Z!"));
        Is("""{"seenAt":{"$lte":date(253402300799999)}}""", new Filter.Compare("seenAt", Comparison.Less, "a"));
        Assert.Empty(MongoFilter.Of(Guests.Collection, new Filter.Compare("seenAt", Comparison.Greater, "a")));
        Assert.Empty(MongoFilter.Of(Guests.Collection, new Filter.Compare("seenAt", Comparison.Less, "")));

        Is("""{"$or":[{"note":{"$gt":date(86400000)}},{"note":{"$gt":"1970-01-02T00:00:00.000Z"}}]}""", new Filter.Compare("note", Comparison.Greater, Day));
        Is("""{"note":{"$gt":"b"}}""", new Filter.Compare("note", Comparison.Greater, "b"));
        Is("""{"note":{"$not":{"$lte":date(253402300799999)}},"$and":[{"note":{"$not":{"$lt":"b"}}}]}""", !new Filter.Compare("note", Comparison.Less, "b"));
    }

    [Fact]
    public void What_operators_cannot_say_is_an_expression()
    {
        Is("""{"note":/カレー/}""", new Filter.Contains("note", "カレー"));
        Assert.StartsWith("""{"$expr":{"$anyElementTrue":""", Text(Guests.Collection, new Filter.Contains("note", "1970")), StringComparison.Ordinal);
        Assert.StartsWith("""{"$expr":""", Text(Guests.Collection, new Filter.Contains("name", new string('あ', 6000))), StringComparison.Ordinal);
        Assert.StartsWith("""{"name":"a","$expr":{"$not":[""", Text(Guests.Collection, Filter.Equal("name", "a") & !new Filter.Any("visits", !new Filter.Exists("paid"))), StringComparison.Ordinal);
        Is("""{"$expr":{"$anyElementTrue":[{"$map":{"input":{"$cond":[{"$isArray":["$visits"]},"$visits",[]]},"as":"e1","in":{"$and":[{"$in":[{"$type":"$$e1"},["object"]]},{"$in":["$_id",{"$literal":["U1"]}]}]}}}]}}""",
            new Filter.Any("visits", new Filter.IdIn(new HashSet<string> { "U1" })));
    }

    [Fact]
    public void Ids_beyond_one_message_are_asked_for_in_portions_and_the_rest_left_out_by_the_caller()
    {
        var many = Enumerable.Range(0, 120_000).Select(i => $"U{i}").ToHashSet();
        var few = new HashSet<string> { "U1", "V1" };
        var vip = Filter.Equal("vip", true);

        var portions = Queries(new Filter.IdIn(many) & vip);
        Assert.Equal(Enumerable.Repeat("vip\":true}", 3), portions.Select(query => query.Text[^10..]));
        Assert.All(portions, query => Assert.Null(query.Except));
        Assert.Equal(120_000, portions.Sum(query => query.Text.Split("\"U").Length - 1));

        Assert.Equal([("{}", many)], Queries(!new Filter.IdIn(many)));
        Assert.Equal([("""{"vip":true}""", many)], Queries(vip & !new Filter.IdIn(many)));

        var either = Queries(new Filter.IdIn(many) | (vip & new Filter.IdIn(few)));
        Assert.Equal(4, either.Count);
        Assert.Equal(("""{"vip":true,"_id":{"$in":["U1","V1"]}}""", many), either[^1]);

        var both = Queries(new Filter.IdIn(many) & new Filter.IdIn(Enumerable.Range(119_990, 100_000).Select(i => $"U{i}").ToHashSet()));
        Assert.Equal("""{"_id":{"$in":["U119990","U119991","U119992","U119993","U119994","U119995","U119996","U119997","U119998","U119999"]}}""", Assert.Single(both).Text);

        List<(string Text, IReadOnlySet<string>? Except)> Queries(Filter filter) =>
            [.. MongoFilter.Of(Guests.Collection, filter).Select(query => (BsonText.Of(query.Bson.Span), query.Except))];
    }

    [Fact]
    public void Nesting_is_flattened_where_it_can_be_and_refused_where_servers_would_refuse_it()
    {
        Is("""{"score":1}""", Nested(900, filter => !filter));
        Is("""{"score":1,"$and":[{"score":{"$ne":2}}]}""", Nested(300, filter => !(!filter | Filter.Equal("score", 2))));
        var alternating = Nested(20, filter => Filter.Equal("vip", true) & (Filter.Equal("name", "a") | filter));
        Assert.NotEmpty(MongoFilter.Of(Guests.Collection, alternating));

        Assert.Throws<ArgumentException>(() => MongoFilter.Of(Guests.Collection, Nested(300, filter => Filter.Equal("vip", true) & (Filter.Equal("name", "a") | filter))).Count());
        Assert.Throws<ArgumentException>(() => MongoFilter.Of(Guests.Collection, Nested(300, filter => new Filter.Any("a", filter))).Count());
        Assert.Throws<ArgumentException>(() => MongoFilter.Of(Guests.Collection, Nested(300, filter => new Filter.Any("a", !filter))).Count());
        Assert.Throws<ArgumentException>(() => MongoFilter.Of(Guests.Collection, Nested(100_000, filter => !filter)));
        Assert.Throws<ArgumentException>(() => MongoFilter.Of(Guests.Collection, Filter.Nothing & new Filter.Any("visits", Filter.Equal("a b", 1))));
        Assert.Throws<ArgumentException>(() => MongoFilter.Of(Guests.Collection, Filter.In("name", Enumerable.Range(0, 900_000).Select(i => (FieldValue)$"{i}"))).Count());

        static Filter Nested(int depth, Func<Filter, Filter> around) =>
            Enumerable.Range(0, depth).Aggregate(Filter.Equal("score", 1), (filter, _) => around(filter));
    }

    private static void Is(string expected, Filter filter) => Assert.Equal(expected, Text(Guests.Collection, filter));

    private static string Text(Collection collection, Filter filter) => BsonText.Of(Assert.Single(MongoFilter.Of(collection, filter)).Bson.Span);
}

internal sealed record Nameless(string Of);

[System.Text.Json.Serialization.JsonSerializable(typeof(Nameless))]
internal sealed partial class NamelessJson : System.Text.Json.Serialization.JsonSerializerContext;
