using Bot.Line;

namespace Bot.Tests.Line;

/// <summary>
/// Messages of every kind that LINE takes, drawn by chance: the same seed draws the same. Lengths are drawn up to their
/// limits, texts of what people write.
/// </summary>
internal sealed class RandomMessages(int seed)
{
    private static readonly string[] Graphemes =
        ["あ", "辛", "口", "A", "z", "9", " ", "\n", "\"", "\\", "<", "&", "ー", "が", "か\u3099", "🌶", "👍🏽", "👨‍👩‍👧‍👦", "🇯🇵", "\u200b", "\u0001"];

    private static readonly string[] Spaces = ["none", "xs", "sm", "md", "lg", "xl", "xxl", "0px", "7.5px"];

    private static readonly string[] Sizes = ["xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl", "11px"];

    private static readonly string[] Offsets = ["none", "xxl", "-3px", "10%"];

    private readonly Random _random = new(seed);

    /// <summary>One to five messages, as one call takes them. Mentions are for groups, so only where asked for.</summary>
    public IReadOnlyList<Message> Draw(bool mentions) => Some(1, LineLimits.Messages, () => Message(mentions) with
    {
        Sender = Maybe(() => new Sender(Maybe(() => Units(20)), Maybe(Url))),
        QuickReply = Maybe(() => new QuickReply(Some(1, 13, () => new QuickReplyItem(Action(QuickReplyAction(), 20, labelled: true), Maybe(Url))))),
    });

    private Message Message(bool mentions) => _random.Next(15) switch
    {
        0 => TextMessage(),
        1 => TextV2(mentions),
        2 => new StickerMessage(Digits(), Digits()) { QuoteToken = Maybe(Token) },
        3 => new ImageMessage(Url(), Url()),
        4 => new VideoMessage(Url(), Url()) { TrackingId = Maybe(() => Drawn("abXY019-.=,+*()%$&;:@{}!?<>[]", 100)) },
        5 => new AudioMessage(Url(), _random.NextInt64(0, 36_000_000)),
        6 => new LocationMessage(Units(100), Units(100), (_random.NextDouble() * 180) - 90, (_random.NextDouble() * 360) - 180),
        7 => new CouponMessage(Token()) { DeliveryTag = Maybe(() => Drawn("abXY019_", 30)) },
        8 => Imagemap(),
        9 => new TemplateMessage(Units(1500), Buttons()),
        10 => new TemplateMessage(Units(1500), new ConfirmTemplate(Seen(240), Some(2, 2, () => Action(Anywhere(), 20, labelled: true)))),
        11 => new TemplateMessage(Units(1500), Carousel()),
        12 => new TemplateMessage(Units(1500), new ImageCarouselTemplate(Some(1, 10, () => new ImageCarouselColumn(Url(), Action(Anywhere(), 12, labelled: false))))),
        13 => new FlexMessage(Units(1500), Bubble("mega", alone: true)),
        _ => new FlexMessage(Units(1500), new FlexCarousel(Alike(One("nano", "kilo", "giga")))),
    };

    private TextMessage TextMessage()
    {
        var text = "$" + Units(200) + "$";
        return new TextMessage(text)
        {
            Emojis = Maybe(() => (IReadOnlyList<LineEmoji>)[new LineEmoji(0, Token(), Token()), new LineEmoji(text.Length - 1, Token(), Token())]),
            QuoteToken = Maybe(Token),
        };
    }

    private TextV2Message TextV2(bool mentions)
    {
        var keys = Some(1, 10, () => Drawn("abXY019_", 20)).Distinct().ToList();
        var text = string.Concat(Some(1, 10, () => One(Bot.Line.TextV2Message.Escape("{" + Units(50) + "}"), $"{{{One([.. keys])}}}")));
        return new TextV2Message(text)
        {
            Substitution = keys.ToDictionary(key => key, _ => Substitution(mentions)),
            QuoteToken = Maybe(Token),
        };
    }

