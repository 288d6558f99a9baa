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

    [Fact]
    public void Every_message_kind_and_action_reads_what_it_wrote()
    {
        var written = Json(EveryKind);

        Assert.Equal(written, Json(LineJson.ParseMessages(JsonDocument.Parse(written).RootElement)));
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
        new StickerMessage("446", "1988") { Sender = new Sender("店長", "https://example.com/icon.png") },
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
        new FlexMessage("クーポン", JsonDocument.Parse("""{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"10%OFF 🎉"}]}}""").RootElement)
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

    private static string Json(IReadOnlyList<Message> messages) => Encoding.UTF8.GetString(LineJson.ToUtf8(messages));
}
