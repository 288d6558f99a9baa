using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot;

/// <summary>
/// Something told to people in both of the console's languages: why a message failed, a campaign is paused, a coupon is not given. It is
/// decided once and read by many, so both are kept.
/// </summary>
[JsonConverter(typeof(WordsJson))]
public sealed record Words(string Japanese, string English)
{
    /// <summary>A number in English with what it counts: <c>1 friend</c>, <c>1,234 friends</c>.</summary>
    internal static string Count(long number, string one, string? many = null) =>
        $"{number.ToString("N0", CultureInfo.InvariantCulture)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>For logs and the command line.</summary>
    public override string ToString() => English;
}

/// <summary>Stored and answered as <c>{ "japanese": …, "english": … }</c>; one text, as it was stored before there were two, is both.</summary>
internal sealed class WordsJson : JsonConverter<Words>
{
    public override Words Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement switch
        {
            { ValueKind: JsonValueKind.String } text => new(text.GetString()!, text.GetString()!),
            { ValueKind: JsonValueKind.Object } both when Text(both, "japanese") is { } japanese && Text(both, "english") is { } english => new(japanese, english),
            _ => throw new JsonException("Words are an object with \"japanese\" and \"english\"."),
        };
    }

    public override void Write(Utf8JsonWriter writer, Words value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("japanese", value.Japanese);
        writer.WriteString("english", value.English);
        writer.WriteEndObject();
    }

    private static string? Text(JsonElement both, string language) =>
        both.TryGetProperty(language, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
