using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Storage;

/// <summary>Bytes as documents hold them, <c>{"$binary":"base64"}</c>: an engine that has a type for bytes knows them by this shape.</summary>
public sealed class StoredBytes : JsonConverter<byte[]>
{
    /// <summary>Reads the one form documents hold; anything else is a <see cref="JsonException"/>.</summary>
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.ValueTextEquals("$binary"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes)
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject)
        {
            return bytes;
        }

        throw new JsonException("Bytes are written as {\"$binary\":\"base64\"}.");
    }

    /// <summary>Writes the one form documents hold.</summary>
    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => Write(writer, value);

    internal static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> value)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("$binary"u8, value);
        writer.WriteEndObject();
    }
}

/// <inheritdoc cref="StoredBytes"/>
public sealed class StoredMemory : JsonConverter<ReadOnlyMemory<byte>>
{
    private static readonly StoredBytes Bytes = new();

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Bytes.Read(ref reader, typeof(byte[]), options);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) =>
        StoredBytes.Write(writer, value.Span);
}
