using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Bot.Definitions;

namespace Bot.Messages;

/// <summary>A message as files write it: one of LINE's kinds, or a coupon of ours.</summary>
[Shorthand(nameof(Text))]
internal sealed class MessageYaml : Shape
{
    [Description("A text of 5,000 characters at most. {name|お客さま} is the friend's name.")]
    public string? Text { get; set; }

    [Description("LINE emojis for the text: the first stands at its first '$', and so on. 20 at most.")]
    public IReadOnlyList<EmojiYaml>? Emojis { get; set; }

    [Description("A text with LINE emojis or mentions at {keys}.")]
    public TextV2Yaml? TextV2 { get; set; }

    [Description("A sticker of LINE's.")]
    public StickerYaml? Sticker { get; set; }

    [Description("A picture by its https address.")]
    public ImageYaml? Image { get; set; }

    [Description("A video.")]
    public VideoYaml? Video { get; set; }

    [Description("A sound.")]
    public AudioYaml? Audio { get; set; }

    [Description("A place on the map.")]
    public LocationYaml? Location { get; set; }

    [Description("A picture with places to tap.")]
    public ImagemapYaml? Imagemap { get; set; }

    [Description("Words with up to four buttons.")]
    public ChoicesYaml? Choices { get; set; }

    [Description("A question with two buttons.")]
    public ConfirmYaml? Confirm { get; set; }

    [Description("Cards to swipe through, ten at most, each with the same number of buttons.")]
    public IReadOnlyList<ChoicesYaml>? Cards { get; set; }

    [Description("Pictures to swipe through and tap, ten at most.")]
    public IReadOnlyList<PictureYaml>? Pictures { get; set; }

    [Description("A Flex Message, as LINE's Flex Message Simulator gives it.")]
    public FlexYaml? Flex { get; set; }

    [Description("The id of a coupon of coupons/: it is given to the friend, and its card shown.")]
    public string? Coupon { get; set; }

    [Description("One of LINE's own coupons, made with LINE.")]
    public LineCouponYaml? LineCoupon { get; set; }

    [Description("Who this message speaks as. Default: the account.")]
    public SenderYaml? Sender { get; set; }
}

internal sealed class EmojiYaml : Shape
{
    public required string Product { get; set; }

    public required string Emoji { get; set; }
}

internal sealed class TextV2Yaml : Shape
{
    [Description("5,000 characters at most. {key} is an emoji or mention; a brace that is meant is doubled. {name} is not filled in here.")]
    public required string Text { get; set; }

    [Description("What stands at each {key}, 100 at most.")]
    public IReadOnlyList<SubstitutionYaml>? Substitutions { get; set; }
}

internal sealed class SubstitutionYaml : Shape
{
    [Description("1 to 20 letters, digits and underscores.")]
    public required string Key { get; set; }

    [Description("A LINE emoji.")]
    public EmojiYaml? Emoji { get; set; }

    [Description("all, or LINE's id of one member. LINE takes mentions in groups and rooms only.")]
    public string? Mention { get; set; }
}

internal sealed class StickerYaml : Shape
{
    public required string Package { get; set; }

    public required string Sticker { get; set; }
}

[Shorthand(nameof(Url))]
internal sealed class ImageYaml : Shape
{
    [Description("The https address of a JPEG or PNG of 10 MB at most.")]
    public required string Url { get; set; }

    [Description("A smaller one of 1 MB at most. Default: the same.")]
    public string? Preview { get; set; }
}

internal sealed class VideoYaml : Shape
{
    [Description("The https address of an MP4 of 200 MB at most.")]
    public required string Url { get; set; }

    [Description("The https address of the picture before it plays, 1 MB at most.")]
    public required string Preview { get; set; }

    [Description("Told when the friend has watched to the end: 100 letters, digits and signs at most.")]
    public string? TrackingId { get; set; }
}

internal sealed class AudioYaml : Shape
{
    [Description("The https address of an MP3 or M4A of 200 MB at most.")]
    public required string Url { get; set; }

    [Description("How long it is, in seconds.")]
    [Range(0.001, 86_400)]
    public required double Seconds { get; set; }
}

internal sealed class LocationYaml : Shape
{
    [Description("100 characters at most.")]
    public required string Title { get; set; }

