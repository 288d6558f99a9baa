using System.Text.Json;
using Bot.Line;

namespace Bot.Tests.Line;

public class MessageLimitsTests
{
    private const string Mp4 = "https://example.com/a.mp4";
    private const string Jpeg = "https://example.com/b.jpg";
    private const string Area = """ "area":{"x":0,"y":0,"width":1,"height":1} """;

    [Theory]
    [InlineData(5000, true)]
    [InlineData(5001, false)]
    public void A_text_with_substitutions_has_5000_units_of_what_is_written(int length, bool fits) =>
        Expect(fits, new TextV2Message(new string('あ', length)), "text: Length must be between 0 and 5000");

    [Theory]
    [InlineData("{a} {b}", null)]
    [InlineData("{{a}} {{{a}}} }}{{", null)]
    [InlineData("", "May not be empty")]
    [InlineData("{c}", "The substitution of 'c' must be specified")]
    [InlineData("{}", "The substitution of '' must be specified")]
    [InlineData("{ a}", "The substitution of ' a' must be specified")]
    [InlineData("{a", Unpaired)]
    [InlineData("a}", Unpaired)]
    [InlineData("{a{b}", Unpaired)]
    [InlineData("{{a}", Unpaired)]
    [InlineData("{a}}", Unpaired)]
    public void Braces_come_in_pairs_that_stand_for_something_or_are_doubled(string text, string? problem) =>
        Expect(problem is null, new TextV2Message(text) { Substitution = Emojis(["a", "b"]) }, $"text: {problem}");

    private const string Unpaired = "'{' and '}' must be used in pairs, or doubled where they are meant as they are";

