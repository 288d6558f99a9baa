using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>What every part of a Flex Message has: what LINE may have added since is kept as it came.</summary>
public abstract record FlexPart
{
    /// <summary>Members that have no property here.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>What a Flex Message shows: one bubble, or several to swipe through.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FlexBubble), "bubble")]
[JsonDerivedType(typeof(FlexCarousel), "carousel")]
public abstract record FlexContainer : FlexPart;

/// <summary>
/// One bubble: header, hero, body and footer from top to bottom, at least one of them. LINE: at most 30 KB of JSON (Messaging
/// API reference, Bubble).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FlexBubble), "bubble")]
public record FlexBubble : FlexContainer
{
    /// <summary><c>nano</c>, <c>micro</c>, <c>deca</c>, <c>hecto</c>, <c>kilo</c>, <c>mega</c> (LINE's default) or <c>giga</c>.</summary>
    public string? Size { get; init; }

    /// <summary>How horizontal boxes and words run: <c>ltr</c> (LINE's default) or <c>rtl</c>.</summary>
    public string? Direction { get; init; }

    /// <summary>The topmost block.</summary>
    public FlexBox? Header { get; init; }

    /// <summary>A box, an image or a video that fills the width.</summary>
    public FlexComponent? Hero { get; init; }

    /// <summary>The main block.</summary>
    public FlexBox? Body { get; init; }

    /// <summary>The lowest block, mostly of buttons.</summary>
    public FlexBox? Footer { get; init; }

    /// <summary>Colours of the blocks, and lines between them.</summary>
    public FlexBubbleStyles? Styles { get; init; }

    /// <summary>What a tap anywhere on the bubble does.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>Bubbles to swipe through.</summary>
/// <param name="Contents">LINE: at most 12, all of one size, 50 KB of JSON altogether (Messaging API reference, Carousel).</param>
public sealed record FlexCarousel(IReadOnlyList<FlexBubble> Contents) : FlexContainer;

/// <summary>How the blocks of a bubble look.</summary>
public sealed record FlexBubbleStyles : FlexPart
{
    /// <summary>Of the header.</summary>
    public FlexBlockStyle? Header { get; init; }

    /// <summary>Of the hero.</summary>
    public FlexBlockStyle? Hero { get; init; }

    /// <summary>Of the body.</summary>
    public FlexBlockStyle? Body { get; init; }

    /// <summary>Of the footer.</summary>
    public FlexBlockStyle? Footer { get; init; }
}

/// <summary>How one block looks.</summary>
public sealed record FlexBlockStyle : FlexPart
{
    /// <summary>E.g. <c>#FFFFFF</c>.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>Whether a line stands above the block; the first block has none.</summary>
    public bool? Separator { get; init; }

    /// <summary>The line's colour.</summary>
    public string? SeparatorColor { get; init; }
}

/// <summary>A component of a block. Sizes are keywords of LINE's or pixels such as <c>10px</c>, mostly.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FlexBox), "box")]
[JsonDerivedType(typeof(FlexButton), "button")]
[JsonDerivedType(typeof(FlexImage), "image")]
[JsonDerivedType(typeof(FlexVideo), "video")]
[JsonDerivedType(typeof(FlexIcon), "icon")]
[JsonDerivedType(typeof(FlexText), "text")]
[JsonDerivedType(typeof(FlexSeparator), "separator")]
[JsonDerivedType(typeof(FlexFiller), "filler")]
public abstract record FlexComponent : FlexPart
{
    /// <summary>Its share of the box's width or height; 0: as large as it needs.</summary>
    public int? Flex { get; init; }

    /// <summary>The space before it: <c>none</c> to <c>xxl</c>, or pixels.</summary>
    public string? Margin { get; init; }

    /// <summary>What the offsets count from: <c>relative</c> (its own place, LINE's default) or <c>absolute</c> (the box's corner).</summary>
    public string? Position { get; init; }

    /// <summary>How far from the top: <c>none</c> to <c>xxl</c>, pixels or per cent.</summary>
    public string? OffsetTop { get; init; }

    /// <summary>How far from the bottom.</summary>
    public string? OffsetBottom { get; init; }

    /// <summary>How far from where a line starts.</summary>
    public string? OffsetStart { get; init; }

    /// <summary>How far from where a line ends.</summary>
    public string? OffsetEnd { get; init; }
}

/// <summary>Holds components beside or below each other.</summary>
/// <param name="Layout"><c>vertical</c>, <c>horizontal</c>, or <c>baseline</c>: beside each other on one line of writing.</param>
/// <param name="Contents">None is fine. On a baseline only icons, texts and fillers, elsewhere all but icons and videos.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(FlexBox), "box")]
public record FlexBox(string Layout, IReadOnlyList<FlexComponent> Contents) : FlexComponent
{
    /// <summary>The space between components: <c>none</c> (LINE's default) to <c>xxl</c>, or pixels.</summary>
    public string? Spacing { get; init; }

    /// <summary>With or without transparency: <c>#RRGGBB</c> or <c>#RRGGBBAA</c>.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>The colour of the border.</summary>
    public string? BorderColor { get; init; }