    [Description("100 characters at most.")]
    public required string Address { get; set; }

    [Description("Degrees; north is positive.")]
    [Range(-90, 90)]
    public required double Latitude { get; set; }

    [Description("Degrees; east is positive.")]
    [Range(-180, 180)]
    public required double Longitude { get; set; }
}

internal sealed class ImagemapYaml : Shape
{
    [Description("The https address that answers with the picture when /240, /300, /460, /700 or /1040 (its width) follows.")]
    public required string Url { get; set; }

    [Description("What notifications and old devices show, 1,500 characters at most.")]
    public required string AltText { get; set; }

    [Description("The height of the picture when it is 1040 wide.")]
    [Range(1, 10_000)]
    public required int Height { get; set; }

    [Description("Where a tap does something, 50 at most.")]
    public IReadOnlyList<AreaYaml>? Areas { get; set; }

    [Description("A video on the picture.")]
    public ImagemapVideoYaml? Video { get; set; }
}

/// <summary>What a tap does: <c>says</c>, <c>url</c> or <c>copies</c>.</summary>
internal sealed class AreaYaml : ButtonYaml
{
    [Description("From the left edge.")]
    public required int X { get; set; }

    [Description("From the upper edge.")]
    public required int Y { get; set; }

    public required int Width { get; set; }

    public required int Height { get; set; }
}

internal sealed class ImagemapVideoYaml : Shape
{
    [Description("The https address of an MP4 of 200 MB at most.")]
    public required string Url { get; set; }

    [Description("The https address of the picture before it plays, 1 MB at most.")]
    public required string Preview { get; set; }

    [Description("From the left edge.")]
    public required int X { get; set; }

    [Description("From the upper edge.")]
    public required int Y { get; set; }

    public required int Width { get; set; }

    public required int Height { get; set; }

    [Description("The address of a link that shows when it has ended; with link-label.")]
    public string? Link { get; set; }

    [Description("30 characters at most.")]
    public string? LinkLabel { get; set; }
}

internal sealed class ChoicesYaml : Shape
{
    [Description("40 characters at most.")]
    public string? Title { get; set; }

    [Description("160 characters at most, 120 on cards; 60 beside a title or picture.")]
    public required string Text { get; set; }

    [Description("The https address of a picture above the words.")]
    public string? Picture { get; set; }

    [Description("rectangle or square. Of cards, the first one's counts for all. Default: rectangle.")]
    public PictureShape? PictureShape { get; set; }

    [Description("cover: fills, and cuts off. contain: shows all of it. Default: cover.")]
    public PictureFit? PictureFit { get; set; }

    [Description("What shows around a contained picture, e.g. '#FFFFFF'.")]
    public string? PictureBackground { get; set; }

    [Description("What a tap on the picture or words does.")]
    public ButtonYaml? Tap { get; set; }

    public required IReadOnlyList<ButtonYaml> Buttons { get; set; }
}

/// <summary>The form of pictures above words.</summary>
internal enum PictureShape
{
    Rectangle,
    Square,
}

/// <summary>How a picture fills its form.</summary>
internal enum PictureFit
{
    Cover,
    Contain,
}

internal sealed class ConfirmYaml : Shape
{
    [Description("240 characters at most.")]
    public required string Text { get; set; }

    [Description("Two.")]
    public required IReadOnlyList<ButtonYaml> Buttons { get; set; }
}

/// <summary>A picture that is a button; its label, which may be left out, has 12 characters at most.</summary>
internal sealed class PictureYaml : ButtonYaml
{
    [Description("The https address of a square JPEG or PNG.")]
    public required string Picture { get; set; }
}

internal sealed class FlexYaml : Shape
{
    [Description("What notifications and old devices show, 1,500 characters at most.")]
    public required string AltText { get; set; }

    [Description("LINE's JSON of a bubble or carousel, as a block of text: 'json: |'.")]
    public required string Json { get; set; }
}

[Shorthand(nameof(Id))]
internal sealed class LineCouponYaml : Shape
{
    [Description("LINE's id of it.")]
    public required string Id { get; set; }

    [Description("The way it reached the friend, in LINE's statistics: 30 letters, digits and underscores at most.")]
    public string? DeliveryTag { get; set; }
}
