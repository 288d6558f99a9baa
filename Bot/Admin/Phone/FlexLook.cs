using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot.Admin.Phone;

/// <summary>
/// How a component of a Flex Message looks, as CSS. Nothing but measures, colours and words of LINE's own lists gets through, so
/// a message cannot restyle the page. The sizes are those of the simulator's phone (<c>wwwroot/phone/flex.js</c>).
/// </summary>
internal static partial class FlexLook
{
    private static readonly Dictionary<string, string> Spaces = new()
    {
        ["none"] = "0",
        ["xs"] = "2px",
        ["sm"] = "4px",
        ["md"] = "8px",
        ["lg"] = "12px",
        ["xl"] = "16px",
        ["xxl"] = "20px",
    };

    private static readonly Dictionary<string, string> Letters = new()
    {
        ["xxs"] = "11px",
        ["xs"] = "13px",
        ["sm"] = "14px",
        ["md"] = "16px",
        ["lg"] = "19px",
        ["xl"] = "22px",
        ["xxl"] = "29px",
        ["3xl"] = "35px",
        ["4xl"] = "48px",
        ["5xl"] = "74px",
    };

    private static readonly Dictionary<string, string> Pictures = new()
    {
        ["xxs"] = "40px",
        ["xs"] = "60px",
        ["sm"] = "80px",
        ["md"] = "100px",
        ["lg"] = "120px",
        ["xl"] = "140px",
        ["xxl"] = "160px",
        ["3xl"] = "180px",
        ["4xl"] = "200px",
        ["5xl"] = "220px",
        ["full"] = "100%",
    };

    private static readonly Dictionary<string, string> Borders = new()
    {
        ["none"] = "0",
        ["light"] = "0.5px",
        ["normal"] = "1px",
        ["medium"] = "2px",
        ["semi-bold"] = "3px",
        ["bold"] = "4px",
    };

    private static readonly Dictionary<string, string> Nothing = [];

    private static readonly Dictionary<string, string> Sides = new()
    {
        ["start"] = "flex-start",
        ["top"] = "flex-start",
        ["center"] = "center",
        ["end"] = "flex-end",
        ["bottom"] = "flex-end",
    };

    /// <summary>The place of a component in a box of this layout, where the box leaves this space between components.</summary>
    public static string Place(JsonElement part, string layout, string? spacing)
    {
        var type = part.Words("type");
        var along = layout != "vertical";
        var share = part.Number("flex") ?? (type == "filler" || (along && type is not ("icon" or "separator") && part.Words("width") is null) ? 1 : 0);
        return Css(
            ("flex", share > 0 ? string.Create(CultureInfo.InvariantCulture, $"{share} 1 0") : "0 0 auto"),
            (along ? "min-width" : "min-height", share > 0 ? along ? "0" : "min-content" : null),
            (along ? "margin-inline-start" : "margin-block-start", part.Words("position") == "absolute" ? null : Measure(part.Words("margin") ?? spacing, Spaces)),
            ("position", part.Words("position") == "absolute" ? "absolute" : null),
            ("top", Measure(part.Words("offsetTop"), Spaces)),
            ("bottom", Measure(part.Words("offsetBottom"), Spaces)),
            ("inset-inline-start", Measure(part.Words("offsetStart"), Spaces)),
            ("inset-inline-end", Measure(part.Words("offsetEnd"), Spaces)),
            ("align-self", along && part.Words("gravity") is { } gravity ? Sides.GetValueOrDefault(gravity) : null));
    }

    public static string Box(JsonElement box) => Css(
        ("background-color", Colour(box.Words("backgroundColor"))),
        ("background-image", Gradient(box.Part("background"))),
        ("border-width", Measure(box.Words("borderWidth"), Borders)),
        ("border-color", Colour(box.Words("borderColor"))),
        ("border-radius", Measure(box.Words("cornerRadius"), Spaces)),
        ("width", Measure(box.Words("width"), Nothing)),
        ("max-width", Measure(box.Words("maxWidth"), Nothing)),
        ("height", Measure(box.Words("height"), Nothing)),
        ("max-height", Measure(box.Words("maxHeight"), Nothing)),
        ("padding", Measure(box.Words("paddingAll"), Spaces)),
        ("padding-top", Measure(box.Words("paddingTop"), Spaces)),
        ("padding-bottom", Measure(box.Words("paddingBottom"), Spaces)),
        ("padding-inline-start", Measure(box.Words("paddingStart"), Spaces)),
        ("padding-inline-end", Measure(box.Words("paddingEnd"), Spaces)),
        ("justify-content", OneOf(box.Words("justifyContent"), "flex-start", "center", "flex-end", "space-between", "space-around", "space-evenly")),
        ("align-items", OneOf(box.Words("alignItems"), "flex-start", "center", "flex-end")));

