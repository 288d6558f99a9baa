using System.Text;
using Bot.Definitions;
using Bot.Line;
using Bot.Messages;

namespace Bot.Tests.Messages;

public class MessageReaderTests
{
    private static readonly MessageReferences References = new()
    {
        Surveys = ["spice-level"],
        Coupons = ["first-10off"],
        ToStartSurvey = id => $"start={id}",
        Shows = new Dictionary<string, string> { ["coupons"] = "coupons=show" },
    };

    [Theory]
    [InlineData("- text: a$b$\n  emojis: [{ product: p, emoji: '1' }, { product: p, emoji: '2' }]", """[{"type":"text","text":"a$b$","emojis":[{"index":1,"productId":"p","emojiId":"1"},{"index":3,"productId":"p","emojiId":"2"}]}]""")]
    [InlineData("- text-v2: { text: '{smile}はい', substitutions: [{ key: smile, emoji: { product: p, emoji: '1' } }] }", """[{"type":"textV2","text":"{smile}はい","substitution":{"smile":{"type":"emoji","productId":"p","emojiId":"1"}}}]""")]
    [InlineData("- text-v2: { text: '{everybody}へ', substitutions: [{ key: everybody, mention: all }] }", """[{"type":"textV2","text":"{everybody}へ","substitution":{"everybody":{"type":"mention","mentionee":{"type":"all"}}}}]""")]
    [InlineData("- sticker: { package: 446, sticker: 1988 }", """[{"type":"sticker","packageId":"446","stickerId":"1988"}]""")]
    [InlineData("- video: { url: 'https://a.example/a.mp4', preview: 'https://a.example/a.jpg', tracking-id: spring }", """[{"type":"video","originalContentUrl":"https://a.example/a.mp4","previewImageUrl":"https://a.example/a.jpg","trackingId":"spring"}]""")]
    [InlineData("- audio: { url: 'https://a.example/a.m4a', seconds: 1.5 }", """[{"type":"audio","originalContentUrl":"https://a.example/a.m4a","duration":1500}]""")]
    [InlineData("- location: { title: 本店, address: 東京都, latitude: 35.6, longitude: 139.7 }", """[{"type":"location","title":"本店","address":"東京都","latitude":35.6,"longitude":139.7}]""")]
    [InlineData("- line-coupon: { id: 01ABC, delivery-tag: spring }", """[{"type":"coupon","couponId":"01ABC","deliveryTag":"spring"}]""")]
    [InlineData("- confirm: { text: 行きますか, buttons: [はい, いいえ] }", """[{"type":"template","altText":"行きますか","template":{"type":"confirm","text":"行きますか","actions":[{"type":"message","label":"はい","text":"はい"},{"type":"message","label":"いいえ","text":"いいえ"}]}}]""")]
    [InlineData("- pictures: [{ picture: 'https://a.example/a.jpg', label: 甘口, says: 甘口を見る }]", """[{"type":"template","altText":"甘口","template":{"type":"image_carousel","columns":[{"imageUrl":"https://a.example/a.jpg","action":{"type":"message","label":"甘口","text":"甘口を見る"}}]}}]""")]
    [InlineData("- imagemap: { url: 'https://a.example/map', alt-text: 地図, height: 520, areas: [{ x: 0, y: 0, width: 520, height: 520, url: 'https://a.example' }] }", """[{"type":"imagemap","baseUrl":"https://a.example/map","altText":"地図","baseSize":{"width":1040,"height":520},"actions":[{"type":"uri","linkUri":"https://a.example","area":{"x":0,"y":0,"width":520,"height":520}}]}]""")]
    [InlineData("- choices: { text: 選んで, picture: 'https://a.example/a.jpg', picture-shape: square, picture-fit: contain, picture-background: '#FFFFFF', tap: { url: 'https://a.example' }, buttons: [a] }", """[{"type":"template","altText":"選んで","template":{"type":"buttons","text":"選んで","actions":[{"type":"message","label":"a","text":"a"}],"thumbnailImageUrl":"https://a.example/a.jpg","imageAspectRatio":"square","imageSize":"contain","imageBackgroundColor":"#FFFFFF","defaultAction":{"type":"uri","uri":"https://a.example"}}}]""")]
    [InlineData("- { text: はい, sender: 店長 }", """[{"type":"text","text":"はい","sender":{"name":"店長"}}]""")]
    public void Every_kind_of_message_of_LINEs_can_be_written(string yaml, string json)
    {
        var (reply, problems) = Read($"messages:\n{yaml}");

        Assert.Empty(problems.Errors);
        using var expected = System.Text.Json.JsonDocument.Parse(json);
        var said = LineJson.ToElement(Messages(reply));
        Assert.True(System.Text.Json.JsonElement.DeepEquals(expected.RootElement, said), said.GetRawText());
    }

