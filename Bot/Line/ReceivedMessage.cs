using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>What a friend sent. Types we do not know are <see cref="UnknownReceivedMessage"/>.</summary>
[JsonConverter(typeof(ReceivedMessageConverter))]
public abstract record ReceivedMessage
{
    /// <summary>LINE's name of the kind, e.g. <c>text</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Type { get; init; }

    public required string Id { get; init; }

    public string? QuoteToken { get; init; }

    public string? QuotedMessageId { get; init; }

    public string? MarkAsReadToken { get; init; }
}

public sealed record ReceivedText(string Text) : ReceivedMessage
{
    /// <summary>LINE emojis; the text shows a placeholder such as <c>(love)</c> in their place.</summary>
    public IReadOnlyList<ReceivedEmoji>? Emojis { get; init; }

    public Mention? Mention { get; init; }
}

/// <summary>A LINE emoji; index and length count UTF-16 units of the text.</summary>
public sealed record ReceivedEmoji(int Index, int Length, string ProductId, string EmojiId);

/// <summary>Who is spoken to by name in a group.</summary>
public sealed record Mention(IReadOnlyList<Mentionee> Mentionees);

/// <summary>Type is <c>user</c> or <c>all</c>; <see cref="IsSelf"/>: the bot itself is meant.</summary>
public sealed record Mentionee(int Index, int Length, string Type, string? UserId = null, bool IsSelf = false);

/// <summary>An image, video or audio; the content is fetched by id and vanishes after a while.</summary>
public sealed record ReceivedMedia : ReceivedMessage
{
    public ContentProvider? ContentProvider { get; init; }

    /// <summary>Length of a video or audio in milliseconds.</summary>
    public long? Duration { get; init; }

    public ImageSet? ImageSet { get; init; }
}

public sealed record ContentProvider(string Type, string? OriginalContentUrl = null, string? PreviewImageUrl = null);

public sealed record ImageSet(string Id, int? Index = null, int? Total = null);

/// <summary>A file; the size is in bytes.</summary>
public sealed record ReceivedFile(string FileName, long FileSize) : ReceivedMessage;

/// <summary>A place, in degrees.</summary>
public sealed record ReceivedLocation(double Latitude, double Longitude) : ReceivedMessage
{
    public string? Title { get; init; }

    public string? Address { get; init; }
}

public sealed record ReceivedSticker(string PackageId, string StickerId) : ReceivedMessage
{
    public string? StickerResourceType { get; init; }

    public IReadOnlyList<string>? Keywords { get; init; }

    public string? Text { get; init; }
}

public sealed record UnknownReceivedMessage : ReceivedMessage;
