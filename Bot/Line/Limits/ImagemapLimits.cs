namespace Bot.Line.Limits;

/// <summary>Imagemap messages: the picture, its areas and the video on it.</summary>
internal static class ImagemapLimits
{
    // LINE serves the picture in this width and its fractions (Messaging API reference, Imagemap message).
    private const int Width = 1040;

    public static void Check(Node message)
    {
        UriLimits.Media(message, "baseUrl");
        message.Text("altText", LineLimits.AltText);
        if (message.Object("baseSize") is { } size)
        {
            if (size.Number("width", 1) is { } width && width != Width)
            {
                size.Fail("width", $"Must be {Width}", new($"{Width} にしてください。", $"It must be {Width}."));
            }

            size.Number("height", 1);
        }

        foreach (var action in message.Objects("actions", 0, LineLimits.ImagemapActions))
        {
            Action(action);
        }

        if (message.Object("video", required: false) is { } video)
        {
            Video(video);
        }
    }

    private static void Action(Node action)
    {
        action.OneOf("type", required: true, "uri", "message", "clipboard");
        action.Graphemes("label", LineLimits.ImagemapLabel, required: false);
        switch (action.Type)
        {
            case "uri":
                UriLimits.Opened(action, "linkUri");
                break;
            case "message":
                action.Text("text", LineLimits.ImagemapText);
                break;
            case "clipboard":
                action.Text("clipboardText", LineLimits.Clipboard);
                break;
        }

        Area(action);
    }

    private static void Video(Node video)
    {
        UriLimits.Media(video, "originalContentUrl");
        UriLimits.Media(video, "previewImageUrl");
        Area(video);
        if (video.Object("externalLink", required: false) is { } link)
        {
            UriLimits.Opened(link, "linkUri");
            link.Text("label", LineLimits.ImagemapLinkLabel);
        }
    }

    private static void Area(Node owner)
    {
        if (owner.Object("area") is { } area)
        {
            area.Number("x", 0);
            area.Number("y", 0);
            area.Number("width", 1);
            area.Number("height", 1);
        }
    }
}
