using System.Text.Json;

namespace Bot.Line;

/// <summary>What LINE posts to the webhook: events, possibly of several people. No events: LINE verifies the address.</summary>
public sealed record WebhookRequest(string Destination, IReadOnlyList<PostedEvent> Events)
{
    // Skipping is iterative, so depth costs nothing; an event nested too deep to parse must not take its neighbours along.
    private const int AnyDepth = 10_000;

    /// <summary>Reads a request body. Null when it is no webhook request at all: not JSON, or without a list of events.</summary>
    public static WebhookRequest? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Read(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static WebhookRequest? Read(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = AnyDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        var destination = "";
        List<PostedEvent>? events = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDestination = reader.ValueTextEquals("destination"u8);
            var isEvents = reader.ValueTextEquals("events"u8);
            reader.Read();
            if (isDestination && reader.TokenType == JsonTokenType.String)
            {
                destination = reader.GetString()!;
            }
            else if (isEvents && reader.TokenType == JsonTokenType.StartArray)
            {
                events ??= [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    var json = body[start..(int)reader.BytesConsumed];
                    events.Add(new PostedEvent(LineJson.ParseEvent(json.Span), json));
                }
            }
            else
            {
                reader.Skip();
            }
        }

        // What follows the object must be nothing, else it is not the JSON that it seemed to be.
        return events is null || reader.Read() ? null : new WebhookRequest(destination, events);
    }
}

/// <summary>One event and its JSON exactly as LINE wrote it (a slice of the request's body).</summary>
public sealed record PostedEvent(WebhookEvent Event, ReadOnlyMemory<byte> Json);
