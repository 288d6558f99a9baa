using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bot.Simulator.Platform;

/// <summary>JSON kept as the bytes that came, so that a message for 500 people is held once and never rebuilt.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class RawJson(byte[] utf8)
{
    public byte[] Utf8 => utf8;

    public static RawJson Of(JsonElement element) => new(JsonMarshal.GetRawUtf8Value(element).ToArray());

    public static RawJson Of(JsonNode node) => new(JsonSerializer.SerializeToUtf8Bytes(node, SimulatorJson.Readable));

    public JsonElement Parse()
    {
        var reader = new Utf8JsonReader(utf8);
        return JsonElement.ParseValue(ref reader);
    }

    private sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Of(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8, skipInputValidation: true);
    }
}