    private Substitution Substitution(bool mentions) => (mentions ? _random.Next(3) : 0) switch
    {
        0 => new EmojiSubstitution(Token(), Token()),
        1 => new MentionSubstitution(new MentionedUser("U" + Drawn("0123456789abcdef", 32))),
        _ => new MentionSubstitution(new MentionedAll()),
    };

    private ImagemapMessage Imagemap() => new(Url(), Units(1500), new ImagemapSize(1040, _random.Next(1, 3000)), Some(0, 50, ImagemapAction))
    {
        Video = Maybe(() => new ImagemapVideo(Url(), Url(), Area()) { ExternalLink = Maybe(() => new ImagemapLink(Link(), Units(30))) }),
    };

    private ImagemapAction ImagemapAction() => (ImagemapAction)(_random.Next(3) switch
    {
        0 => new ImagemapUriAction(Link(), Area()),
        1 => new ImagemapMessageAction(Units(400), Area()),
        _ => new ImagemapClipboardAction(Units(1000), Area()),
    }) with
    { Label = Maybe(() => Seen(100)) };

    private ImagemapArea Area() => new(_random.Next(0, 1040), _random.Next(0, 3000), _random.Next(1, 1041), _random.Next(1, 3000));

    private ButtonsTemplate Buttons()
    {
        var (title, picture) = (Maybe(() => Seen(40)), Maybe(Url));
        return new ButtonsTemplate(Seen(title is null && picture is null ? 160 : 60), Some(1, 4, () => Action(Anywhere(), 20, labelled: true)))
        {
            Title = title,
            ThumbnailImageUrl = picture,
            ImageAspectRatio = Maybe(() => One("rectangle", "square")),
            ImageSize = Maybe(() => One("cover", "contain")),
            ImageBackgroundColor = Maybe(Colour),
            DefaultAction = Maybe(() => Action(Anywhere(), 20, labelled: false)),
        };
    }

    private CarouselTemplate Carousel()
    {
        var (titled, pictured, actions) = (Chance(), Chance(), _random.Next(1, 4));
        return new CarouselTemplate(Some(1, 10, () =>
            new CarouselColumn(Seen(titled || pictured ? 60 : 120), Some(actions, actions, () => Action(Anywhere(), 20, labelled: true)))
            {
                Title = titled ? Seen(40) : null,
                ThumbnailImageUrl = pictured ? Url() : null,
                DefaultAction = Maybe(() => Action(Anywhere(), 20, labelled: false)),
            }))
        {
            ImageAspectRatio = Maybe(() => One("rectangle", "square")),
            ImageSize = Maybe(() => One("cover", "contain")),
        };
    }

    private string Anywhere() => One("postback", "message", "uri", "datetimepicker", "clipboard");

    private string QuickReplyAction() => One(Anywhere(), "camera", "cameraRoll", "location");

    private LineAction Action(string type, int label, bool labelled) => (LineAction)(type switch
    {
        "postback" => Postback(),
        "message" => new MessageAction(Seen(300)),
        "uri" => new UriAction(Link()) { AltUri = Maybe(() => new AltUri(Link())) },
        "datetimepicker" => new DatetimePickerAction(Units(300), "datetime") { Initial = "2026-11-21T10:00", Min = Maybe(() => "1900-01-01T00:00"), Max = Maybe(() => "2100-12-31t23:59") },
        "clipboard" => new ClipboardAction(Units(1000)),
        "camera" => new CameraAction(),
        "cameraRoll" => new CameraRollAction(),
        _ => new LocationAction(),
    }) with
    { Label = labelled ? Seen(label) : Maybe(() => Seen(label)) };

    private PostbackAction Postback()
    {
        var postback = new PostbackAction(Units(300)) { InputOption = Maybe(() => One("closeRichMenu", "openRichMenu", "openVoice")) };
        return _random.Next(4) switch
        {
            0 => postback with { DisplayText = Seen(300) },
            1 => postback with { Text = Seen(300) },
            2 => postback with { InputOption = "openKeyboard", FillInText = Seen(300) },
            _ => postback,
        };
    }