    /// <summary><c>none</c>, <c>light</c>, <c>normal</c>, <c>medium</c>, <c>semi-bold</c>, <c>bold</c>, or pixels.</summary>
    public string? BorderWidth { get; init; }

    /// <summary>How round the corners are: <c>none</c> (LINE's default) to <c>xxl</c>, or pixels.</summary>
    public string? CornerRadius { get; init; }

    /// <summary>Pixels, or per cent of the box around it.</summary>
    public string? Width { get; init; }

    /// <summary>Pixels, or per cent of the box around it.</summary>
    public string? MaxWidth { get; init; }

    /// <summary>Pixels, or per cent of the box around it.</summary>
    public string? Height { get; init; }

    /// <summary>Pixels, or per cent of the box around it.</summary>
    public string? MaxHeight { get; init; }

    /// <summary>The space inside on all sides: <c>none</c> to <c>xxl</c>, pixels or per cent.</summary>
    public string? PaddingAll { get; init; }

    /// <summary>The space inside at the top.</summary>
    public string? PaddingTop { get; init; }

    /// <summary>The space inside at the bottom.</summary>
    public string? PaddingBottom { get; init; }

    /// <summary>The space inside where a line starts.</summary>
    public string? PaddingStart { get; init; }

    /// <summary>The space inside where a line ends.</summary>
    public string? PaddingEnd { get; init; }

    /// <summary>Where components stand along the layout: <c>flex-start</c>, <c>center</c>, <c>flex-end</c>, <c>space-between</c>, …</summary>
    public string? JustifyContent { get; init; }

    /// <summary>Where components stand across the layout: <c>flex-start</c>, <c>center</c> or <c>flex-end</c>.</summary>
    public string? AlignItems { get; init; }

    /// <summary>Colours that run into each other, behind the components.</summary>
    public FlexGradient? Background { get; init; }

    /// <summary>What a tap on the box does.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>Colours that run into each other in a straight line. (LINE knows no other background.)</summary>
/// <param name="Angle">From <c>0deg</c> (upwards) to under <c>360deg</c>, clockwise.</param>
/// <param name="StartColor">The first colour.</param>
/// <param name="EndColor">The last colour.</param>
public sealed record FlexGradient(string Angle, string StartColor, string EndColor) : FlexPart
{
    /// <summary>Always <c>linearGradient</c>, the one type LINE knows.</summary>
    public string Type => "linearGradient";

    /// <summary>A colour between the two.</summary>
    public string? CenterColor { get; init; }

    /// <summary>Where the colour between stands: <c>0%</c> to <c>100%</c>, LINE's default is <c>50%</c>.</summary>
    public string? CenterPosition { get; init; }
}

/// <summary>A button.</summary>
/// <param name="Action">LINE: its label has at most 40 grapheme clusters (Messaging API reference, Specifications of the label).</param>
public sealed record FlexButton(LineAction Action) : FlexComponent
{
    /// <summary><c>primary</c> (for dark colours), <c>secondary</c> (for light ones) or <c>link</c> (LINE's default).</summary>
    public string? Style { get; init; }

    /// <summary>Of the words of a link, of the ground of the others.</summary>
    public string? Color { get; init; }

    /// <summary><c>sm</c> or <c>md</c> (LINE's default).</summary>
    public string? Height { get; init; }

    /// <summary>Where it stands in the height of a horizontal box: <c>top</c>, <c>bottom</c> or <c>center</c>.</summary>
    public string? Gravity { get; init; }

    /// <summary><c>shrink-to-fit</c>: the words get smaller until they fit.</summary>
    public string? AdjustMode { get; init; }

    /// <summary>Whether the words grow with the size of letters that the friend chose.</summary>
    public bool? Scaling { get; init; }
}

/// <summary>A picture.</summary>
/// <param name="Url">A JPEG or PNG at an https address of at most 2,000 UTF-16 units. LINE: at most 10 MB (300 KB when it
/// moves) and 1,024 pixels wide and high (Messaging API reference, Image).</param>
public sealed record FlexImage(string Url) : FlexComponent
{
    /// <summary>Its width at most: <c>xxs</c> to <c>5xl</c>, <c>full</c>, pixels or per cent; LINE's default is <c>md</c>.</summary>
    public string? Size { get; init; }

    /// <summary>Width to height, e.g. <c>20:13</c>; LINE's default is <c>1:1</c>.</summary>
    public string? AspectRatio { get; init; }

    /// <summary><c>cover</c> (fills, and cuts off) or <c>fit</c> (shows all of it, LINE's default).</summary>
    public string? AspectMode { get; init; }

    /// <summary>What shows around it.</summary>
    public string? BackgroundColor { get; init; }

    /// <summary>Where it stands in the width: <c>start</c>, <c>end</c> or <c>center</c>.</summary>
    public string? Align { get; init; }

    /// <summary>Where it stands in the height of a horizontal box: <c>top</c>, <c>bottom</c> or <c>center</c>.</summary>
    public string? Gravity { get; init; }

