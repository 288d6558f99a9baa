using System.Text.Json;

namespace Bot.Line;

/// <summary>Looks ahead into an object without moving the caller's reader (which is a value and was copied).</summary>
internal static class JsonPeek
{
    /// <summary>The object's <c>type</c>; null without one.</summary>
    public static string? Type(Utf8JsonReader reader) => Find(ref reader, "type"u8) ? Text(ref reader) : null;

    /// <summary>Whether the object has a member of this name that is a text and not empty.</summary>
    public static bool HasText(Utf8JsonReader reader, ReadOnlySpan<byte> name) => Find(ref reader, name) && Text(ref reader) is not (null or "");

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
