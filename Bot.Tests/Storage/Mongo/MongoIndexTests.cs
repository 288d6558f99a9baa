using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Bot.Storage;
using Bot.Storage.Mongo;

namespace Bot.Tests.Storage.Mongo;

public class MongoIndexTests
{
    [Fact]
    public void Declared_indexes_have_names_that_say_what_is_in_them()
    {
        Assert.Equal(
            [
                """{"key":{"tags.name":1,"_id":1},"name":"tags.name_1"}""",
                """{"key":{"rooms":1,"_id":1},"name":"rooms_1"}""",
                """{"key":{"score":1,"_id":1},"name":"score_1"}""",
                """{"key":{"vip":1,"seenAt":1,"_id":1},"name":"vip_1_seenAt_1"}""",
                """{"key":{"email":1},"name":"email_1_unique","unique":true,"partialFilterExpression":{"email":{"$exists":true}}}""",
            ],
            Specifications(Guests.Collection));
    }

    [Fact]
    public void The_id_has_its_index_already() => Assert.Empty(Specifications(
        new Collection<Room>("rooms", GuestsJson.Documents.For<Room>(), room => room.Id).Field("id", FieldKind.Text, room => room.Id).IndexedBy("id")));

    [Fact]
    public void Documents_that_lack_one_of_several_unique_fields_are_free() => Assert.Equal(
        ["""{"key":{"name":1,"email":1},"name":"name_1_email_1_unique","unique":true,"partialFilterExpression":{"name":{"$exists":true},"email":{"$exists":true}}}"""],
        Specifications(new Collection<Guest>("guests", GuestsJson.Documents.For<Guest>(), guest => guest.Id)
            .Field("name", FieldKind.Text, guest => guest.Name)
            .Field("email", FieldKind.Text, guest => guest.Email)
            .UniqueBy("name", "email")));

    // An engine that looks at the JSON alone would not find the others.
    [Fact]
    public void Every_declared_field_of_the_product_stands_in_its_JSON()
    {
        var collections = typeof(Program).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => typeof(Collection).IsAssignableFrom(property.PropertyType))
            .Select(property => (Collection)property.GetValue(null)!)
            .ToList();

        Assert.NotEmpty(collections);
        Assert.All(collections, collection => Assert.All(collection.Fields, field =>
            Assert.True(Stands(Json(collection), field.Path.Split('.')), $"{collection.Name}.{field.Path} is declared but not in the JSON.")));
    }

    private static JsonTypeInfo Json(Collection collection) =>
        (JsonTypeInfo)collection.GetType().GetProperty("Json")!.GetValue(collection)!;

    private static bool Stands(JsonTypeInfo type, string[] path) =>
        path.Length == 0 || (type.Properties.FirstOrDefault(member => member.Name == path[0] && member.Get is not null) is { } member && Stands(Element(type.Options.GetTypeInfo(member.PropertyType)), path[1..]));

    private static JsonTypeInfo Element(JsonTypeInfo type) => type.ElementType is { } element ? type.Options.GetTypeInfo(element) : type;

    private static List<string> Specifications(Collection collection) => [.. MongoIndex.Of(collection).Select(index =>
    {
        var bson = new BsonWriter();
        index.Write(bson);
        return BsonText.Of(bson.Written);
    })];
}
