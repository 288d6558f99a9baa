using System.Text.Json;

namespace Bot.Simulator.Platform;

/// <summary>
/// A webhook event about to leave. A redelivered one is the same but for <c>isRedelivery</c>. Events of one lane keep
/// their order; <paramref name="Name"/> is the member that holds the body, e.g. <c>message</c>. Without a
/// <paramref name="UserId"/> LINE does not say whose it is.
/// </summary>
internal sealed record PlatformEvent(
    string Type, int Lane, string? UserId, DateTimeOffset At, string EventId, string? ReplyToken, string? Name = null, RawJson? Body = null)
{
    public void Write(Utf8JsonWriter json, bool isRedelivery)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        if (Name is not null && Body is not null)
        {
            json.WritePropertyName(Name);
            json.WriteRawValue(Body.Utf8, skipInputValidation: true);
        }

        json.WriteString("webhookEventId", EventId);
        json.WriteStartObject("deliveryContext");
        json.WriteBoolean("isRedelivery", isRedelivery);
        json.WriteEndObject();
        json.WriteNumber("timestamp", At.ToUnixTimeMilliseconds());
        if (UserId is not null)
        {
            json.WriteStartObject("source");
            json.WriteString("type", "user");
            json.WriteString("userId", UserId);
            json.WriteEndObject();
        }

        if (ReplyToken is not null)
        {
            json.WriteString("replyToken", ReplyToken);
        }

        json.WriteString("mode", "active");
        json.WriteEndObject();
    }
}
