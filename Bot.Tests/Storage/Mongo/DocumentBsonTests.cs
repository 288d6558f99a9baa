using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Storage;
using Bot.Storage.Mongo;

namespace Bot.Tests.Storage.Mongo;

public class DocumentBsonTests
{
    private static readonly DocumentBson Rooms = new(Guests.Rooms);

    [Fact]
    public void Any_JSON_comes_back_equal_and_its_numbers_to_the_last_digit()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var json = new RandomJson(seed).Document();
            var read = Encoding.UTF8.GetString(DocumentBson.ReadJson(Bson(json)));
            Assert.True(Same(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(read).RootElement), $"Seed {seed}:\n{json}\n{read}");
        }
    }

    [Theory]
    [InlineData("""{"id":"R1","at":"2026-11-21T10:00:00.000Z"}""", """{"_id":"R1","_version":7,"at":date(1795255200000)}""")]
    [InlineData("""{"id":"R1","at":"2026-02-30T10:00:00.000Z"}""", """{"_id":"R1","_version":7,"at":"2026-02-30T10:00:00.000Z"}""")]
    [InlineData("""{"beds":2147483648,"id":"R1","floor":-3}""", """{"_id":"R1","_version":7,"beds":long(2147483648),"floor":-3}""")]
    [InlineData("""{"id":"R1","a":1.5,"b":1.50,"c":18446744073709551615,"d":1E+300}""", """{"_id":"R1","_version":7,"a":1.5,"b":decimal(1.50),"c":decimal(18446744073709551615),"d":1E+300}""")]
    [InlineData("""{"id":"R1","photo":{"$binary":"AQID"},"not":{"$binary":"AQID","x":1},"nor":{"$binary":"AQI"}}""", """{"_id":"R1","_version":7,"photo":binary(010203),"not":{"%24binary":"AQID","x":1},"nor":{"%24binary":"AQI"}}""")]
    [InlineData("""{"name":"no id"}""", """{"_id":"R1","_version":7,"_noId":true,"name":"no id"}""")]
    [InlineData("""{"id":"another"}""", """{"_id":"R1","_version":7,"_noId":true,"id":"another"}""")]
    [InlineData("""{"id":1}""", """{"_id":"R1","_version":7,"_noId":true,"id":1}""")]
    [InlineData("""{"id":"R1","_id":1,"a.b":2,"$c":{"_d":3,"$":4},"":5,"50%":6}""", """{"_id":"R1","_version":7,"%5Fid":1,"a%2Eb":2,"%24c":{"_d":3,"%24":4},"%":5,"50%25":6}""")]
    [InlineData("""{"id":"R1","a":1,"b":{"x":1,"\u0078":2},"a":[null,[]],"id":"R1"}""", """{"_id":"R1","_version":7,"a":[null,[]],"b":{"x":2}}""")]
    [InlineData("""{"id":"R1","big":1e9999,"half":"\ud83d","names":{"\ud83d":1}}""", """{"_id":"R1","_version":7,"big":{"%json":"1e9999"},"half":{"%json":"\"\\ud83d\""},"names":{"%json":"{\"\\ud83d\":1}"}}""")]
    public void A_document_stands_in_MongoDB_as_people_would_write_it(string json, string expected) =>
        Assert.Equal(expected, BsonText.Of(Bson(json)));

    [Fact]
    public void A_field_declared_as_text_stays_text_even_where_it_looks_like_a_time()
    {
        var bson = new BsonWriter();
        new DocumentBson(Guests.Collection).Write(bson, "U1", 1, """
            {"id":"U1","name":"1970-01-02T00:00:00.000Z","seenAt":"1970-01-02T00:00:00.000Z","rooms":["1970-01-02T00:00:00.000Z"],
             "tags":[{"name":"1970-01-02T00:00:00.000Z","since":"1970-01-02T00:00:00.000Z"}],"note":"1970-01-02T00:00:00.000Z"}
            """u8.ToArray());

        Assert.Equal(
            """{"_id":"U1","_version":1,"name":"1970-01-02T00:00:00.000Z","seenAt":date(86400000),"rooms":["1970-01-02T00:00:00.000Z"],"tags":[{"name":"1970-01-02T00:00:00.000Z","since":date(86400000)}],"note":date(86400000)}""",
            BsonText.Of(bson.Written));
    }

    [Fact]
    public void Id_and_version_are_read_from_the_document()
    {
        var bson = Bson("""{"id":"R1"}""");

        Assert.Equal("R1", DocumentBson.IdOf(bson));
        Assert.Equal(7, DocumentBson.VersionOf(bson));
        Assert.Equal("""{"id":"R1"}""", Encoding.UTF8.GetString(DocumentBson.ReadJson(bson)));
    }

    [Fact]
    public void A_document_edited_by_hand_is_read_with_whatever_types_it_holds()
    {
        var bson = new BsonWriter();
        bson.BeginDocument().Raw("_id"u8, BsonType.ObjectId, Convert.FromHexString("6560a1b2c3d4e5f601020304"))
            .Double("beds", 3.0).Double("big", 5e9).Double("nan", double.NaN).Double("_version", 2.0)
            .Timestamp("ts", 1795255200L << 32 | 5).DateTime("far", long.MaxValue).Regex("re", "^a", "i")
            .MinKey("min").MaxKey("max").Null("none").Raw("undefined"u8, BsonType.Undefined, default)
            .Raw("uuid"u8, BsonType.Binary, Convert.FromHexString("1000000004" + "00112233445566778899aabbccddeeff"))
            .Decimal("inf", new BsonDecimal(0x7800000000000000, 0))
            .BeginDocument("json").String("%json", "{not json").End()
            .String("id", "ignored beside _id").Int64("_seq", 9).String("100%", "as it is").End();

        Assert.Equal("6560a1b2c3d4e5f601020304", DocumentBson.IdOf(bson.Written));
        Assert.Equal(2, DocumentBson.VersionOf(bson.Written));
        Assert.Equal(
            """{"id":"6560a1b2c3d4e5f601020304","beds":3,"big":5000000000,"nan":"NaN","ts":"2026-11-21T10:00:00.000Z","far":9223372036854775807,"re":"/^a/i","min":"MinKey","max":"MaxKey","none":null,"undefined":null,"uuid":"00112233-4455-6677-8899-aabbccddeeff","inf":"Infinity","json":"{not json","100%":"as it is"}""",
            Encoding.UTF8.GetString(DocumentBson.ReadJson(bson.Written)));
    }

    [Fact]
    public void Nesting_is_kept_to_a_hundred_levels_and_refused_below()
    {
        Assert.Equal(Nested(99), Encoding.UTF8.GetString(DocumentBson.ReadJson(Bson(Nested(99)))));
        Assert.Contains("nested deeper than 100 levels, which MongoDB cannot keep", Assert.Throws<ArgumentException>(() => Bson(Nested(100))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Bson(Nested(200_000)));
        Assert.Throws<ArgumentException>(() => Bson("[]"));

        static string Nested(int levels) => $$"""{"id":"R1","a":{{string.Concat(Enumerable.Repeat("""{"b":[""", levels / 2))}}1{{string.Concat(Enumerable.Repeat("]}", levels / 2))}}}""".Replace(levels % 2 == 1 ? "1]" : "\0", levels % 2 == 1 ? "[1]]" : "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_beyond_16_MB_is_refused_by_name_and_size()
    {
        var most = new string('a', (16 * 1024 * 1024) - 100);
        Assert.Equal(most.Length + 43, Bson($$"""{"id":"R1","a":"{{most}}"}""").Length);

        var failure = Assert.Throws<StoreException>(() => Bson($$"""{"id":"R1","a":"{{most}}{{most[..100]}}"}"""));
        Assert.StartsWith("rooms/R1 would be 16,777,259 bytes in MongoDB, which takes at most 16,777,216.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_no_UTF8_is_kept_with_the_replacement_character()
    {
        var json = Encoding.UTF8.GetBytes("""{"id":"R1","a":"xyz","xyz":1}""");
        json[16] = json[22] = 0xFF;

        Assert.Equal("{\"id\":\"R1\",\"a\":\"\uFFFDyz\",\"\uFFFDyz\":1}", Encoding.UTF8.GetString(DocumentBson.ReadJson(Bson(json))));
    }

    [Fact]
    public void Damaged_documents_are_a_format_error_or_readable_but_never_a_crash()
    {
        var random = new Random(3);
        for (var seed = 0; seed < 400; seed++)
        {
            var whole = Bson(new RandomJson(seed).Document());
            for (var round = 0; round < 40; round++)
            {
                var damaged = whole[..^(random.Next(4) == 0 ? random.Next(whole.Length) : 0)];
                for (var change = random.Next(1, 4); change > 0 && damaged.Length > 0; change--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                try
                {
                    _ = DocumentBson.IdOf(damaged);
                    _ = DocumentBson.VersionOf(damaged);
                    JsonDocument.Parse(DocumentBson.ReadJson(damaged), new JsonDocumentOptions { MaxDepth = 1000 }).Dispose();
                }
                catch (FormatException)
                {
                    // Said so, which is all that can be asked of it.
                }
            }
        }
    }

    [Fact]
    public void Bytes_of_a_document_are_binary_in_MongoDB_and_bytes_again_when_read()
    {
        var photo = new Photo("R1", [1, 2, 3, 0xFF], new byte[] { 0xFB, 0xFF });
        var json = JsonSerializer.SerializeToUtf8Bytes(photo, PhotoJson.Documents.For<Photo>());

        var bson = Bson(json);
        Assert.Equal("""{"_id":"R1","_version":7,"bytes":binary(010203FF),"memory":binary(FBFF)}""", BsonText.Of(bson));
        var read = JsonSerializer.Deserialize(DocumentBson.ReadJson(bson), PhotoJson.Documents.For<Photo>())!;
        Assert.Equal(photo.Bytes, read.Bytes);
        Assert.Equal(photo.Memory.ToArray(), read.Memory.ToArray());
        Assert.Null(read.None);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"id":"R1","bytes":"AQID","memory":{"$binary":""}}""", PhotoJson.Documents.For<Photo>()));
    }

    private static byte[] Bson(string json) => Bson(Encoding.UTF8.GetBytes(json));

    private static byte[] Bson(byte[] json)
    {
        var bson = new BsonWriter();
        Rooms.Write(bson, "R1", 7, json);
        return bson.Written.ToArray();
    }

    private static bool Same(JsonElement left, JsonElement right) => left.ValueKind == right.ValueKind && left.ValueKind switch
    {
        JsonValueKind.Object => left.GetPropertyCount() == right.GetPropertyCount() && left.EnumerateObject().All(member => right.TryGetProperty(member.Name, out var other) && Same(member.Value, other)),
        JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength() && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
        JsonValueKind.Number => SameNumber(left.GetRawText(), right.GetRawText()),
        JsonValueKind.String => left.GetString() == right.GetString(),
        _ => true,
    };

    // Only decimals with an exponent may be spelled another way.
    private static bool SameNumber(string left, string right) =>
        left == right || (left.Contains('e', StringComparison.OrdinalIgnoreCase) && BsonDecimalTests.Exact(left) == BsonDecimalTests.Exact(right));
}

internal sealed record Photo(string Id, byte[] Bytes, ReadOnlyMemory<byte> Memory)
{
    public byte[]? None { get; init; }
}

[JsonSerializable(typeof(Photo))]
internal sealed partial class PhotoJson : JsonSerializerContext
{
    public static PhotoJson Documents { get; } = new(DocumentJson.Options());
}