    // Small enough that twelve of them stay under LINE's 50 KB.
    private IReadOnlyList<FlexBubble> Alike(string size) => Some(1, 4, () => Bubble(size, alone: false) with { Size = size });

    private FlexBubble Bubble(string size, bool alone) => new()
    {
        Size = Maybe(() => size),
        Direction = Maybe(() => One("ltr", "rtl")),
        Header = Maybe(() => Box(1)),
        Hero = Maybe(() => Hero(alone)),
        Body = Box(2),
        Footer = Maybe(() => Box(1)),
        Styles = Maybe(() => new FlexBubbleStyles { Header = Maybe(Style), Hero = Maybe(Style), Body = Maybe(Style), Footer = Maybe(Style) }),
        Action = Maybe(FlexAction),
    };

    private FlexBlockStyle Style() => new() { BackgroundColor = Maybe(Colour), Separator = Flag(), SeparatorColor = Maybe(Colour) };

    private FlexComponent Hero(bool alone) => _random.Next(alone ? 3 : 2) switch
    {
        0 => Box(1),
        1 => Image(),
        _ => new FlexVideo(Url(), Url(), Chance() ? Image() : Box(0)) { AspectRatio = Maybe(Ratio), Action = Maybe(() => new UriAction(Link()) { Label = Maybe(() => Seen(40)) }) },
    };

    private FlexBox Box(int depth)
    {
        var layout = One("vertical", "horizontal", "baseline");
        return (FlexBox)Placed(new FlexBox(layout, Some(0, 3, () => layout == "baseline" ? OnBaseline() : InBox(depth)))
        {
            Spacing = Maybe(() => One(Spaces)),
            BackgroundColor = Maybe(Colour),
            BorderColor = Maybe(Colour),
            BorderWidth = Maybe(() => One("none", "light", "normal", "medium", "semi-bold", "bold", "2px")),
            CornerRadius = Maybe(() => One(Spaces)),
            Width = Maybe(Measure),
            MaxWidth = Maybe(Measure),
            Height = Maybe(Measure),
            MaxHeight = Maybe(Measure),
            PaddingAll = Maybe(() => One(Spaces)),
            PaddingTop = Maybe(() => One(Offsets)),
            PaddingBottom = Maybe(() => One(Spaces)),
            PaddingStart = Maybe(() => One(Spaces)),
            PaddingEnd = Maybe(() => One(Spaces)),
            JustifyContent = Maybe(() => One("flex-start", "center", "flex-end", "space-between", "space-around", "space-evenly")),
            AlignItems = Maybe(() => One("flex-start", "center", "flex-end")),
            Background = Maybe(() => new FlexGradient(One("0deg", "90deg", "359.5deg"), Colour(), Colour()) { CenterColor = Maybe(Colour), CenterPosition = Maybe(() => One("0%", "33.3%", "100%")) }),
            Action = Maybe(FlexAction),
        });
    }

    private FlexComponent OnBaseline() => Placed(_random.Next(3) switch
    {
        0 => new FlexIcon(Url()) { Size = Maybe(() => One(Sizes)), AspectRatio = Maybe(Ratio), Scaling = Flag() },
        1 => Text(),
        _ => new FlexFiller(),
    });

    private FlexComponent InBox(int depth) => Placed(_random.Next(depth > 0 ? 6 : 5) switch
    {
        0 => new FlexButton(Action(Anywhere(), 40, labelled: true))
        {
            Style = Maybe(() => One("primary", "secondary", "link")),
            Color = Maybe(Colour),
            Height = Maybe(() => One("sm", "md")),
            Gravity = Maybe(() => One("top", "bottom", "center")),
            AdjustMode = Maybe(() => "shrink-to-fit"),
            Scaling = Flag(),
        },
        1 => Image(),
        2 => Text(),
        3 => new FlexSeparator { Color = Maybe(Colour) },
        4 => new FlexFiller(),
        _ => Box(depth - 1),
    });