    [Theory]
    [InlineData("a", true)]
    [InlineData("user_1", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("123456789012345678901", false)]
    [InlineData("", false)]
    [InlineData("名前", false)]
    [InlineData("a-b", false)]
    public void A_key_has_1_to_20_letters_digits_and_underscores(string key, bool fits) =>
        Expect(fits, new TextV2Message("a") { Substitution = Emojis([key]) }, $"substitution.{key}: A key has 1 to 20 letters, digits and underscores");

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_hundred_substitutions(int count, bool fits) =>
        Expect(fits, new TextV2Message("a") { Substitution = Emojis(Enumerable.Range(0, count).Select(key => $"k{key}")) }, "substitution: Size must be between 0 and 100");

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Twenty_emojis_and_twenty_mentions_wherever_they_come_from(int times, bool fits)
    {
        Expect(fits, new TextV2Message(string.Concat(Enumerable.Repeat("{a}", times))) { Substitution = Emojis(["a"]) }, "text: No more than 20 emojis may be substituted");
        Expect(
            fits,
            new TextV2Message(string.Concat(Enumerable.Repeat("{a}", times))) { Substitution = new Dictionary<string, Substitution> { ["a"] = new MentionSubstitution(new MentionedAll()) } },
            "text: No more than 20 mentions may be substituted");
    }

    [Theory]
    [InlineData(""" {"type":"mention"} """, "mentionee: must be specified")]
    [InlineData(""" {"type":"mention","mentionee":{"type":"user"}} """, "mentionee.userId: May not be empty")]
    [InlineData(""" {"type":"mention","mentionee":{"type":"bot"}} """, "mentionee.type: Must be one of the following values: [user, all]")]
    [InlineData(""" {"type":"emoji","productId":"p"} """, "emojiId: May not be empty")]
    [InlineData(""" {"type":"sticker"} """, "type: Must be one of the following values: [mention, emoji]")]
    public void A_substitution_is_a_mention_or_an_emoji(string substitution, string problem) =>
        Expect($$"""{"type":"textV2","text":"{a}","substitution":{"a":{{substitution}} } }""", $"substitution.a.{problem}");

    [Theory]
    [InlineData("""{"type":"textV2","text":"a","substitution":[]}""", "substitution: Must be an object")]
    [InlineData("""{"type":"textV2","text":"{a}","substitution":{"a":null}}""", "substitution.a: must be specified", "text: The substitution of 'a' must be specified")]
    public void Strange_substitutions(string message, params string[] problems) => Expect(message, problems);

    [Theory]
    [InlineData("https://example.com/%E3%81%82.mp4", null)]
    [InlineData("http://example.com/a.mp4", "invalid uri scheme")]
    [InlineData("https://example.com/あ.mp4", "invalid uri")]
    [InlineData("", "May not be empty")]
    public void Videos_sounds_and_previews_are_fetched_by_https(string url, string? problem)
    {
        Expect(problem is null, new VideoMessage(url, Jpeg), $"originalContentUrl: {problem}");
        Expect(problem is null, new VideoMessage(Mp4, url), $"previewImageUrl: {problem}");
        Expect(problem is null, new AudioMessage(url, 1), $"originalContentUrl: {problem}");
    }

    [Theory]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public void The_address_of_a_video_sound_or_imagemap_has_2000_units(int length, bool fits)
    {
        var url = "https://example.com/".PadRight(length, 'x');

        Expect(fits, new VideoMessage(url, Jpeg), "originalContentUrl: Length must be between 0 and 2000");
        Expect(fits, new VideoMessage(Mp4, url), "previewImageUrl: Length must be between 0 and 2000");
        Expect(fits, new AudioMessage(url, 1), "originalContentUrl: Length must be between 0 and 2000");
        Expect(fits, Map() with { BaseUrl = url }, "baseUrl: Length must be between 0 and 2000");
    }

    [Theory]
    [InlineData("abc-XYZ.09=,+*()%$&;:@{}!?<>[]", null)]
    [InlineData("a_b", "Must be of letters, digits and -.=,+*()%$&;:@{}!?<>[]")]
    [InlineData("春", "Must be of letters, digits and -.=,+*()%$&;:@{}!?<>[]")]
    public void A_tracking_id_is_of_these_characters(string id, string? problem) =>
        Expect(problem is null, new VideoMessage(Mp4, Jpeg) { TrackingId = id }, $"trackingId: {problem}");

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_tracking_id_has_100_units(int length, bool fits) =>
        Expect(fits, new VideoMessage(Mp4, Jpeg) { TrackingId = new string('a', length) }, "trackingId: Length must be between 0 and 100");

    [Theory]
    [InlineData("0", true)]
    [InlineData("4000000000", true)]
    [InlineData("-1", false)]
    [InlineData("1.5", false)]
    [InlineData("\"60\"", false)]
    public void A_sound_lasts_whole_milliseconds(string duration, bool fits) =>
        Expect($$"""{"type":"audio","originalContentUrl":"https://example.com/a.m4a","duration":{{duration}}}""", fits ? [] : ["duration: Must be an integer of 0 or more"]);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_place_has_a_title_and_an_address_of_100_units(int length, bool fits)
    {
        Expect(fits, new LocationMessage(new string('駅', length), "a", 0, 0), "title: Length must be between 0 and 100");
        Expect(fits, new LocationMessage("a", new string('駅', length), 0, 0), "address: Length must be between 0 and 100");
    }

    [Theory]
    [InlineData(90, 180, null)]
    [InlineData(-90, -180, null)]
    [InlineData(90.001, 0, "latitude: Must be between -90 and 90")]
    [InlineData(0, -180.001, "longitude: Must be between -180 and 180")]
    public void A_place_is_on_earth(double latitude, double longitude, string? problem) =>
        Expect(problem is null, new LocationMessage("a", "a", latitude, longitude), problem ?? "");

    [Theory]
    [InlineData("""{"type":"location","title":"a","address":"a","latitude":1}""", "longitude: must be specified")]
    [InlineData("""{"type":"location","title":"a","address":"a","latitude":"1","longitude":1}""", "latitude: Must be between -90 and 90")]
    [InlineData("""{"type":"location","title":"a","latitude":1,"longitude":1}""", "address: May not be empty")]
    public void A_place_is_whole(string message, string problem) => Expect(message, problem);

    [Theory]
    [InlineData("2026_winter", null)]
    [InlineData("2026-winter", "Must be of letters, digits and underscores")]
    [InlineData("123456789012345678901234567890", null)]
    [InlineData("1234567890123456789012345678901", "Length must be between 0 and 30")]
    public void The_tag_of_a_delivery_has_30_letters_digits_and_underscores(string tag, string? problem) =>
        Expect(problem is null, new CouponMessage("01JYNW8JMQVFBNWF1APF8Z3FS7") { DeliveryTag = tag }, $"deliveryTag: {problem}");

    [Fact]
    public void A_line_coupon_is_named() => Expect("""{"type":"coupon"}""", "couponId: May not be empty");

    [Theory]
    [InlineData(1500, true)]
    [InlineData(1501, false)]
    public void An_imagemap_says_in_1500_units_what_it_shows(int length, bool fits) =>
        Expect(fits, Map() with { AltText = new string('地', length) }, "altText: Length must be between 0 and 1500");

    [Theory]
    [InlineData(1040, 1, null)]
    [InlineData(1039, 1, "baseSize.width: Must be 1040")]
    [InlineData(1041, 1, "baseSize.width: Must be 1040")]
    [InlineData(1040, 0, "baseSize.height: Must be an integer of 1 or more")]
    public void An_imagemap_is_1040_wide(int width, int height, string? problem) =>
        Expect(problem is null, Map() with { BaseSize = new ImagemapSize(width, height) }, problem ?? "");

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void An_imagemap_has_50_areas(int count, bool fits) =>
        Expect(fits, Map(Enumerable.Repeat(new ImagemapMessageAction("a", Everywhere), count)), "actions: Size must be between 0 and 50");

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public void An_area_says_400_units(int length, bool fits) =>
        Expect(fits, Map([new ImagemapMessageAction(new string('あ', length), Everywhere)]), "actions[0].text: Length must be between 0 and 400");

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void An_area_opens_and_copies_1000_units(int length, bool fits)
    {
        Expect(fits, Map([new ImagemapUriAction("https://example.com/".PadRight(length, 'x'), Everywhere)]), "actions[0].linkUri: Length must be between 0 and 1000");
        Expect(fits, Map([new ImagemapClipboardAction(new string('x', length), Everywhere)]), "actions[0].clipboardText: Length must be between 0 and 1000");
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void An_areas_label_has_100_graphemes(int families, bool fits) =>
        Expect(
            fits,
            Map([new ImagemapMessageAction("a", Everywhere) { Label = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", families)) }]),
            "actions[0].label: Length must be between 0 and 100");

    [Theory]
    [InlineData(-1, 0, 1, 1, "x: Must be an integer of 0 or more")]
    [InlineData(0, -1, 1, 1, "y: Must be an integer of 0 or more")]
    [InlineData(0, 0, 0, 1, "width: Must be an integer of 1 or more")]
    [InlineData(0, 0, 1, 0, "height: Must be an integer of 1 or more")]
    [InlineData(1039, 1039, 1, 1, null)]
    public void An_area_has_a_place_and_a_size(int x, int y, int width, int height, string? problem) =>
        Expect(problem is null, Map([new ImagemapMessageAction("a", new ImagemapArea(x, y, width, height))]), $"actions[0].area.{problem}");

    [Theory]
    [InlineData($$"""{"type":"postback","data":"a",{{Area}}}""", "type: Must be one of the following values: [uri, message, clipboard]")]
    [InlineData("""{"type":"message","text":"a"}""", "area: must be specified")]
    [InlineData($$"""{"type":"uri","linkUri":"ftp://example.com",{{Area}}}""", "linkUri: invalid uri scheme")]
    public void An_area_does_one_of_three_things(string action, string problem) =>
        Expect($$"""{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1},"actions":[{{action}}]}""", $"actions[0].{problem}");

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void The_link_after_a_video_has_30_units(int length, bool fits) =>
        Expect(
            fits,
            Map() with { Video = new ImagemapVideo(Mp4, Jpeg, Everywhere) { ExternalLink = new ImagemapLink("https://example.com", new string('あ', length)) } },
            "video.externalLink.label: Length must be between 0 and 30");

    [Theory]
    [InlineData("{}", "originalContentUrl: May not be empty", "previewImageUrl: May not be empty", "area: must be specified")]
    [InlineData($$"""{"originalContentUrl":"{{Mp4}}","previewImageUrl":"{{Jpeg}}",{{Area}},"externalLink":{} }""", "externalLink.linkUri: May not be empty", "externalLink.label: May not be empty")]
    public void A_video_on_an_imagemap_is_whole(string video, params string[] problems) =>
        Expect(
            $$"""{"type":"imagemap","baseUrl":"https://example.com/map","altText":"a","baseSize":{"width":1040,"height":1},"actions":[],"video":{{video}} }""",
            [.. problems.Select(problem => $"video.{problem}")]);

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(0, false)]
    public void An_image_carousel_has_10_pictures(int count, bool fits) =>
        Expect(
            fits,
            new TemplateMessage("a", new ImageCarouselTemplate([.. Enumerable.Repeat(new ImageCarouselColumn(Jpeg, new MessageAction("a")), count)])),
            "template.columns: Size must be between 1 and 10");

    [Theory]
    [InlineData(12, true)]
    [InlineData(13, false)]
    public void A_label_on_a_picture_has_12_graphemes(int families, bool fits) =>
        Expect(
            fits,
            new TemplateMessage("a", new ImageCarouselTemplate([new ImageCarouselColumn(Jpeg, new MessageAction("a") { Label = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", families)) })])),
            "template.columns[0].action.label: Length must be between 0 and 12");

    [Theory]
    [InlineData("""{"imageUrl":"https://example.com/b.jpg"}""", "action: must be specified")]
    [InlineData("""{"action":{"type":"message","text":"a"}}""", "imageUrl: May not be empty")]
    [InlineData("""{"imageUrl":"https://example.com/b.jpg","action":{"type":"camera","label":"a"}}""", "action.type: Must be one of the following values: [postback, message, uri, datetimepicker, clipboard]")]
    public void A_picture_of_a_carousel_is_a_button(string column, string problem) =>
        Expect($$"""{"type":"template","altText":"a","template":{"type":"image_carousel","columns":[{{column}}]} }""", $"template.columns[0].{problem}");

    [Theory]
    [InlineData("0%", true)]
    [InlineData("12.5%", true)]
    [InlineData("100%", true)]
    [InlineData("100.5%", false)]
    [InlineData("-1%", false)]
    [InlineData("50px", false)]
    public void The_middle_of_a_gradient_is_within_it(string position, bool fits) =>
        Expect(
            fits,
            new FlexMessage("a", new FlexBubble { Body = new FlexBox("vertical", []) { Background = new FlexGradient("0deg", "#000000", "#FFFFFF") { CenterColor = "#888888", CenterPosition = position } } }),
            "contents.body.background.centerPosition: Must be from 0% to 100%");

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Every_kind_takes_quick_replies_and_a_sender_within_limits(int length, bool fits)
    {
        foreach (var kind in LineJsonTests.EveryKind.Concat(LineJsonTests.OtherKinds).Concat(LineJsonTests.LastKinds))
        {
            Expect(fits, kind with { Sender = new Sender(new string('店', length)) }, "sender.name: Length must be between 0 and 20");
            Expect(
                fits,
                kind with { QuickReply = new QuickReply([new QuickReplyItem(new CameraAction { Label = new string('写', length) })]) },
                "quickReply.items[0].action.label: Length must be between 0 and 20");
        }
    }

    private static ImagemapArea Everywhere => new(0, 0, 1040, 1040);

    private static ImagemapMessage Map(IEnumerable<ImagemapAction>? actions = null) =>
        new("https://example.com/map", "地図", new ImagemapSize(1040, 1040), [.. actions ?? []]);

    private static Dictionary<string, Substitution> Emojis(IEnumerable<string> keys) =>
        keys.ToDictionary(key => key, Substitution (_) => new EmojiSubstitution("p", "e"));

    private static void Expect(bool fits, Message message, string problem) =>
        Expect(LineJson.ToElement([message])[0].GetRawText(), fits ? [] : [problem]);

    private static void Expect(string message, params string[] problems) => Assert.Equal(
        problems.Select(problem => $"messages[0].{problem}"),
        LineLimits.Check(JsonDocument.Parse($"[{message}]").RootElement).Select(violation => violation.ToString()));
}
