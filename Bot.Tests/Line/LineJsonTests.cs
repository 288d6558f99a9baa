using System.Text;
using System.Text.Json;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Tests.Line;

public class LineJsonTests
{
    [Fact]
    public void A_text_is_written_as_line_reads_it_with_japanese_and_emoji_as_they_are() =>
        Assert.Equal(
            """[{"type":"text","text":"辛さは？🌶 <3","quickReply":{"items":[{"action":{"type":"message","text":"甘口","label":"甘口"},"type":"action"}]}}]""",
            Json([new TextMessage("辛さは？🌶 <3") { QuickReply = new QuickReply([new QuickReplyItem(new MessageAction("甘口") { Label = "甘口" })]) }]));

    [Theory]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("「\"引用\"」\\ \r\n\t\u0000\u007f")]
    [InlineData("🌶\"🍛\\🍚")]
    [InlineData("")]
    public void Any_text_reads_as_it_was_written(string text) =>
        Assert.Equal([new TextMessage(text)], LineJson.ParseMessages(JsonDocument.Parse(Json([new TextMessage(text)])).RootElement));

    [Fact]
    public void Half_an_emoji_becomes_a_replacement_character() =>
        Assert.Equal(
            """[{"type":"text","text":"�� and 🌶 and �"}]""",
            Json([new TextMessage("\udf36\ud83c and 🌶 and \ud83c")]).Replace("\\uFFFD", "�", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void A_template_is_written_as_line_reads_it() =>
        Assert.Equal(
            """[{"type":"template","altText":"確認","template":{"type":"confirm","text":"使いますか？","actions":[{"type":"postback","data":"do=use","displayText":"はい","label":"はい"},{"type":"uri","uri":"https://example.com","label":"店"}]}}]""",
            Json([new TemplateMessage("確認", new ConfirmTemplate("使いますか？",
            [
                new PostbackAction("do=use") { Label = "はい", DisplayText = "はい" },
                new UriAction("https://example.com") { Label = "店" },
            ]))]));

    public static TheoryData<string> AllKinds => [Json(EveryKind), Json(OtherKinds), Json(LastKinds)];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Every_message_kind_component_and_action_reads_what_it_wrote(string written) =>
        Assert.Equal(written, Json(LineJson.ParseMessages(JsonDocument.Parse(written).RootElement)));

    [Fact]
    public void A_flex_message_keeps_what_line_may_have_added_since()
    {
        const string Written = """{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"a","glow":{"size":3}}],"tilt":"3deg"},"mood":"calm"}""";

        var read = LineJson.ToElement(LineJson.ParseFlex(JsonDocument.Parse(Written).RootElement));

        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(Written).RootElement, read), read.GetRawText());
    }

    [Theory]
    [InlineData("{name}", "{{name}}")]
    [InlineData("}{ 🍛", "}}{{ 🍛")]
    public void A_brace_that_is_meant_as_one_is_doubled(string words, string escaped)
    {
        Assert.Equal(escaped, TextV2Message.Escape(words));
        Assert.Empty(LineLimits.Check([new TextV2Message(TextV2Message.Escape(words))]));
    }

    [Fact]
    public void The_type_may_stand_anywhere()
    {
        var messages = LineJson.ParseMessages(JsonDocument.Parse("""[{"text":"a","new":1,"type":"text"}]""").RootElement);

        Assert.Equal([new TextMessage("a")], messages);
    }

    [Fact]
    public void Messages_live_in_other_features_documents()
    {
        var stored = new OutboxMessage
        {
            Id = "1",
            Call = OutboxCall.Reply,
            To = ["U1"],
            RetryKey = "k",
            CreatedAt = new DateTimeOffset(2026, 2, 28, 15, 0, 0, TimeSpan.Zero),
            Messages = EveryKind,
        };

        var json = JsonSerializer.Serialize(stored, OutboxJson.Documents.For<OutboxMessage>());
        var read = JsonSerializer.Deserialize(json, OutboxJson.Documents.For<OutboxMessage>())!;

        Assert.Equal(Json(EveryKind), Json(read.Messages!));
        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
    }

    internal static IReadOnlyList<Message> EveryKind =>
    [
        new TextMessage("$ こんにちは") { Emojis = [new LineEmoji(0, "5ac1bfd5040ab15980c9b435", "001")], QuoteToken = "q" },
        new StickerMessage("446", "1988") { Sender = new Sender("店長", "https://example.com/icon.png"), QuoteToken = "q" },
        new ImageMessage("https://example.com/a.jpg", "https://example.com/b.jpg"),
        new TemplateMessage("選んでください", new CarouselTemplate(
        [
            new CarouselColumn("一", [new ClipboardAction("CODE") { Label = "コピー" }])
            {
                Title = "題",
                ThumbnailImageUrl = "https://example.com/c.jpg",
                DefaultAction = new UriAction("https://example.com") { AltUri = new AltUri("https://example.com/pc") },
            },
        ])),
        new FlexMessage("クーポン", EveryComponent)
        {
            QuickReply = new QuickReply(
            [
                new QuickReplyItem(new DatetimePickerAction("q=1", "date") { Label = "日付", Min = "2024-02-29" }),
                new QuickReplyItem(new CameraAction { Label = "カメラ" }),
                new QuickReplyItem(new CameraRollAction { Label = "写真" }, "https://example.com/d.png"),
                new QuickReplyItem(new LocationAction { Label = "場所" }),
                new QuickReplyItem(new PostbackAction("a=1") { Label = "入力", InputOption = "openKeyboard", FillInText = "---" }),
            ]),
        },
    ];

    /// <summary>As many as LINE takes at once; with <see cref="EveryKind"/> there is one of each.</summary>
    internal static IReadOnlyList<Message> OtherKinds =>
    [
        new TextV2Message("{{席}} {who} {smile}")
        {
            Substitution = new Dictionary<string, Substitution>
            {
                ["who"] = new MentionSubstitution(new MentionedUser("U8e742f61d673b39c7fff3cecb7536ef0")),
                ["all_2"] = new MentionSubstitution(new MentionedAll()),
                ["smile"] = new EmojiSubstitution("5ac1bfd5040ab15980c9b435", "001"),
            },
            QuoteToken = "q",
        },
        new VideoMessage("https://example.com/a.mp4", "https://example.com/b.jpg") { TrackingId = "spring-(2026)" },
        new AudioMessage("https://example.com/a.m4a", 60_000),
        new LocationMessage("東京駅", "東京都千代田区丸の内1-9-1", 35.681236, 139.767125),
        new ImagemapMessage("https://example.com/map", "店内の地図", new ImagemapSize(1040, 585),
        [
            new ImagemapUriAction("https://example.com", new ImagemapArea(0, 300, 520, 285)) { Label = "店のサイト" },
            new ImagemapMessageAction("席を予約", new ImagemapArea(520, 300, 520, 150)),
            new ImagemapClipboardAction("CODE", new ImagemapArea(520, 450, 520, 135)),
        ])
        {
            Video = new ImagemapVideo("https://example.com/a.mp4", "https://example.com/b.jpg", new ImagemapArea(0, 0, 1040, 300))
            {
                ExternalLink = new ImagemapLink("https://example.com/more", "もっと見る"),
            },
        },
    ];

    /// <summary>The kinds that found no room in the two others.</summary>
    internal static IReadOnlyList<Message> LastKinds =>
    [
        new CouponMessage("01JYNW8JMQVFBNWF1APF8Z3FS7") { DeliveryTag = "2026_winter" },
        new TemplateMessage("選んでください", new ImageCarouselTemplate(
        [
            new ImageCarouselColumn("https://example.com/1.jpg", new MessageAction("一") { Label = "一" }),
            new ImageCarouselColumn("https://example.com/2.jpg", new PostbackAction("a=2") { Text = "二" }),
        ])),
        new TemplateMessage("確認", new ConfirmTemplate("よろしいですか", [new MessageAction("はい") { Label = "はい" }, new MessageAction("いいえ") { Label = "いいえ" }])),
        new TemplateMessage("選んでください", new ButtonsTemplate("一つ", [new UriAction("tel:0312345678") { Label = "電話" }])
        {
            ImageAspectRatio = "square",
            ImageSize = "contain",
            ImageBackgroundColor = "#FFFFFF",
        }),
        new FlexMessage("動画", LineJson.ParseFlex(JsonDocument.Parse(
            """
            {"type":"carousel","contents":[{"type":"bubble","size":"nano","direction":"rtl","header":{"type":"box","layout":"vertical","contents":[]},"action":{"type":"message","text":"a"} }]}
            """).RootElement)),
    ];

    private static FlexContainer EveryComponent => LineJson.ParseFlex(JsonDocument.Parse(
        """
        {
          "type": "bubble", "size": "giga", "direction": "ltr",
          "header": { "type": "box", "layout": "horizontal", "spacing": "md", "contents": [
            { "type": "text", "text": "10%OFF 🎉", "size": "xxl", "color": "#FF0000", "weight": "bold", "style": "italic", "decoration": "underline", "align": "center", "gravity": "center", "wrap": true, "lineSpacing": "4px", "maxLines": 2, "adjustMode": "shrink-to-fit", "scaling": true, "flex": 2 },
            { "type": "separator", "margin": "sm", "color": "#00000080" },
            { "type": "filler", "flex": 1 } ] },
          "hero": { "type": "video", "url": "https://example.com/a.mp4", "previewUrl": "https://example.com/b.jpg", "aspectRatio": "20:13",
            "altContent": { "type": "image", "url": "https://example.com/b.jpg", "size": "full", "aspectRatio": "20:13", "aspectMode": "cover", "backgroundColor": "#FFFFFF", "align": "end", "gravity": "top", "animated": true },
            "action": { "type": "uri", "label": "もっと", "uri": "https://example.com" } },
          "body": { "type": "box", "layout": "vertical", "paddingAll": "10px", "paddingTop": "5%", "paddingBottom": "none", "paddingStart": "xs", "paddingEnd": "xl",
            "backgroundColor": "#FFFFFF80", "borderColor": "#111111", "borderWidth": "semi-bold", "cornerRadius": "xxl",
            "width": "100%", "maxWidth": "300px", "height": "200px", "maxHeight": "90%", "justifyContent": "space-evenly", "alignItems": "flex-end",
            "background": { "type": "linearGradient", "angle": "23.5deg", "startColor": "#FFFFFF", "endColor": "#000000", "centerColor": "#888888", "centerPosition": "12.5%" },
            "position": "relative", "offsetTop": "-2px", "offsetBottom": "3%", "offsetStart": "md", "offsetEnd": "0px",
            "action": { "type": "postback", "data": "body" },
            "contents": [
              { "type": "box", "layout": "baseline", "contents": [
                { "type": "icon", "url": "https://example.com/star.png", "size": "lg", "aspectRatio": "2:1", "scaling": false, "margin": "none" },
                { "type": "text", "contents": [
                  { "type": "span", "text": "四つ", "size": "sm", "color": "#111111", "weight": "regular", "style": "normal", "decoration": "line-through" },
                  { "type": "span" } ] } ] },
              { "type": "button", "action": { "type": "clipboard", "label": "コピー", "clipboardText": "CODE" }, "style": "secondary", "color": "#EEEEEE", "height": "sm", "gravity": "bottom", "adjustMode": "shrink-to-fit", "scaling": true } ] },
          "footer": { "type": "box", "layout": "vertical", "contents": [] },
          "styles": { "header": { "backgroundColor": "#00FFFF" }, "hero": { "separator": true, "separatorColor": "#000000" }, "body": {}, "footer": { "separator": false } },
          "action": { "type": "uri", "uri": "https://example.com" }
        }
        """).RootElement);

    private static string Json(IReadOnlyList<Message> messages) => Encoding.UTF8.GetString(LineJson.ToUtf8(messages));
}
