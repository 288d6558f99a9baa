using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Bot.Storage;

/// <summary>
/// Where a page ended: the order field's value and the id of its last document, so that the next page continues after
/// them however many documents were written meanwhile. To callers it is an opaque text.
/// </summary>
internal sealed record PageCursor(FieldValue Value, string Id)
{
    public static string Write<T>(Query<T> query, FieldValue value, string id) where T : class =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes([Order(query), value.Kind.ToString(), value.ToString(), id], StringsJson.Default.StringArray));

    /// <summary>Null for a first page; a text that <see cref="Write"/> did not make for this collection and order is an <see cref="ArgumentException"/>.</summary>
    public static PageCursor? Read<T>(Query<T> query) where T : class
    {
        if (query.After is not { } text)
        {
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), StringsJson.Default.StringArray) is [var order, var kind, var value, var id]
                && order == Order(query)
                && Enum.TryParse<FieldKind>(kind, out var known))
            {
                return new PageCursor(Parsed(known, value), id);
            }
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or OverflowException)
        {
            throw Foreign(malformed);
        }

        throw Foreign();
    }

    private static string Order<T>(Query<T> query) where T : class =>
        $"{query.Collection.Name} {query.OrderBy} {(query.Descending ? "down" : "up")}";

    private static FieldValue Parsed(FieldKind kind, string value) => kind switch
    {
        FieldKind.Missing => default,
        FieldKind.Text => value,
        FieldKind.Time => FieldValue.OfTime(value),
        FieldKind.Flag => value == "true",
        _ => double.Parse(value, CultureInfo.InvariantCulture),
    };

    private static ArgumentException Foreign(Exception? inner = null) => new("This is not a cursor of this query.", inner);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string[]))]
internal sealed partial class StringsJson : System.Text.Json.Serialization.JsonSerializerContext;