    /// <summary>Whether it moves (an APNG). LINE: at most 10 do in one message (Messaging API reference, Image).</summary>
    public bool? Animated { get; init; }

    /// <summary>What a tap on it does.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>A video; as the hero of a bubble of size kilo, mega or giga that stands alone.</summary>
/// <param name="Url">An MP4 at an https address of at most 2,000 UTF-16 units. LINE: at most 200 MB (Messaging API reference, Video).</param>
/// <param name="PreviewUrl">The picture before it plays. LINE: JPEG or PNG, at most 1 MB (Messaging API reference, Video).</param>
/// <param name="AltContent">A box or image for those whose LINE shows no video.</param>
public sealed record FlexVideo(string Url, string PreviewUrl, FlexComponent AltContent) : FlexComponent
{
    /// <summary>Width to height, as of the video; LINE's default is <c>1:1</c>.</summary>
    public string? AspectRatio { get; init; }

    /// <summary>A link that shows with the video: a <see cref="UriAction"/>.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>A small picture beside words, in a baseline box only.</summary>
/// <param name="Url">A JPEG or PNG at an https address of at most 2,000 UTF-16 units. LINE: at most 1 MB and 1,024 pixels
/// wide and high (Messaging API reference, Icon).</param>
public sealed record FlexIcon(string Url) : FlexComponent
{
    /// <summary><c>xxs</c> to <c>5xl</c>, or pixels; LINE's default is <c>md</c>.</summary>
    public string? Size { get; init; }

    /// <summary>Width to height; LINE's default is <c>1:1</c>.</summary>
    public string? AspectRatio { get; init; }

    /// <summary>Whether it grows with the size of letters that the friend chose.</summary>
    public bool? Scaling { get; init; }
}

/// <summary>Words, all alike (<see cref="Text"/>) or in spans that differ (<see cref="Contents"/>).</summary>
public sealed record FlexText : FlexComponent
{
    /// <summary>The words; passed over where there are spans.</summary>
    public string? Text { get; init; }

    /// <summary>Words one after the other, each as it is to look.</summary>
    public IReadOnlyList<FlexSpan>? Contents { get; init; }

    /// <summary><c>xxs</c> to <c>5xl</c>, or pixels; LINE's default is <c>md</c>.</summary>
    public string? Size { get; init; }

    /// <summary>E.g. <c>#111111</c>.</summary>
    public string? Color { get; init; }

    /// <summary><c>regular</c> (LINE's default) or <c>bold</c>.</summary>
    public string? Weight { get; init; }

    /// <summary><c>normal</c> (LINE's default) or <c>italic</c>.</summary>
    public string? Style { get; init; }

    /// <summary><c>none</c> (LINE's default), <c>underline</c> or <c>line-through</c>.</summary>
    public string? Decoration { get; init; }

    /// <summary>Where the words stand in the width: <c>start</c>, <c>end</c> or <c>center</c>.</summary>
    public string? Align { get; init; }

    /// <summary>Where they stand in the height of a horizontal box: <c>top</c> (LINE's default), <c>bottom</c> or <c>center</c>.</summary>
    public string? Gravity { get; init; }

    /// <summary>Whether words that do not fit go on in the next line, and line breaks count; else they are cut.</summary>
    public bool? Wrap { get; init; }

    /// <summary>The space between lines, in pixels.</summary>
    public string? LineSpacing { get; init; }

    /// <summary>How many lines at most; 0 (LINE's default): all.</summary>
    public int? MaxLines { get; init; }

    /// <summary><c>shrink-to-fit</c>: the words get smaller until they fit.</summary>
    public string? AdjustMode { get; init; }

    /// <summary>Whether the words grow with the size of letters that the friend chose.</summary>
    public bool? Scaling { get; init; }

    /// <summary>What a tap on the words does.</summary>
    public LineAction? Action { get; init; }
}

/// <summary>Some words of a text that look their own way.</summary>
public sealed record FlexSpan : FlexPart
{
    /// <summary>Always <c>span</c>, the one type that stands in a text.</summary>
    public string Type => "span";

    /// <summary>The words.</summary>
    public string? Text { get; init; }

    /// <summary><c>xxs</c> to <c>5xl</c>, or pixels.</summary>
    public string? Size { get; init; }

    /// <summary>E.g. <c>#111111</c>.</summary>
    public string? Color { get; init; }

    /// <summary><c>regular</c> or <c>bold</c>.</summary>
    public string? Weight { get; init; }

    /// <summary><c>normal</c> or <c>italic</c>.</summary>
    public string? Style { get; init; }

    /// <summary><c>none</c>, <c>underline</c> or <c>line-through</c>; that of the whole text goes before it.</summary>
    public string? Decoration { get; init; }
}

/// <summary>A line between components.</summary>
public sealed record FlexSeparator : FlexComponent
{
    /// <summary>E.g. <c>#DDDDDD</c>.</summary>
    public string? Color { get; init; }
}

/// <summary>An empty space; deprecated by LINE for spacing, margins and padding.</summary>
public sealed record FlexFiller : FlexComponent;
