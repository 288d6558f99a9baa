using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>A layout of LINE's with buttons to tap.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ButtonsTemplate), "buttons")]
[JsonDerivedType(typeof(ConfirmTemplate), "confirm")]
[JsonDerivedType(typeof(CarouselTemplate), "carousel")]
[JsonDerivedType(typeof(ImageCarouselTemplate), "image_carousel")]
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

/// <summary>Pictures to swipe through, each a button.</summary>
/// <param name="Columns">LINE: at most 10 (Messaging API reference, Message objects).</param>
public sealed record ImageCarouselTemplate(IReadOnlyList<ImageCarouselColumn> Columns) : Template;

/// <summary>One picture of an image carousel.</summary>
/// <param name="ImageUrl">A square JPEG or PNG at an https address. LINE: at most 10 MB and 1,024 pixels wide (Messaging
/// API reference, Message objects).</param>
/// <param name="Action">LINE: its label, which may be left out, has at most 12 grapheme clusters (Messaging API reference,
/// Specifications of the label).</param>
public sealed record ImageCarouselColumn(string ImageUrl, LineAction Action);
