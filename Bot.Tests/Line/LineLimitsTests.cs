using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Line;

public class LineLimitsTests
{
    /// <summary>One character for people, seven code points, eleven UTF-16 units.</summary>
    private const string Family = "👨‍👩‍👧‍👦";

    [Theory]
    [MemberData(nameof(LineJsonTests.AllKinds), MemberType = typeof(LineJsonTests))]
    public void What_line_takes_has_no_violations_and_can_be_read_as_messages(string written)
    {
        var messages = JsonDocument.Parse(written).RootElement;

        Assert.Empty(LineLimits.Check(messages));
        Assert.Equal(messages.GetArrayLength(), LineJson.ParseMessages(messages).Count);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void One_to_five_messages(int count, bool fits) =>
        Expect(fits, LineLimits.Check([.. Enumerable.Repeat(new TextMessage("a"), count)]), "messages", "Size must be between 1 and 5");

    [Theory]
    [InlineData("\"hello\"", "messages: Must be an array")]
    [InlineData("{}", "messages: Must be an array")]
    [InlineData("[7]", "messages[0]: Must be an object")]
    [InlineData("""[{}]""", "messages[0].type: May not be empty")]
    [InlineData("""[{"type":"hologram"}]""", "messages[0].type: Must be one of the following values: [text, textV2, sticker, image, video, audio, location, coupon, imagemap, template, flex]")]
    [InlineData("""[{"type":"text"}]""", "messages[0].text: May not be empty")]
    [InlineData("""[{"type":"text","text":""}]""", "messages[0].text: May not be empty")]
    [InlineData("""[{"type":"text","text":null}]""", "messages[0].text: May not be empty")]
    [InlineData("""[{"type":"text","text":5}]""", "messages[0].text: Must be a string")]
    [InlineData("""[{"type":"text","text":"\ud83d"}]""", "messages[0].text: Must be a string")]
    [InlineData("""[{"type":"text","text":"a","quickReply":[]}]""", "messages[0].quickReply: Must be an object")]
    [InlineData("""[{"type":"text","text":"a","quickReply":{}}]""", "messages[0].quickReply.items: must be specified")]
    [InlineData("""[{"type":"text","text":"a","quickReply":{"items":[{"type":"action"}]}}]""", "messages[0].quickReply.items[0].action: must be specified")]
    [InlineData("""[{"type":"sticker","packageId":"1"}]""", "messages[0].stickerId: May not be empty")]
    [InlineData("""[{"type":"template","altText":"a"}]""", "messages[0].template: must be specified")]
    [InlineData("""[{"type":"template","altText":"a","template":{"type":"slideshow"}}]""", "messages[0].template.type: Must be one of the following values: [buttons, confirm, carousel, image_carousel]")]
    [InlineData("""[{"type":"flex","altText":"a"}]""", "messages[0].contents: must be specified")]
    public void Strange_json_is_a_violation_not_an_error(string json, string expected) =>
        Assert.Equal([expected], LineLimits.Check(JsonDocument.Parse(json).RootElement).Select(violation => violation.ToString()));

    [Fact]
    public void All_violations_are_told_at_once_in_reading_order()
    {
        var found = LineLimits.Check(
        [
            new TextMessage(""),
            new TemplateMessage("", new ConfirmTemplate("ok?", [new MessageAction("a") { Label = "a" }, new MessageAction("") { Label = new string('x', 21) }])),
        ]);

        Assert.Equal(
        [
            "messages[0].text: May not be empty",
            "messages[1].altText: May not be empty",
            "messages[1].template.actions[1].label: Length must be between 0 and 20",
            "messages[1].template.actions[1].text: May not be empty",
        ], found.Select(violation => violation.ToString()));
    }

    [Theory]
    [InlineData(5000, true)]
    [InlineData(5001, false)]
    public void A_text_has_5000_units(int length, bool fits) =>
        Expect(fits, Check(new TextMessage(new string('あ', length))), "messages[0].text", "Length must be between 0 and 5000");

    [Theory]
    [InlineData(454, true)]
    [InlineData(455, false)]
    public void A_family_in_a_text_counts_all_its_units(int families, bool fits) =>
        Expect(fits, Check(new TextMessage(Repeat(Family, families))), "messages[0].text", "Length must be between 0 and 5000");

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void A_family_in_a_label_counts_once(int families, bool fits) =>
        Expect(
            fits,
            Check(Asked(new MessageAction("a") { Label = Repeat(Family, families) })),
            "messages[0].quickReply.items[0].action.label",
            "Length must be between 0 and 20");

    [Theory]
    [InlineData("が", 1)]
    [InlineData("か\u3099", 1)]
    [InlineData("🇯🇵🇯🇵", 2)]
    [InlineData("👍🏽", 1)]
    [InlineData("1️⃣", 1)]
    public void Graphemes_are_what_people_see(string text, int count) => Assert.Equal(count, LineLimits.Graphemes(text));

    [Theory]
    [InlineData(0, "$", true)]
    [InlineData(2, "a $", true)]
    [InlineData(1, "a $", false)]
    [InlineData(3, "a $", false)]
    [InlineData(2, "🍛$", true)]
    public void An_emoji_stands_at_its_placeholder(int index, string text, bool fits) =>
        Expect(
            fits,
            Check(new TextMessage(text) { Emojis = [new LineEmoji(index, "p", "e")] }),
            "messages[0].emojis[0].index",
            "Must be the place of a '$' in the text");

    [Theory]
    [InlineData("https://example.com/%E3%81%82.jpg", null)]
    [InlineData("http://example.com/a.jpg", "invalid uri scheme")]
    [InlineData("https://example.com/あ.jpg", "invalid uri")]
    [InlineData("https://example.com/a b.jpg", "invalid uri")]
    [InlineData("/a.jpg", "invalid uri scheme")]
    [InlineData("a.jpg", "invalid uri")]
    [InlineData("", "May not be empty")]
    public void A_picture_is_fetched_by_https(string url, string? problem) =>
        Expect(problem is null, Check(new ImageMessage(url, "https://example.com/b.jpg")), "messages[0].originalContentUrl", problem);

    [Theory]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public void A_picture_url_has_2000_units(int length, bool fits) =>
        Expect(
            fits,
            Check(new ImageMessage("https://example.com/a.jpg", "https://example.com/".PadRight(length, 'x'))),
            "messages[0].previewImageUrl",
            "Length must be between 0 and 2000");

    [Theory]
    [InlineData(13, true)]
    [InlineData(14, false)]
    [InlineData(0, false)]
    public void Thirteen_quick_replies(int count, bool fits) =>
        Expect(
            fits,
            Check(Asked([.. Enumerable.Repeat(new MessageAction("a") { Label = "a" }, count)])),
            "messages[0].quickReply.items",
            "Size must be between 1 and 13");

    [Theory]
    [InlineData("店長", true)]
    [InlineData("Online", true)]
    [InlineData("LINE店長", false)]
    public void A_sender_is_not_line(string name, bool fits) =>
        Expect(fits, Check(new TextMessage("a") { Sender = new Sender(name) }), "messages[0].sender.name", "May not contain \"LINE\"");

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void A_sender_name_has_20_units(int length, bool fits) =>
        Expect(
            fits,
            Check(new TextMessage("a") { Sender = new Sender(new string('あ', length)) }),
            "messages[0].sender.name",
            "Length must be between 0 and 20");

    private static TextMessage Asked(params IReadOnlyList<LineAction> actions) =>
        new("辛さは？") { QuickReply = new QuickReply([.. actions.Select(action => new QuickReplyItem(action))]) };

    private static IReadOnlyList<LimitViolation> Check(Message message) => LineLimits.Check([message]);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static void Expect(bool fits, IReadOnlyList<LimitViolation> found, string path, string? problem) =>
        Assert.Equal(fits ? [] : [$"{path}: {problem}"], found.Select(violation => violation.ToString()));
}
