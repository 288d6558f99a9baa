using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Simulator.Platform;

/// <summary>
/// One thing on a phone's screen. Everyone who got the same multicast shares one entry, so it never changes; a changed
/// text or a message taken back is another entry in its place.
/// </summary>
internal sealed record ChatEntry
{
    /// <summary>Grows with every entry of the platform.</summary>
    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary><c>reply</c>, <c>push</c>, <c>multicast</c>, … from the bot; <c>friend</c>; <c>note</c> for followed, blocked, opened.</summary>
    public required string Via { get; init; }

    /// <summary>LINE's message object.</summary>
    public required RawJson Message { get; init; }

    public string? QuoteToken { get; init; }

    public bool HasQuickReplies { get; init; }

    public bool Edited { get; init; }

    public bool Unsent { get; init; }

    /// <summary>LINE's message id: decimal digits, longer than a double can hold.</summary>
    [JsonIgnore]
    public string Id => IdOf(Seq);

    [JsonIgnore]
    public bool FromBot => Via is not ("friend" or "note");

    public static string IdOf(long seq) => (560_000_000_000_000_000 + seq).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static ChatEntry OfBot(long seq, DateTimeOffset at, string via, JsonElement message) => new()
    {
        Seq = seq,
        At = at,
        Via = via,
        Message = RawJson.Of(message),
        QuoteToken = Quotable(message) ? Tokens.Quote(seq) : null,
        HasQuickReplies = message.TryGetProperty("quickReply", out var quick) && quick.ValueKind == JsonValueKind.Object,
    };

    private static bool Quotable(JsonElement message) =>
        message.TryGetProperty("type", out var type)
        && type.GetString() is "text" or "textV2" or "sticker" or "image" or "video" or "template" or "flex";
}
