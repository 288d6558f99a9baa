using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>A message object as LINE defines it. Limits are checked by the one validator of this folder, not here.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextMessage), "text")]
[JsonDerivedType(typeof(StickerMessage), "sticker")]
[JsonDerivedType(typeof(ImageMessage), "image")]
[JsonDerivedType(typeof(TemplateMessage), "template")]
[JsonDerivedType(typeof(FlexMessage), "flex")]
public abstract record Message
{
    /// <summary>Buttons above the keyboard; LINE shows those of the last message only, until the next message.</summary>
    public QuickReply? QuickReply { get; init; }

    /// <summary>Another name or icon to speak as.</summary>
    public Sender? Sender { get; init; }
}

public sealed record TextMessage(string Text) : Message
{
    /// <summary>LINE emojis standing at the <c>$</c> placeholders of the text.</summary>
    public IReadOnlyList<LineEmoji>? Emojis { get; init; }

    /// <summary>The message this one quotes.</summary>
    public string? QuoteToken { get; init; }
}

/// <summary>A LINE emoji at this UTF-16 index of the text, where a <c>$</c> stands.</summary>
public sealed record LineEmoji(int Index, string ProductId, string EmojiId);

public sealed record StickerMessage(string PackageId, string StickerId) : Message;

public sealed record ImageMessage(string OriginalContentUrl, string PreviewImageUrl) : Message;

public sealed record TemplateMessage(string AltText, Template Template) : Message;

/// <summary>A Flex Message. The container is LINE's own JSON (bubble or carousel).</summary>
public sealed record FlexMessage(string AltText, JsonElement Contents) : Message;

public sealed record Sender(string? Name = null, string? IconUrl = null);

public sealed record QuickReply(IReadOnlyList<QuickReplyItem> Items);

/// <summary>One quick reply button. LINE wants <c>"type":"action"</c> beside it.</summary>
public sealed record QuickReplyItem(LineAction Action, string? ImageUrl = null)
{
    public string Type => "action";
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ButtonsTemplate), "buttons")]
[JsonDerivedType(typeof(ConfirmTemplate), "confirm")]
[JsonDerivedType(typeof(CarouselTemplate), "carousel")]
public abstract record Template;

public sealed record ButtonsTemplate(string Text, IReadOnlyList<LineAction> Actions) : Template
{
    public string? Title { get; init; }

    public string? ThumbnailImageUrl { get; init; }

    public string? ImageAspectRatio { get; init; }

    public string? ImageSize { get; init; }

    public string? ImageBackgroundColor { get; init; }

    /// <summary>What happens when the picture, title or text is tapped.</summary>
    public LineAction? DefaultAction { get; init; }
}

public sealed record ConfirmTemplate(string Text, IReadOnlyList<LineAction> Actions) : Template;

public sealed record CarouselTemplate(IReadOnlyList<CarouselColumn> Columns) : Template
{
    public string? ImageAspectRatio { get; init; }

    public string? ImageSize { get; init; }
}

public sealed record CarouselColumn(string Text, IReadOnlyList<LineAction> Actions)
{
    public string? Title { get; init; }

    public string? ThumbnailImageUrl { get; init; }

    public string? ImageBackgroundColor { get; init; }

    public LineAction? DefaultAction { get; init; }
}
