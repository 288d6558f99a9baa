using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Bot.Line;

internal sealed partial class LineJson
{
    private static readonly long LastMoment = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Reads one event. Never throws: what cannot be read is an <see cref="UnknownEvent"/> with what could be.</summary>
    public static WebhookEvent ParseEvent(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var read = JsonPeek.HasText(reader, "webhookEventId"u8)
                ? JsonSerializer.Deserialize(ref reader, Wire.WebhookEvent)!
                : JsonSerializer.Deserialize(WithId(json, (int)reader.TokenStartIndex), Wire.WebhookEvent)!;
            if (read.WebhookEventId.Length > 0 && read.Timestamp >= 0 && read.Timestamp <= LastMoment)
            {
                return read;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Falls through to what can be told of it.
        }

        return Unknown(json);
    }

    // Old samples and other people's test tools leave the id out. The same bytes get the same id, so a repetition is noticed.
    private static string IdFor(ReadOnlySpan<byte> json) => $"unnamed-{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}";

    private static byte[] WithId(ReadOnlySpan<byte> json, int brace) =>
        [.. json[..(brace + 1)], .. Encoding.UTF8.GetBytes($"\"webhookEventId\":\"{IdFor(json)}\","), .. json[(brace + 1)..]];

    private static UnknownEvent Unknown(ReadOnlySpan<byte> json)
    {
        using var document = Document(json);
        var root = document?.RootElement ?? default;
        var timestamp = Member(root, "timestamp") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var at) ? at : 0;

        return new UnknownEvent
        {
            Type = Text(root, "type") ?? "",
            WebhookEventId = Text(root, "webhookEventId") is { Length: > 0 } id ? id : IdFor(json),
            Timestamp = timestamp >= 0 && timestamp <= LastMoment ? timestamp : 0,
            Mode = Text(root, "mode") ?? "active",
            ReplyToken = Text(root, "replyToken"),
            Source = Member(root, "source") is { ValueKind: JsonValueKind.Object } source && Text(source, "type") is { } type
                ? new EventSource(type, Text(source, "userId"), Text(source, "groupId"), Text(source, "roomId"))
                : null,
            DeliveryContext = new DeliveryContext(
                Member(Member(root, "deliveryContext"), "isRedelivery").ValueKind == JsonValueKind.True),
        };
    }

    private static JsonDocument? Document(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json.ToArray());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement parent, string name)
    {
        try
        {
            return Member(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half an emoji (a lone surrogate) is valid JSON and no text.
            return null;
        }
    }
}