    private FlexImage Image() => new(Url())
    {
        Size = Maybe(() => One([.. Sizes, "full", "50%"])),
        AspectRatio = Maybe(Ratio),
        AspectMode = Maybe(() => One("cover", "fit")),
        BackgroundColor = Maybe(Colour),
        Align = Maybe(() => One("start", "end", "center")),
        Gravity = Maybe(() => One("top", "bottom", "center")),
        Animated = Maybe(() => (bool?)false),
        Action = Maybe(FlexAction),
    };

    private FlexText Text()
    {
        var spans = Maybe(() => Some(0, 3, () => new FlexSpan
        {
            Text = Maybe(() => Units(40)),
            Size = Maybe(() => One(Sizes)),
            Color = Maybe(Colour),
            Weight = Maybe(() => One("regular", "bold")),
            Style = Maybe(() => One("normal", "italic")),
            Decoration = Maybe(() => One("none", "underline", "line-through")),
        }));
        return new FlexText
        {
            Text = spans is null ? Units(100) : Maybe(() => Units(10)),
            Contents = spans,
            Size = Maybe(() => One(Sizes)),
            Color = Maybe(Colour),
            Weight = Maybe(() => One("regular", "bold")),
            Style = Maybe(() => One("normal", "italic")),
            Decoration = Maybe(() => One("none", "underline", "line-through")),
            Align = Maybe(() => One("start", "end", "center")),
            Gravity = Maybe(() => One("top", "bottom", "center")),
            Wrap = Flag(),
            LineSpacing = Maybe(() => "4.5px"),
            MaxLines = Chance() ? _random.Next(4) : null,
            AdjustMode = Maybe(() => "shrink-to-fit"),
            Scaling = Flag(),
            Action = Maybe(FlexAction),
        };
    }

    private FlexComponent Placed(FlexComponent component) => component with
    {
        Flex = Chance() ? _random.Next(5) : null,
        Margin = Maybe(() => One(Spaces)),
        Position = Maybe(() => One("relative", "absolute")),
        OffsetTop = Maybe(() => One(Offsets)),
        OffsetBottom = Maybe(() => One(Offsets)),
        OffsetStart = Maybe(() => One(Offsets)),
        OffsetEnd = Maybe(() => One(Offsets)),
    };

    private LineAction FlexAction() => Action(One("postback", "message", "uri"), 40, labelled: false);

    private string Measure() => One("10px", "50%", "0.5px");

    private string Ratio() => One("1:1", "20:13", "1:3", "100000:1", "1.51:1");

    private string Colour() => "#" + string.Concat(Enumerable.Range(0, Chance() ? 6 : 8).Select(_ => "0123456789abcdefABCDEF"[_random.Next(22)]));

    private string Url() => $"https://example.com/{Token()}.jpg?a={_random.Next()}&b=%E3%81%82";

    private string Link() => One($"https://example.com/{Token()}", "http://example.com", "tel:0312345678", "line://ti/p/@example");

    private string Token() => Drawn("abcdefXYZ0189", 24);

    private string Digits() => Drawn("0123456789", 8);

    private string Drawn(string from, int most) => string.Concat(Enumerable.Range(0, _random.Next(1, most + 1)).Select(_ => from[_random.Next(from.Length)]));

    /// <summary>At most so many UTF-16 units, not empty.</summary>
    private string Units(int most)
    {
        var text = "あ";
        for (var next = One(Graphemes); text.Length + next.Length <= most && _random.Next(40) > 0; next = One(Graphemes))
        {
            text += next;
        }

        return text;
    }

    /// <summary>At most so many characters as people see them, not empty: a joiner at the seam makes fewer, never more.</summary>
    private string Seen(int most) => "あ" + string.Concat(Enumerable.Range(0, _random.Next(most)).Select(_ => One(Graphemes)));

    private T One<T>(params T[] of) => of[_random.Next(of.Length)];

    private IReadOnlyList<T> Some<T>(int least, int most, Func<T> draw) => [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => draw())];

    private bool Chance() => _random.Next(2) == 0;

    private bool? Flag() => _random.Next(3) switch { 0 => true, 1 => false, _ => null };

    private T? Maybe<T>(Func<T> draw) => Chance() ? draw() : default;
}
