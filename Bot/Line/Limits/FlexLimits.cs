using System.Runtime.InteropServices;
using System.Text.Json;

namespace Bot.Line.Limits;

/// <summary>Flex Messages: the containers, their sizes and blocks.</summary>
internal static class FlexLimits
{
    /// <summary>LINE says 30 KB and 50 KB and not what a KB is; the smaller reading is the safe one.</summary>
    public const int BubbleBytes = 30_000;

    public const int CarouselBytes = 50_000;

    private const int AnimatedImages = 10;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = new ReadableJsonEncoder(), MaxDepth = 1000 };

    public static void Check(Node container)
    {
        switch (container.Type)
        {
            case "bubble":
                Bubble(container, inCarousel: false);
                break;
            case "carousel":
                Carousel(container);
                break;
            default:
                container.OneOf("type", required: true, "bubble", "carousel");
                break;
        }

        if (FlexComponents.Animated(container.Value) > AnimatedImages)
        {
            container.Fail(
                $"No more than {AnimatedImages} images may be animated",
                new($"動く画像は{AnimatedImages}枚までです。ほかの animated を外してください。", $"At most {AnimatedImages} pictures move. Take animated off the others."));
        }
    }

    private static void Carousel(Node carousel)
    {
        Size(carousel, CarouselBytes);
        string? size = null;
        foreach (var bubble in carousel.Objects("contents", 1, LineLimits.Bubbles))
        {
            if (bubble.Type != "bubble")
            {
                bubble.OneOf("type", required: true, "bubble");
                continue;
            }

            Bubble(bubble, inCarousel: true);
            var own = BubbleSize(bubble);
            size ??= own;
            if (own != size)
            {
                bubble.Fail(
                    "size",
                    "Must be the same in all bubbles",
                    new("カードによって size が違います。すべて同じにしてください。", "All bubbles of a carousel have the same size."));
            }
        }
    }

    private static void Bubble(Node bubble, bool inCarousel)
    {
        Size(bubble, BubbleBytes);
        bubble.OneOf("size", required: false, "nano", "micro", "deca", "hecto", "kilo", "mega", "giga");
        bubble.OneOf("direction", required: false, "ltr", "rtl");
        if (!bubble.Has("header") && !bubble.Has("hero") && !bubble.Has("body") && !bubble.Has("footer"))
        {
            bubble.Fail(
                "At least one block must be specified",
                new("中身がありません。header・hero・body・footer のどれかを書いてください。", "It is empty: write a header, hero, body or footer."));
        }

        Block(bubble, "header", "box");
        Hero(bubble, inCarousel);
        Block(bubble, "body", "box");
        Block(bubble, "footer", "box");
        Styles(bubble);
        if (bubble.Object("action", required: false) is { } action)
        {
            ActionLimits.InFlex(action, labelled: false);
        }
    }

    private static void Hero(Node bubble, bool inCarousel)
    {
        Block(bubble, "hero", "box", "image", "video");
        if (bubble.Object("hero", required: false)?.Type != "video")
        {
            return;
        }

        if (inCarousel)
        {
            bubble.Fail(
                "hero",
                "A video may not be in a carousel",
                new("動画はカルーセルに入れられません。bubble ひとつにするか、画像にしてください。", "A video cannot be in a carousel. Use a single bubble, or a picture."));
        }
        else if (BubbleSize(bubble) is not ("kilo" or "mega" or "giga"))
        {
            bubble.Fail(
                "hero",
                "A video needs a bubble of size kilo, mega or giga",
                new("動画を入れる bubble の size は kilo・mega・giga のどれかにしてください。", "A bubble with a video needs the size kilo, mega or giga."));
        }
    }

    private static void Block(Node bubble, string name, params ReadOnlySpan<string> types)
    {
        if (bubble.Object(name, required: false) is { } block)
        {
            FlexComponents.Check(block, types);
        }
    }

    private static void Styles(Node bubble)
    {
        if (bubble.Object("styles", required: false) is not { } styles)
        {
            return;
        }

        foreach (var name in (string[])["header", "hero", "body", "footer"])
        {
            if (styles.Object(name, required: false) is { } style)
            {
                FlexStyle.Colour(style, "backgroundColor");
                FlexStyle.Colour(style, "separatorColor");
                style.Flag("separator");
            }
        }
    }

    private static string BubbleSize(Node bubble) => bubble.Has("size") ? bubble.Text("size", required: false) ?? "" : "mega";

    // Indentation is not counted: the client sends none.
    private static void Size(Node container, int max)
    {
        if (JsonMarshal.GetRawUtf8Value(container.Value).Length > max
            && JsonSerializer.SerializeToUtf8Bytes(container.Value, Compact).Length > max)
        {
            container.Fail(
                $"The JSON must not be larger than {max / 1000} KB",
                new($"JSON が大きすぎます。{max / 1000} KB までに減らしてください。", $"The JSON is too large: {max / 1000} KB at most."));
        }
    }
}
