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

/// <summary>A text, with line breaks as they stand.</summary>
/// <param name="Text">LINE: at most 5,000 UTF-16 units (Messaging API reference, Message objects).</param>
public sealed record TextMessage(string Text) : Message
{
    /// <summary>LINE emojis standing at the <c>$</c> placeholders of the text.</summary>
    public IReadOnlyList<LineEmoji>? Emojis { get; init; }

    /// <summary>The message this one quotes.</summary>
    public string? QuoteToken { get; init; }
}

/// <summary>A LINE emoji at this UTF-16 index of the text, where a <c>$</c> stands.</summary>
public sealed record LineEmoji(int Index, string ProductId, string EmojiId);

/// <summary>A sticker, by its package and its number in it; only those LINE lists for bots can be sent.</summary>
public sealed record StickerMessage(string PackageId, string StickerId) : Message;

/// <summary>
/// A picture: JPEG or PNG, at https addresses of at most 2,000 UTF-16 units (LINE: Messaging API reference, Message
/// objects).
/// </summary>
/// <param name="OriginalContentUrl">What opens at a tap. LINE: at most 10 MB.</param>
/// <param name="PreviewImageUrl">What the chat shows. LINE: at most 1 MB.</param>
public sealed record ImageMessage(string OriginalContentUrl, string PreviewImageUrl) : Message;

/// <summary>A message with buttons, laid out by LINE.</summary>
/// <param name="AltText">For notifications and old clients. LINE: at most 1,500 UTF-16 units (Messaging API reference,
/// Message objects).</param>
/// <param name="Template">Buttons, a confirmation or a carousel.</param>
public sealed record TemplateMessage(string AltText, Template Template) : Message;

/// <summary>A Flex Message. The container is LINE's own JSON (bubble or carousel).</summary>
/// <param name="AltText">For notifications and old clients. LINE: at most 1,500 UTF-16 units (Messaging API reference,
/// Message objects).</param>
/// <param name="Contents">LINE: a bubble is at most 30 KB of JSON, a carousel at most 12 bubbles and 50 KB (Messaging
/// API reference, Message objects).</param>
public sealed record FlexMessage(string AltText, JsonElement Contents) : Message;

/// <summary>Who a message speaks as; null: as the account is called and looks.</summary>
/// <param name="Name">Without "LINE" in it. LINE: at most 20 UTF-16 units (Messaging API reference, Message objects).</param>
/// <param name="IconUrl">A square PNG at an https address. LINE: at most 1 MB, 2,000 UTF-16 units (Messaging API
/// reference, Message objects).</param>
public sealed record Sender(string? Name = null, string? IconUrl = null);

/// <summary>Buttons above the keyboard, which vanish after a tap.</summary>
/// <param name="Items">LINE: at most 13 (Messaging API reference, Message objects).</param>
public sealed record QuickReply(IReadOnlyList<QuickReplyItem> Items);

/// <summary>One quick reply button. LINE wants <c>"type":"action"</c> beside it.</summary>
public sealed record QuickReplyItem(LineAction Action, string? ImageUrl = null)
{
    /// <summary>Always <c>action</c>, the one type LINE knows.</summary>
    public string Type => "action";
}

/// <summary>A layout of LINE's with buttons to tap.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ButtonsTemplate), "buttons")]
[JsonDerivedType(typeof(ConfirmTemplate), "confirm")]
[JsonDerivedType(typeof(CarouselTemplate), "carousel")]
public abstract record Template;

/// <summary>One card with buttons.</summary>
/// <param name="Text">LINE: at most 160 grapheme clusters; 60 beside a title or picture (Messaging API reference, Message objects).</param>
/// <param name="Actions">LINE: at most 4 (Messaging API reference, Message objects).</param>
public sealed record ButtonsTemplate(string Text, IReadOnlyList<LineAction> Actions) : Template
{
    /// <summary>Above the text. LINE: at most 40 grapheme clusters (Messaging API reference, Message objects).</summary>
    public string? Title { get; init; }

    /// <summary>
    /// A JPEG or PNG at an https address. LINE: at most 10 MB and 1,024 pixels wide (Messaging API reference, Message
    /// objects).
    /// </summary>
    public string? ThumbnailImageUrl { get; init; }

    /// <summary><c>rectangle</c> (LINE's default) or <c>square</c>.</summary>
    public string? ImageAspectRatio { get; init; }

    /// <summary><c>cover</c> (LINE's default: fills, and cuts off) or <c>contain</c> (shows all of it).</summary>
    public string? ImageSize { get; init; }

    /// <summary>What shows around a contained picture, e.g. <c>#FFFFFF</c>.</summary>
    public string? ImageBackgroundColor { get; init; }

    /// <summary>What happens when the picture, title or text is tapped.</summary>
    public LineAction? DefaultAction { get; init; }
}

/// <summary>A question with two buttons side by side.</summary>
/// <param name="Text">LINE: at most 240 grapheme clusters (Messaging API reference, Message objects).</param>
/// <param name="Actions">LINE: exactly 2 (Messaging API reference, Message objects).</param>
public sealed record ConfirmTemplate(string Text, IReadOnlyList<LineAction> Actions) : Template;

/// <summary>Cards to swipe through.</summary>
/// <param name="Columns">LINE: at most 10, alike in having a title, a picture and how many actions (Messaging API
/// reference, Message objects).</param>
public sealed record CarouselTemplate(IReadOnlyList<CarouselColumn> Columns) : Template
{
    /// <summary>Of all columns: <c>rectangle</c> (LINE's default) or <c>square</c>.</summary>
    public string? ImageAspectRatio { get; init; }

    /// <summary>Of all columns: <c>cover</c> (LINE's default: fills, and cuts off) or <c>contain</c> (shows all of it).</summary>
    public string? ImageSize { get; init; }
}

/// <summary>One card of a carousel.</summary>
/// <param name="Text">LINE: at most 120 grapheme clusters; 60 beside a title or picture (Messaging API reference, Message objects).</param>
/// <param name="Actions">LINE: at most 3 (Messaging API reference, Message objects).</param>
public sealed record CarouselColumn(string Text, IReadOnlyList<LineAction> Actions)
{
    /// <summary>Above the text. LINE: at most 40 grapheme clusters (Messaging API reference, Message objects).</summary>
    public string? Title { get; init; }

    /// <summary>
    /// A JPEG or PNG at an https address. LINE: at most 10 MB and 1,024 pixels wide (Messaging API reference, Message
    /// objects).
    /// </summary>
    public string? ThumbnailImageUrl { get; init; }

    /// <summary>What shows around a contained picture, e.g. <c>#FFFFFF</c>.</summary>
    public string? ImageBackgroundColor { get; init; }

    /// <summary>What happens when the picture, title or text is tapped.</summary>
    public LineAction? DefaultAction { get; init; }
}
