using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bot.Storage.Mongo;

/// <summary>Writes a document of MongoDB as JSON; types that JSON has no form for, such as those of documents edited by hand, as readable text.</summary>
internal static class DocumentBsonReader
{
    // MongoDB itself takes no more than 200.
    private const int MostLevels = 250;

    public static void Document(ReadOnlySpan<byte> bson, Utf8JsonWriter json)
    {
        if (BsonReader.Find(bson, DocumentBson.Json) is { Type: BsonType.String } raw)
        {
            Raw(raw.Utf8, json);
            return;
        }

        json.WriteStartObject();
        var id = BsonReader.Find(bson, "_id"u8);
        var named = !id.IsNull && BsonReader.Find(bson, DocumentBson.NoId).IsNull;
        if (named)
        {
            json.WritePropertyName("id"u8);
            Value(id, json, 1);
        }

        var members = new BsonReader(bson);
        while (members.Read())
        {
            // A leading _ is ours; an id that someone added beside _id does not count.
            if (!members.Name.StartsWith("_"u8) && !(named && members.Name.SequenceEqual("id"u8)))
            {
                json.WritePropertyName(DocumentBsonName.Unescape(members.Name));
                Value(members, json, 1);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>A value as text: a string as it is, anything else as its JSON.</summary>
    public static string Text(BsonReader value)
    {
        if (value.Type == BsonType.String)
        {
            return value.String();
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        Value(value, json, 1);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan).Trim('"');
    }

    private static void Value(BsonReader value, Utf8JsonWriter json, int level)
    {
        switch (value.Type)
        {
            case BsonType.String or BsonType.Symbol or BsonType.JavaScript:
                json.WriteStringValue(value.Utf8);
                break;
            case BsonType.Document:
                Object(value.Document(), json, Below(level));
                break;
            case BsonType.Array:
                Array(value.Document(), json, Below(level));
                break;
            case BsonType.Int32 or BsonType.Int64:
                json.WriteNumberValue(value.Int64());
                break;
            case BsonType.Double when double.IsFinite(value.Double()):
                json.WriteNumberValue(value.Double());
                break;
            case BsonType.Double:
                json.WriteStringValue(value.Double().ToString(CultureInfo.InvariantCulture));
                break;
            case BsonType.Decimal128 when value.Decimal().IsFinite:
                json.WriteRawValue(value.Decimal().ToJson());
                break;
            case BsonType.Decimal128:
                json.WriteStringValue(value.Decimal().ToString());
                break;
            case BsonType.Boolean:
                json.WriteBooleanValue(value.Boolean());
                break;
            case BsonType.DateTime:
                Time(value.DateTime(), json);
                break;
            case BsonType.Timestamp:
                Time((long)((ulong)value.Timestamp() >> 32) * 1000, json);
                break;
            case BsonType.ObjectId:
                json.WriteStringValue(Convert.ToHexStringLower(value.Value));
                break;
            case BsonType.Binary when value.Value[4] == 4 && value.Bytes.Length == 16:
                json.WriteStringValue(new Guid(value.Bytes, bigEndian: true));
                break;
            case BsonType.Binary:
                StoredBytes.Write(json, value.Bytes);
                break;
            case BsonType.Regex:
                json.WriteStringValue(Pattern(value.Value));
                break;
            case BsonType.Null or BsonType.Undefined or BsonType.None:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(value.Type.ToString());
                break;
        }
    }

    private static void Object(BsonReader members, Utf8JsonWriter json, int level)
    {
        var open = false;
        while (members.Read())
        {
            if (!open && members.Type == BsonType.String && members.Name.SequenceEqual(DocumentBson.Json))
            {
                Raw(members.Utf8, json);
                return;
            }

            if (!open)
            {
                json.WriteStartObject();
                open = true;
            }

            json.WritePropertyName(DocumentBsonName.Unescape(members.Name));
            Value(members, json, level);
        }

        if (!open)
        {
            json.WriteStartObject();
        }

        json.WriteEndObject();
    }

    private static void Array(BsonReader elements, Utf8JsonWriter json, int level)
    {
        json.WriteStartArray();
        while (elements.Read())
        {
            Value(elements, json, level);
        }

        json.WriteEndArray();
    }

    private static void Raw(ReadOnlySpan<byte> text, Utf8JsonWriter json)
    {
        try
        {
            json.WriteRawValue(text);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }

    private static void Time(long milliseconds, Utf8JsonWriter json)
    {
        if (milliseconds >= BsonTime.Earliest && milliseconds <= BsonTime.Latest)
        {
            json.WriteStringValue(BsonTime.Format(milliseconds, stackalloc byte[BsonTime.Length]));
        }
        else
        {
            json.WriteNumberValue(milliseconds);
        }
    }

    private static string Pattern(ReadOnlySpan<byte> regex)
    {
        var end = regex.IndexOf((byte)0);
        return $"/{Encoding.UTF8.GetString(regex[..end])}/{Encoding.UTF8.GetString(regex[(end + 1)..^1])}";
    }

    private static int Below(int level) => level < MostLevels
        ? level + 1
        : throw new FormatException($"The document is nested deeper than {MostLevels} levels.");
}
