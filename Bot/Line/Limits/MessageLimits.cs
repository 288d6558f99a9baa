using System.Text.RegularExpressions;

namespace Bot.Line.Limits;

/// <summary>Message objects, and what every one of them may carry.</summary>
internal static partial class MessageLimits
{
    private static readonly string[] Kinds =
        ["text", "textV2", "sticker", "image", "video", "audio", "location", "coupon", "imagemap", "template", "flex"];

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
            case "textV2":
                TextV2Limits.Check(message);
                break;
            case "sticker":
                message.Text("packageId");
                message.Text("stickerId");
                message.Text("quoteToken", required: false);
                break;
            case "image":
                UriLimits.Media(message, "originalContentUrl");
                UriLimits.Media(message, "previewImageUrl");
                break;
            case "video":
                Video(message);
                break;
            case "audio":
                UriLimits.Media(message, "originalContentUrl");
                message.Long("duration", 0);
                break;
            case "location":
                message.Text("title", LineLimits.Place);
                message.Text("address", LineLimits.Place);
                message.Degrees("latitude", 90);
                message.Degrees("longitude", 180);
                break;
            case "coupon":
                Coupon(message);
                break;
            case "imagemap":
                ImagemapLimits.Check(message);
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
                message.OneOf("type", required: true, Kinds);
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
                emoji.Fail(
                    "index",
                    "Must be the place of a '$' in the text",
                    new("本文の「$」の位置(はじめが0)を書いてください。", "Write the place of a $ in the text, the first being 0."));
            }
        }
    }

    private static void Video(Node message)
    {
        UriLimits.Media(message, "originalContentUrl");
        UriLimits.Media(message, "previewImageUrl");
        if (message.Text("trackingId", LineLimits.TrackingId, required: false) is { Length: > 0 } id && !TrackingId().IsMatch(id))
        {
            message.Fail(
                "trackingId",
                "Must be of letters, digits and -.=,+*()%$&;:@{}!?<>[]",
                new("使えるのは半角の英数字と -.=,+*()%$&;:@{}!?<>[] だけです。", "Only letters, digits and -.=,+*()%$&;:@{}!?<>[]."));
        }
    }

    private static void Coupon(Node message)
    {
        message.Text("couponId");
        if (message.Text("deliveryTag", LineLimits.DeliveryTag, required: false) is { Length: > 0 } tag && !DeliveryTag().IsMatch(tag))
        {
            message.Fail(
                "deliveryTag",
                "Must be of letters, digits and underscores",
                new("使えるのは半角の英数字と _ だけです。", "Only letters, digits and underscores."));
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
            sender.Fail("name", "May not contain \"LINE\"", new("「LINE」という文字は使えません。", "It may not contain \"LINE\"."));
        }
    }

    [GeneratedRegex(@"^[-a-zA-Z0-9.=,+*()%$&;:@{}!?<>\[\]]*\z")]
    private static partial Regex TrackingId();

    [GeneratedRegex(@"^[a-zA-Z0-9_]*\z")]
    private static partial Regex DeliveryTag();
}