    [Theory]
    [InlineData("メニュー", typeof(MessageAction))]
    [InlineData("{ label: a, says: メニュー }", typeof(MessageAction))]
    [InlineData("{ label: a, survey: spice-level }", typeof(PostbackAction))]
    [InlineData("{ label: a, shows: coupons }", typeof(PostbackAction))]
    [InlineData("{ label: a, url: 'tel:0312345678' }", typeof(UriAction))]
    [InlineData("{ label: a, url: 'https://a.example', desktop-url: 'https://b.example' }", typeof(UriAction))]
    [InlineData("{ label: a, copies: SPRING }", typeof(ClipboardAction))]
    [InlineData("{ label: a, camera: true }", typeof(CameraAction))]
    [InlineData("{ label: a, camera-roll: true, icon: 'https://a.example/i.png' }", typeof(CameraRollAction))]
    [InlineData("{ label: a, location: true }", typeof(LocationAction))]
    [InlineData("{ label: a, picks: 誕生日 }", typeof(DatetimePickerAction))]
    [InlineData("{ label: a, picks: { attribute: 来店, mode: datetime, initial: '2026-12-24T10:00', min: '2026-12-01T10:00', max: '2026-12-31T20:00' } }", typeof(DatetimePickerAction))]
    public void Every_action_can_stand_above_the_keyboard(string button, Type action)
    {
        var (reply, problems) = Read($"messages: [はい]\nbuttons:\n  - {button}");

        Assert.Empty(problems.Errors);
        Assert.IsType(action, Assert.Single(reply.Buttons).Action);
    }

    [Theory]
    [InlineData("messages: [はい]\nbuttons: [{ label: a, url: 'ftp://a' }]", "LINE does not take this message: uri")]
    [InlineData("messages: [はい]\nbuttons: [{ label: a, says: b, url: 'https://a.example' }]", "A button does one thing")]
    [InlineData("messages: [はい]\nbuttons: [{ says: b }]", "The button lacks 'label'")]
    [InlineData("messages: [はい]\nbuttons: [{ label: a, shows: coupon }]", "There is no 'coupon' to show here")]
    [InlineData("messages: [はい]\nbuttons: [{ label: a, picks: { attribute: x, mode: date, min: '10:00' } }]", "min")]
    [InlineData("messages: [はい]\nbuttons: ['{name}へ']", "'{name}' is not filled in on buttons")]
    [InlineData("messages: [{ choices: { text: a, buttons: [{ label: a, camera: true }] } }]", "LINE does not take this message: template.actions[0].type")]
    [InlineData("messages: [{ text: a, emojis: [{ product: p, emoji: '1' }] }]", "The text has 0 '$' for 1 emojis")]
    [InlineData("messages: [{ text-v2: { text: '{who}', substitutions: [{ key: who }] } }]", "'who' stands for an emoji or a mention")]
    [InlineData("messages: [{ text-v2: { text: '{who}' } }]", "Nothing in substitution goes into {who}")]
    [InlineData("messages: [{ text: a, sticker: { package: 1, sticker: 2 } }]", "A message is one thing, not text and sticker")]
    [InlineData("messages: [{ text: a, sender: LINE公式 }]", "It may not contain \"LINE\"")]
    [InlineData("messages: [{ confirm: { text: a, buttons: [はい] } }]", "template.actions")]
    [InlineData("messages: [{ pictures: [{ picture: 'https://a.example/a.jpg', label: 十三文字のラベルは長すぎる }] }]", "label")]
    [InlineData("messages: [{ imagemap: { url: 'https://a.example/a', alt-text: a, height: 100, areas: [{ x: 0, y: 0, width: 1, height: 1, camera: true }] } }]", "An area does one thing")]
    [InlineData("messages: [{ location: { title: a, address: b, latitude: 91, longitude: 0 } }]", "'latitude' must be from -90 to 90")]
    [InlineData("messages: ['{誕生日:M/D}']", "The format 'M/D' is not known")]
    [InlineData("buttons: [a]", "The reply lacks 'messages'")]
    public void What_is_wrong_is_told_in_words_that_help(string yaml, string told) =>
        Assert.Contains(Read(yaml).Problems.Errors, error => error.Message.Contains(told, StringComparison.Ordinal));

    [Theory]
    [InlineData("messages: [{ choices: { title: a, text: '{ご要望}を承りました', buttons: [a] } }]", true)]
    [InlineData("messages: [{ choices: { title: a, text: '{name}さんへ', buttons: [a] } }]", false)]
    [InlineData("messages: ['{ご要望}を承りました']", false)]
    public void Words_that_long_values_make_too_long_are_doubtful(string yaml, bool doubtful) =>
        Assert.Equal(doubtful, Read(yaml).Problems.Warnings.Any(warning => warning.Rule == LintRule.MayBeCut));

    [Fact]
    public void A_sender_of_the_reply_speaks_all_messages_but_those_with_their_own()
    {
        var (reply, _) = Read("sender: { name: 店長, icon: 'https://a.example/i.png' }\nmessages: [はい, { text: いいえ, sender: 料理長 }]");

        Assert.Equal([new Sender("店長", "https://a.example/i.png"), new Sender("料理長")], Messages(reply).Select(message => message.Sender));
    }

    private static IReadOnlyList<Message> Messages(Reply reply) => [.. reply.Parts.Cast<ReplyPart.Say>().Select(part => part.Message)];

    private static (Reply Reply, Problems Problems) Read(string yaml)
    {
        var problems = new Problems("x.yaml");
        var file = YamlFile.Decode("x.yaml", Encoding.UTF8.GetBytes(yaml), problems)!;
        return (new MessageReader(problems, References).Read(ShapeReader.Read<ReplyYaml>(file, problems)!), problems);
    }
}
