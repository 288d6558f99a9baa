namespace Bot.Line;

/// <summary>What a friend sent. Types we do not know are <see cref="UnknownReceivedMessage"/>.</summary>
public abstract record ReceivedMessage
{
    /// <summary>LINE's name of the kind, e.g. <c>text</c>.</summary>
    public required string Type { get; init; }

    public required string Id { get; init; }

    public string? QuoteToken { get; init; }

    public string? QuotedMessageId { get; init; }

    public string? MarkAsReadToken { get; init; }
}

public sealed record ReceivedText(string Text) : ReceivedMessage;

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