    /// <summary>Of a text or a span.</summary>
    public static string Words(JsonElement words) => Css(
        ("font-size", Measure(words.Words("size"), Letters)),
        ("color", Colour(words.Words("color"))),
        ("font-weight", words.Words("weight") switch { "bold" => "700", "regular" => "400", _ => null }),
        ("font-style", OneOf(words.Words("style"), "normal", "italic")),
        ("text-decoration", OneOf(words.Words("decoration"), "underline", "line-through")),
        ("text-align", OneOf(words.Words("align"), "start", "center", "end")),
        ("line-height", Measure(words.Words("lineSpacing"), Nothing) is { } spacing ? $"calc(1.4em + {spacing})" : null),
        ("-webkit-line-clamp", words.Number("maxLines") is > 0 and var lines ? lines.ToString(CultureInfo.InvariantCulture) : null));

    public static string Button(JsonElement button) => Css(
        (button.Words("style") is "primary" or "secondary" ? "background-color" : "color", Colour(button.Words("color"))));

    /// <summary>Where a picture stands in its line.</summary>
    public static string Line(JsonElement image) => Css(("justify-content", image.Words("align") is { } align ? Sides.GetValueOrDefault(align) : null));

    public static string Image(JsonElement image) => Css(
        ("width", Measure(image.Words("size") ?? "md", Pictures)),
        ("aspect-ratio", Ratio(image.Words("aspectRatio"))),
        ("object-fit", image.Words("aspectMode") == "cover" ? "cover" : "contain"),
        ("background-color", Colour(image.Words("backgroundColor"))));

    public static string Icon(JsonElement icon) => Css(
        ("height", Measure(icon.Words("size") ?? "md", Letters)),
        ("aspect-ratio", Ratio(icon.Words("aspectRatio"))));

    public static string Film(JsonElement video) => Css(("aspect-ratio", Ratio(video.Words("aspectRatio"))));

    public static string Rule(JsonElement separator) => Css(("border-color", Colour(separator.Words("color"))));

    /// <summary>Of a block by the bubble's styles.</summary>
    public static string Block(JsonElement style) => Css(
        ("background-color", Colour(style.Words("backgroundColor"))),
        ("border-block-start", style.Flag("separator") ? $"1px solid {Colour(style.Words("separatorColor")) ?? "#d4d6da"}" : null));

    private static string Css(params (string Name, string? Value)[] rules) =>
        string.Join(';', rules.Where(rule => rule.Value is not null).Select(rule => $"{rule.Name}:{rule.Value}"));

    private static string? Measure(string? written, Dictionary<string, string> keywords) => written is null ? null
        : keywords.TryGetValue(written, out var size) ? size
        : Length().IsMatch(written) ? written
        : null;

    private static string? Colour(string? written) => written is not null && Hex().IsMatch(written) ? written : null;

    private static string Ratio(string? written) => written is not null && WidthToHeight().IsMatch(written) ? written.Replace(":", " / ", StringComparison.Ordinal) : "1 / 1";

    private static string? OneOf(string? written, params string[] words) => words.Contains(written) ? written : null;

    private static string? Gradient(JsonElement background)
    {
        if (background.Words("angle") is not { } angle || !Degrees().IsMatch(angle)
            || Colour(background.Words("startColor")) is not { } from || Colour(background.Words("endColor")) is not { } to)
        {
            return null;
        }

        var middle = Colour(background.Words("centerColor")) is { } between
            ? $", {between} {Measure(background.Words("centerPosition"), Nothing) ?? "50%"}"
            : "";
        return $"linear-gradient({angle}, {from} 0%{middle}, {to} 100%)";
    }

    [GeneratedRegex(@"^-?[0-9]{1,6}(\.[0-9]{1,6})?(px|%)\z")]
    private static partial Regex Length();

    [GeneratedRegex(@"^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?\z")]
    private static partial Regex Hex();

    [GeneratedRegex(@"^[0-9]{1,6}(\.[0-9]{1,6})?:[0-9]{1,6}(\.[0-9]{1,6})?\z")]
    private static partial Regex WidthToHeight();

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,6})?deg\z")]
    private static partial Regex Degrees();
}
