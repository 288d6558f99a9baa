namespace Bot.Line.Limits;

/// <summary>Message objects, and what every one of them may carry.</summary>
internal static class MessageLimits
{
    public static void Check(Node messages)
    {
        foreach (var message in messages.Objects(1, LineLimits.Messages))
        {
            Message(message);
            if (message.Object("quickReply", required: false) is { } quickReply)
            {
                QuickReply(quickReply);
            }

            if (message.Object("sender", required: false) is { } sender)
            {
                Sender(sender);
            }
        }
    }

    private static void Message(Node message)
    {
        switch (message.Type)
        {
            case "text":
                Text(message);
                break;
            case "sticker":
                message.Text("packageId");
                message.Text("stickerId");
                break;
            case "image":
                UriLimits.Media(message, "originalContentUrl");
                UriLimits.Media(message, "previewImageUrl");
                break;
            case "template":
                message.Text("altText", LineLimits.AltText);
                if (message.Object("template") is { } template)
                {
                    TemplateLimits.Check(template);
                }

                break;
            case "flex":
                message.Text("altText", LineLimits.AltText);
                if (message.Object("contents") is { } contents)
                {
                    FlexLimits.Check(contents);
                }

                break;
            default:
                message.OneOf("type", required: true, "text", "sticker", "image", "template", "flex");
                break;
        }
    }

    private static void Text(Node message)
    {
        var text = message.Text("text", LineLimits.Text) ?? "";
        message.Text("quoteToken", required: false);
        if (!message.Has("emojis"))
        {
            return;
        }

        foreach (var emoji in message.Objects("emojis", 0, LineLimits.Emojis))
        {
            emoji.Text("productId");
            emoji.Text("emojiId");
            if (emoji.Number("index", 0) is { } index && (index >= text.Length || text[index] != '$'))
            {
                emoji.Fail("index", "Must be the place of a '$' in the text");
            }
        }
    }

    private static void QuickReply(Node quickReply)
    {
        foreach (var item in quickReply.Objects("items", 1, LineLimits.QuickReplies))
        {
            item.OneOf("type", required: true, "action");
            UriLimits.Media(item, "imageUrl", required: false);
            if (item.Object("action") is { } action)
            {
                ActionLimits.InQuickReply(action);
            }
        }
    }

    private static void Sender(Node sender)
    {
        UriLimits.Media(sender, "iconUrl", required: false);
        if (sender.Text("name", LineLimits.SenderName, required: false) is { } name && name.Contains("LINE", StringComparison.Ordinal))
        {
            sender.Fail("name", "May not contain \"LINE\"");
        }
    }
}
