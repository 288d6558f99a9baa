using System.Text.Json;

namespace Bot.Line.Limits;

/// <summary>The components that Flex blocks are made of.</summary>
internal static class FlexComponents
{
    private static readonly string[] InBaseline = ["icon", "text", "filler"];

    private static readonly string[] InBox = ["box", "button", "image", "text", "separator", "filler"];

    /// <summary>Checks the component, which must be of one of the types that may stand here.</summary>
    public static void Check(Node component, ReadOnlySpan<string> types)
    {
        component.OneOf("type", required: true, types);
        if (!types.Contains(component.Type))
        {
            return;
        }

        FlexStyle.Place(component);
        switch (component.Type)
        {
            case "box":
                Box(component);
                break;
            case "button":
                Button(component);
                break;
            case "image":
                Image(component);
                break;
            case "icon":
                UriLimits.Media(component, "url");
                FlexStyle.FontSize(component);
                FlexStyle.Ratio(component);
                component.Flag("scaling");
                break;
            case "text":
                Text(component);
                break;
            case "separator":
                FlexStyle.Colour(component, "color");
                break;
            case "video":
                Video(component);
                break;
        }
    }

    /// <summary>How many pictures move.</summary>
    public static int Animated(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => (element.TryGetProperty("animated", out var animated) && animated.ValueKind == JsonValueKind.True ? 1 : 0)
            + element.EnumerateObject().Sum(member => Animated(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Sum(Animated),
        _ => 0,
    };

    private static void Box(Node box)
    {
        box.OneOf("layout", required: true, "horizontal", "vertical", "baseline");
        FlexStyle.Box(box);
        Action(box);
        var allowed = box.Text("layout", required: false) == "baseline" ? InBaseline : InBox;
        foreach (var child in box.Objects("contents", 0, int.MaxValue))
        {
            Check(child, allowed);
        }
    }

    private static void Button(Node button)
    {
        if (button.Object("action") is { } action)
        {
            ActionLimits.InFlex(action, labelled: true);
        }

        button.OneOf("height", required: false, "sm", "md");
        button.OneOf("style", required: false, "primary", "secondary", "link");
        FlexStyle.Colour(button, "color");
        FlexStyle.Gravity(button);
        FlexStyle.Shrink(button);
    }

    private static void Image(Node image)
    {
        UriLimits.Media(image, "url");
        FlexStyle.Align(image);
        FlexStyle.Gravity(image);
        FlexStyle.ImageSize(image);
        FlexStyle.Ratio(image);
        FlexStyle.Colour(image, "backgroundColor");
        image.OneOf("aspectMode", required: false, "cover", "fit");
        image.Flag("animated");
        Action(image);
    }

    private static void Text(Node text)
    {
        if (text.Has("contents"))
        {
            foreach (var span in text.Objects("contents", 0, int.MaxValue))
            {
                Span(span);
            }
        }
        else if (text.Text("text", required: false) is null or "" && !IsTextless(text))
        {
            text.Missing("text", "must be non-empty text");
        }

        FlexStyle.Letters(text);
        FlexStyle.Align(text);
        FlexStyle.Gravity(text);
        FlexStyle.Shrink(text);
        FlexStyle.Pixels(text, "lineSpacing");
        text.Flag("wrap");
        text.Number("maxLines", 0, required: false);
        Action(text);
    }

    // A text of the wrong kind was reported already.
    private static bool IsTextless(Node text) => text.Has("text") && text.Value.GetProperty("text").ValueKind != JsonValueKind.String;

    private static void Span(Node span)
    {
        span.OneOf("type", required: true, "span");
        if (span.Type == "span")
        {
            span.Text("text", required: false);
            FlexStyle.Letters(span);
        }
    }

    private static void Video(Node video)
    {
        UriLimits.Media(video, "url");
        UriLimits.Media(video, "previewUrl");
        FlexStyle.Ratio(video);
        Action(video);
        if (video.Object("action", required: false) is { } action)
        {
            action.OneOf("type", required: true, "uri");
        }

        if (video.Object("altContent") is { } instead)
        {
            Check(instead, ["box", "image"]);
        }
    }

    private static void Action(Node component)
    {
        if (component.Object("action", required: false) is { } action)
        {
            ActionLimits.InFlex(action, labelled: false);
        }
    }
}
