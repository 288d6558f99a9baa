using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>A picture with places to tap, and a video on it if one likes.</summary>
/// <param name="BaseUrl">
/// An https address of at most 2,000 UTF-16 units that answers with the picture when <c>/240</c>, <c>/300</c>, <c>/460</c>,
/// <c>/700</c> or <c>/1040</c> (its width) follows, without a file ending (LINE: Messaging API reference, Message objects).
/// </param>
/// <param name="AltText">For notifications and old clients. LINE: at most 1,500 UTF-16 units (Messaging API reference,
/// Message objects).</param>
/// <param name="BaseSize">What the areas are measured in.</param>
/// <param name="Actions">LINE: at most 50 (Messaging API reference, Message objects).</param>
public sealed record ImagemapMessage(
    string BaseUrl, string AltText, ImagemapSize BaseSize, IReadOnlyList<ImagemapAction> Actions) : Message
{
    /// <summary>A video that plays on the picture; null: there is none.</summary>
    public ImagemapVideo? Video { get; init; }
}

/// <summary>The size of the picture in pixels. LINE: the width is 1040 (Messaging API reference, Message objects).</summary>
public sealed record ImagemapSize(int Width, int Height);

/// <summary>A rectangle of the picture, measured from its upper left corner.</summary>
public sealed record ImagemapArea(int X, int Y, int Width, int Height);

/// <summary>What a tap on an area of the picture does.</summary>
/// <param name="Area">Where the tap counts.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ImagemapUriAction), "uri")]
[JsonDerivedType(typeof(ImagemapMessageAction), "message")]
[JsonDerivedType(typeof(ImagemapClipboardAction), "clipboard")]
public abstract record ImagemapAction(ImagemapArea Area)
{
    /// <summary>
    /// Read aloud to those who do not see the picture. LINE: at most 100 grapheme clusters (Messaging API reference, Imagemap
    /// action objects).
    /// </summary>
    public string? Label { get; init; }
}

/// <summary>Opens an address in LINE's browser, or another app.</summary>
/// <param name="LinkUri"><c>http</c>, <c>https</c>, <c>line</c> or <c>tel</c>. LINE: at most 1,000 UTF-16 units (Messaging
/// API reference, Imagemap action objects).</param>
/// <param name="Area">Where the tap counts.</param>
public sealed record ImagemapUriAction(string LinkUri, ImagemapArea Area) : ImagemapAction(Area);

/// <summary>Says something in the friend's name; it arrives as a text message.</summary>
/// <param name="Text">LINE: at most 400 UTF-16 units (Messaging API reference, Imagemap action objects).</param>
/// <param name="Area">Where the tap counts.</param>
public sealed record ImagemapMessageAction(string Text, ImagemapArea Area) : ImagemapAction(Area);

/// <summary>Copies a text to the phone's clipboard.</summary>
/// <param name="ClipboardText">LINE: 1 to 1,000 UTF-16 units (Messaging API reference, Imagemap action objects).</param>
/// <param name="Area">Where the tap counts.</param>
public sealed record ImagemapClipboardAction(string ClipboardText, ImagemapArea Area) : ImagemapAction(Area);

/// <summary>A video on the picture: MP4, at https addresses of at most 2,000 UTF-16 units (LINE: Messaging API reference, Message objects).</summary>
/// <param name="OriginalContentUrl">What plays. LINE: at most 200 MB.</param>
/// <param name="PreviewImageUrl">The picture before it plays. LINE: JPEG or PNG, at most 1 MB.</param>
/// <param name="Area">Where it plays.</param>
public sealed record ImagemapVideo(string OriginalContentUrl, string PreviewImageUrl, ImagemapArea Area)
{
    /// <summary>What shows when it has ended; null: nothing.</summary>
    public ImagemapLink? ExternalLink { get; init; }
}

/// <summary>A link after the video.</summary>
/// <param name="LinkUri"><c>http</c>, <c>https</c>, <c>line</c> or <c>tel</c>. LINE: at most 1,000 UTF-16 units (Messaging
/// API reference, Message objects).</param>
/// <param name="Label">LINE: at most 30 UTF-16 units (Messaging API reference, Message objects).</param>
public sealed record ImagemapLink(string LinkUri, string Label);
