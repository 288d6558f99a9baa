using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Line.Limits;

/// <summary>How Flex components look: sizes, spaces, colours. Keywords or pixels, mostly.</summary>
internal static partial class FlexStyle
{
    private static readonly string[] Spaces = ["none", "xs", "sm", "md", "lg", "xl", "xxl"];

    private static readonly string[] FontSizes = ["xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"];

    private static readonly string[] Borders = ["none", "light", "normal", "medium", "semi-bold", "bold"];

    private static readonly string[] Justified = ["flex-start", "center", "flex-end", "space-between", "space-around", "space-evenly"];

    private static readonly string[] AlignedItems = ["flex-start", "center", "flex-end"];

    /// <summary>What every component may say about its place.</summary>
    public static void Place(Node component)
    {
        component.Number("flex", 0, required: false);
        Sized(component, "margin", Pixel(), Spaces);
        component.OneOf("position", required: false, "relative", "absolute");
        foreach (var name in (string[])["offsetTop", "offsetBottom", "offsetStart", "offsetEnd"])
        {
            Sized(component, name, PixelOrPercent(), Spaces);
        }
    }

    public static void Box(Node box)
    {
        Sized(box, "spacing", Pixel(), Spaces);
        foreach (var name in (string[])["paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"])
        {
            Sized(box, name, PixelOrPercent(), Spaces);
        }

        foreach (var name in (string[])["width", "height", "maxWidth", "maxHeight"])
        {
            Sized(box, name, PixelOrPercent(), []);
        }

        Sized(box, "borderWidth", Pixel(), Borders);
        Sized(box, "cornerRadius", Pixel(), Spaces);
        Colour(box, "borderColor");
        Colour(box, "backgroundColor");
        box.OneOf("justifyContent", required: false, Justified);
        box.OneOf("alignItems", required: false, AlignedItems);
        if (box.Object("background", required: false) is { } background)
        {
            Background(background);
        }
    }

    /// <summary>What texts and spans say about their letters.</summary>
    public static void Letters(Node text)
    {
        FontSize(text);
        Colour(text, "color");
        text.OneOf("weight", required: false, "regular", "bold");
        text.OneOf("style", required: false, "normal", "italic");
        text.OneOf("decoration", required: false, "none", "underline", "line-through");
    }

    public static void FontSize(Node text) => Sized(text, "size", Pixel(), FontSizes);

    public static void ImageSize(Node image) => Sized(image, "size", PixelOrPercent(), [.. FontSizes, "full"]);

    public static void Pixels(Node node, string name) => Sized(node, name, Pixel(), []);

    public static void Align(Node node) => node.OneOf("align", required: false, "start", "end", "center");

    public static void Gravity(Node node) => node.OneOf("gravity", required: false, "top", "bottom", "center");

    public static void Shrink(Node node)
    {
        node.OneOf("adjustMode", required: false, "shrink-to-fit");
        node.Flag("scaling");
    }

    public static void Colour(Node node, string name)
    {
        if (node.Text(name, required: node.Has(name)) is { Length: > 0 } text && !HexColour().IsMatch(text))
        {
            node.Fail(
                name,
                "Must be a color such as #RRGGBB or #RRGGBBAA",
                new("色は #RRGGBB か #RRGGBBAA の形で書いてください。例: #FF8800", "Write a colour as #RRGGBB or #RRGGBBAA, e.g. #FF8800."));
        }
    }

    /// <summary>Width to height, each 1 to 100000, at most three times as high as wide.</summary>
    public static void Ratio(Node node)
    {
        if (node.Text("aspectRatio", required: node.Has("aspectRatio")) is not { Length: > 0 } text)
        {
            return;
        }

        if (WidthToHeight().Match(text) is not { Success: true } match || !Fits(Part(match, 1), Part(match, 2)))
        {
            node.Fail(
                "aspectRatio",
                "Must be {width}:{height}, each from 1 to 100000, the height at most three times the width",
                new("「幅:高さ」の形で書いてください(例: 20:13)。どちらも 1~100000、高さは幅の3倍までです。", "Write width:height, e.g. 20:13: each from 1 to 100000, the height at most three times the width."));
        }
    }

    private static bool Fits(decimal width, decimal height) =>
        width is >= 1 and <= 100_000 && height is >= 1 and <= 100_000 && height <= 3 * width;

    private static decimal Part(Match match, int group) =>
        decimal.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static void Background(Node background)
    {
        background.OneOf("type", required: true, "linearGradient");
        if (background.Text("angle") is { Length: > 0 } angle && !Degrees().IsMatch(angle))
        {
            background.Fail(
                "angle",
                "Must be from 0deg to under 360deg",
                new("0deg 以上 360deg 未満で書いてください。例: 90deg", "Write from 0deg to under 360deg, e.g. 90deg."));
        }

        background.Text("startColor");
        background.Text("endColor");
        Colour(background, "startColor");
        Colour(background, "endColor");
        Colour(background, "centerColor");
        if (background.Text("centerPosition", required: background.Has("centerPosition")) is { Length: > 0 } position && !UpToAll().IsMatch(position))
        {
            background.Fail("centerPosition", "Must be from 0% to 100%", new("0%~100% で書いてください。例: 50%", "Write from 0% to 100%, e.g. 50%."));
        }
    }

    private static void Sized(Node node, string name, Regex measure, ReadOnlySpan<string> keywords)
    {
        if (node.Text(name, required: node.Has(name)) is { Length: > 0 } text && !keywords.Contains(text) && !measure.IsMatch(text))
        {
            var words = string.Join(", ", keywords);
            if (words.Length == 0)
            {
                node.Fail(name, "Must be a size such as 10px", new("大きさは 10px のように書いてください。", "Write a size such as 10px."));
            }
            else
            {
                node.Fail(
                    name,
                    $"Must be a size such as 10px or one of the following values: [{words}]",
                    new($"大きさは 10px のように書くか、次のどれかにしてください: {words}", $"Write a size such as 10px, or one of: {words}"));
            }
        }
    }

    [GeneratedRegex(@"^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?\z")]
    private static partial Regex HexColour();

    [GeneratedRegex(@"^([0-9]{1,6}(?:\.[0-9]{1,6})?):([0-9]{1,6}(?:\.[0-9]{1,6})?)\z")]
    private static partial Regex WidthToHeight();

    [GeneratedRegex(@"^[0-9]{1,6}(\.[0-9]{1,6})?px\z")]
    private static partial Regex Pixel();

    [GeneratedRegex(@"^-?[0-9]{1,6}(\.[0-9]{1,6})?(px|%)\z")]
    private static partial Regex PixelOrPercent();

    [GeneratedRegex(@"^(100(\.0{1,6})?|[0-9]{1,2}(\.[0-9]{1,6})?)%\z")]
    private static partial Regex UpToAll();

    [GeneratedRegex(@"^([0-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9])(\.[0-9]{1,6})?deg\z")]
    private static partial Regex Degrees();
}
