using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Bot.Storage.Mongo;

/// <summary>
/// A collection's documents as MongoDB keeps them: <c>{ _id, _version, …the JSON's own members }</c>, so that people can
/// read and query them. The JSON's shape decides the BSON types, so that reading needs nothing but the document:
/// <list type="bullet">
/// <item>a text in the one form of <see cref="StoredTime"/> is a date, except in fields declared as text, whose order must be that of texts;</item>
/// <item>a number is an int32, an int64, a double where that prints the same text, else a decimal128 of up to 34 digits;</item>
/// <item><c>{"$binary": "…"}</c> is binary; names are kept by <see cref="DocumentBsonName"/>;</item>
/// <item>a member <c>id</c> equal to the document's id is <c>_id</c> alone, and <c>_noId</c> marks a document without such a member;</item>
/// <item>what BSON has no form for (a number beyond decimal128, half a surrogate pair) is its JSON text: <c>{ "%json": "1e9999" }</c>.</item>
/// </list>
/// What comes back is equal JSON, not the same bytes: spaces and escapes are gone, of members with one name the last is
/// left, and a decimal such as <c>1e5</c> may be spelled another way.
/// </summary>
internal sealed class DocumentBson(Collection collection)
{
    /// <summary>The largest document MongoDB takes.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>The deepest nesting MongoDB promises to take, the document itself counted.</summary>
    public const int MostLevels = 100;

    private static readonly JsonDocumentOptions Distinct = new() { MaxDepth = MostLevels, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Careful = new() { MaxDepth = MostLevels };
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DocumentBsonTexts? _texts = DocumentBsonTexts.Of(collection);

    /// <summary>The member that holds what BSON has no form for.</summary>
    public static ReadOnlySpan<byte> Json => "%json"u8;

    /// <summary>The mark of a document whose JSON has no member <c>id</c>, or another one.</summary>
    public static ReadOnlySpan<byte> NoId => "_noId"u8;

    /// <summary>
    /// Writes a document. Nested deeper than <see cref="MostLevels"/> it is an <see cref="ArgumentException"/>, larger than
    /// <see cref="MostBytes"/> a <see cref="StoreException"/>.
    /// </summary>
    public void Write(BsonWriter bson, string id, long version, ReadOnlyMemory<byte> json)
    {
        var start = bson.Length;
        if (!Utf8.IsValid(json.Span))
        {
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
        }

        using var document = Parse(json, out var careful);
        new DocumentBsonWriter(bson, careful).Document(document.RootElement, id, version, _texts);
        if (bson.Length - start > MostBytes)
        {
            throw new StoreException($"{collection.Name}/{id} would be {bson.Length - start:N0} bytes in MongoDB, which takes at most {MostBytes:N0}. Store less in one document.");
        }
    }

    /// <summary>The document's JSON. Documents edited by hand are read too, whatever types they hold; malformed BSON is a <see cref="FormatException"/>.</summary>
    public static void ReadJson(ReadOnlySpan<byte> bson, Utf8JsonWriter json) => DocumentBsonReader.Document(bson, json);

    /// <summary>The document's JSON, in bytes of its own.</summary>
    public static byte[] ReadJson(ReadOnlySpan<byte> bson)
    {
        var buffer = new ArrayBufferWriter<byte>(bson.Length * 2);
        using var json = new Utf8JsonWriter(buffer, Readable);
        ReadJson(bson, json);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The document's id; one that a person gave another type, as text.</summary>
    public static string IdOf(ReadOnlySpan<byte> bson) => DocumentBsonReader.Text(BsonReader.Find(bson, "_id"u8));

    /// <summary>The document's version; 1 for one that was inserted by hand without it.</summary>
    public static long VersionOf(ReadOnlySpan<byte> bson) =>
        BsonReader.Find(bson, "_version"u8) is { Type: not BsonType.None } version ? version.Int64() : 1;

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, out bool careful)
    {
        try
        {
            careful = false;
            return JsonDocument.Parse(json, Distinct);
        }
        catch (Exception unusual) when (unusual is JsonException or InvalidOperationException)
        {
            // Two members of one name, half a surrogate pair in a name, or too deep.
            careful = true;
            CheckDepth(json.Span);
            return JsonDocument.Parse(json, Careful);
        }
    }

    private static void CheckDepth(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.CurrentDepth >= MostLevels && reader.TokenType is (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                throw new ArgumentException($"The document is nested deeper than {MostLevels} levels, which MongoDB cannot keep.");
            }
        }
    }
}
