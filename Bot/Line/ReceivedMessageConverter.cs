using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>Chooses the record by LINE's <c>type</c>; what we do not know, or cannot read, is kept as unknown.</summary>
internal sealed class ReceivedMessageConverter : JsonConverter<ReceivedMessage>
{
    public override ReceivedMessage Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var start = reader;
        try
        {
            return (ReceivedMessage)JsonSerializer.Deserialize(ref reader, LineJson.Wire.Info(RecordFor(JsonPeek.Type(reader))))!;
        }
        catch (JsonException)
        {
            reader = start;
            return JsonSerializer.Deserialize(ref reader, LineJson.Wire.UnknownReceivedMessage)!;
        }
    }

    public override void Write(Utf8JsonWriter writer, ReceivedMessage value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, LineJson.Wire.Info(value.GetType()));

    private static Type RecordFor(string? type) => type switch
    {
        "text" => typeof(ReceivedText),
        "image" or "video" or "audio" => typeof(ReceivedMedia),
        "file" => typeof(ReceivedFile),
        "location" => typeof(ReceivedLocation),
        "sticker" => typeof(ReceivedSticker),
        _ => typeof(UnknownReceivedMessage),
    };
}
