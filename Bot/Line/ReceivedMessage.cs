using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>What a friend sent. Types we do not know are <see cref="UnknownReceivedMessage"/>.</summary>
[JsonConverter(typeof(ReceivedMessageConverter))]
public abstract record ReceivedMessage
{
    /// <summary>LINE's name of the kind, e.g. <c>text</c>.</summary>
    [JsonPropertyOrder(-1)]
    public required string Type { get; init; }

    /// <summary>LINE's id of the message, decimal digits; content is fetched by it.</summary>
    public required string Id { get; init; }

    /// <summary>Lets an answer quote this message; only texts, stickers, images and videos have one.</summary>
    public string? QuoteToken { get; init; }

    /// <summary>The id of the message this one quotes.</summary>
    public string? QuotedMessageId { get; init; }

    /// <summary>Marks this message and all before it as read; it never expires.</summary>
    public string? MarkAsReadToken { get; init; }
}

/// <summary>What the friend wrote, as LINE gives it.</summary>
public sealed record ReceivedText(string Text) : ReceivedMessage
{
    /// <summary>LINE emojis; the text shows a placeholder such as <c>(love)</c> in their place.</summary>
    public IReadOnlyList<ReceivedEmoji>? Emojis { get; init; }

    /// <summary>Who is spoken to by name; null in a one-to-one chat.</summary>
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
    /// <summary>Whether LINE keeps the content, or another server does.</summary>
    public ContentProvider? ContentProvider { get; init; }

    /// <summary>Length of a video or audio in milliseconds.</summary>
    public long? Duration { get; init; }

    /// <summary>The set the image was sent in; null: it came alone.</summary>
    public ImageSet? ImageSet { get; init; }
}

/// <summary>Who keeps the content: <c>line</c>, or <c>external</c> with the addresses it is at.</summary>
public sealed record ContentProvider(string Type, string? OriginalContentUrl = null, string? PreviewImageUrl = null);

/// <summary>Images chosen and sent together: the set, the place in it from 1, and how many. They arrive in any order.</summary>
public sealed record ImageSet(string Id, int? Index = null, int? Total = null);

/// <summary>A file; the size is in bytes.</summary>
public sealed record ReceivedFile(string FileName, long FileSize) : ReceivedMessage;

/// <summary>A place, in degrees.</summary>
public sealed record ReceivedLocation(double Latitude, double Longitude) : ReceivedMessage
{
    /// <summary>The place's name, where it has one.</summary>
    public string? Title { get; init; }

    /// <summary>The place's postal address, where LINE knows it.</summary>
    public string? Address { get; init; }
}

/// <summary>A sticker, by its package and its number in it; its picture cannot be fetched.</summary>
public sealed record ReceivedSticker(string PackageId, string StickerId) : ReceivedMessage
{
    /// <summary>How it moves or sounds, e.g. <c>STATIC</c> or <c>ANIMATION</c>.</summary>
    public string? StickerResourceType { get; init; }

    /// <summary>Words for what it shows. LINE: at most 15 (Messaging API reference, Webhook Event Objects).</summary>
    public IReadOnlyList<string>? Keywords { get; init; }

    /// <summary>What the friend wrote onto a message sticker.</summary>
    public string? Text { get; init; }
}

/// <summary>A message of a type we do not know; kept, never acted upon.</summary>
public sealed record UnknownReceivedMessage : ReceivedMessage;
