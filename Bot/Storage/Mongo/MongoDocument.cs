using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bot.Storage.Mongo;

/// <summary>Documents as they lie in MongoDB: <c>_id</c>, <c>_version</c>, in numbered collections <c>_seq</c>, and the document's own members.</summary>
internal static class MongoDocument
{
    private const int LargestFilter = 8 << 20;
    private const int LargestKept = 1 << 20;

    private static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? Json;

    public static ReadOnlySpan<byte> WithIds(BsonWriter writer, IEnumerable<string> ids)
    {
        var filter = writer.Reset().BeginDocument().BeginDocument("_id"u8).BeginArray("$in"u8);
        foreach (var id in ids)
        {
            filter.String(default, id);
        }

        return filter.End().End().End().Written;
    }

    /// <summary>The documents of these ids, read from the primary.</summary>
    public static Dictionary<string, Stored<T>> Read<T>(MongoClient client, Collection<T> collection, IReadOnlyCollection<string> ids) where T : class
    {
        var found = new Dictionary<string, Stored<T>>(ids.Count);
        foreach (var some in Portions(ids))
        {
            ReadOnlySpan<byte> filter, options;
            if (some is [var only])
            {
                filter = client.First.Reset().BeginDocument().String("_id"u8, only).End().Written;
                options = client.Second.Reset().BeginDocument().Int64("limit"u8, 1).Boolean("singleBatch"u8, true).End().Written;
            }
            else
            {
                filter = WithIds(client.First, some);
                options = client.Second.Reset().BeginDocument().Int32("batchSize"u8, some.Count + 1).End().Written;
            }

            client.Find(collection.Name, filter, options, primary: true, document =>
            {
                found[DocumentBson.IdOf(document)] = Read(collection, document);
                return true;
            });
        }

        return found;
    }

    /// <summary>What a command holds of these ids at once.</summary>
    public static IEnumerable<List<string>> Portions(IEnumerable<string> ids)
    {
        var (portion, size) = (new List<string>(), 0);
        foreach (var id in ids)
        {
            if (size > LargestFilter)
            {
                yield return portion;
                (portion, size) = ([], 0);
            }

            portion.Add(id);
            size += (id.Length * 3) + 16;
        }

        if (portion.Count > 0)
        {
            yield return portion;
        }
    }

    /// <summary>One this version cannot read is a <see cref="StoreException"/>.</summary>
    public static Stored<T> Read<T>(Collection<T> collection, ReadOnlySpan<byte> bson) where T : class
    {
        var json = Json ??= new ArrayBufferWriter<byte>(4096);
        json.ResetWrittenCount();
        try
        {
            using (var writer = new Utf8JsonWriter(json, Unchecked))
            {
                DocumentBson.ReadJson(bson, writer);
            }

            return new Stored<T>(JsonSerializer.Deserialize(json.WrittenSpan, collection.Json)!, DocumentBson.VersionOf(bson));
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            throw new StoreException($"A document of {collection.Name} cannot be read by this version: {unreadable.Message}", unreadable);
        }
        finally
        {
            Json = json.Capacity > LargestKept ? null : json;
        }
    }
}
