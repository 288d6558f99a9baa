using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Admin;
using Bot.Admin.Campaigns;
using Bot.Admin.Campaigns.Composing;
using Bot.Campaigns;
using Bot.Line;
using Bot.Tests.Line;
using FsCheck;
using FsCheck.Fluent;

namespace Bot.Tests.Admin;

public class CampaignFormTests
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();

    [Fact]
    public void A_field_is_named_by_the_place_of_what_it_says()
    {
        var form = Read("""[{"type":"text"},{"type":"image"}]""", ("messages[0].text", "一行目\r\n二行目"), ("messages[1].originalContentUrl", "https://shop.example/a.jpg"), ("messages[1].previewImageUrl", ""));

        Same(
            """[{"type":"text","text":"一行目\n二行目"},{"type":"image","originalContentUrl":"https://shop.example/a.jpg","previewImageUrl":"https://shop.example/a.jpg"}]""",
            form.ToRequest().Request.Messages);
    }

    [Fact]
    public void A_chosen_segment_takes_the_place_of_the_condition()
    {
        var (request, _) = new CampaignForm { Segment = "s1", Condition = "tag = 甘口" }.ToRequest();

        Assert.Equal((null, "s1"), (request.Condition, request.SegmentId));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1,")]
    [InlineData("こんにちは")]
    public void What_is_no_json_is_told_with_its_line_and_stays_as_it_was_typed(string written)
    {
        var form = Read("""["{}"]""", ("messages[0]", written));
        var (field, words) = Assert.Single(form.ToRequest().Problems);

        Assert.Equal("messages[0]", field);
        Assert.StartsWith("Line 1, character ", words.English, StringComparison.Ordinal);
        Assert.Equal(written, JsonForm.Shown(form.Messages[0]));
    }

    [Theory]
    [InlineData("""[{"type":"text","text":"a"}]""", "messages[0].text", "messages[0].text")]
    [InlineData("""[{"type":"text"},{"type":"image"}]""", "messages[0].originalContentUrl", "messages[1].originalContentUrl")]
    [InlineData("""[{"type":"template","template":{"type":"buttons","actions":[{"type":"uri"}]}}]""", "messages[0].template.actions[0].label", "messages[0].template.actions[0].label")]
    [InlineData("""[{"type":"template","template":{"type":"buttons","actions":[{"type":"uri"}]}}]""", "messages[0].template.actions", "messages[0].template.actions")]
    [InlineData("""[{"type":"template","template":{"type":"carousel","columns":[{"actions":[{"type":"uri"}]}]}}]""", "messages[0].template.columns[0].actions[0].altUri.desktop", "messages[0].template.columns[0].actions[0]")]
    [InlineData("""[{"type":"flex","contents":{"type":"bubble"}}]""", "messages[0].contents.body.contents[0].text", "messages[0].contents")]
    [InlineData("""[{"type":"text","text":"$","emojis":[{}]}]""", "messages[0].emojis[0].productId", "messages[0]")]
    [InlineData("""["{}"]""", "messages[0].type", "messages[0]")]
    [InlineData("[]", "messages", "messages")]
    [InlineData("[]", "segmentId", "segment")]
    public void A_problem_stands_at_the_field_it_is_about_or_the_closest_around_it(string messages, string path, string field) =>
        Assert.Equal(field, Read(messages).FieldOf(path));

    [Fact]
    public void A_text_nobody_wrote_is_no_message_where_a_coupon_is_all_there_is()
    {
        var (request, _) = (CampaignForm.New("all", null) with { Coupon = "welcome" }).ToRequest();

        Same("[]", request.Messages);
    }

    [Fact]
    public void A_list_pasted_as_one_message_becomes_its_messages()
    {
        var form = Read("""[{"type":"text","text":"前"},""]""", ("messages[1]", """[{"type":"text","text":"一"},{"type":"sticker","packageId":"446","stickerId":"1988"}]"""));

        Assert.Equal(3, form.Messages.Count);
        Same("""[{"type":"text","text":"前"},{"type":"text","text":"一"},{"type":"sticker","packageId":"446","stickerId":"1988"}]""", form.ToRequest().Request.Messages);
    }

    [Fact]
    public void Buttons_move_copy_and_take_away_and_everything_else_stays_as_it_is()
    {
        var form = Read("""[{"type":"text","text":"一","quoteToken":"q"},"{ unfinished",{"type":"text","text":"三"}]""");

        Assert.Equal("""["{ unfinished",{"type":"text","text":"一","quoteToken":"q"},{"type":"text","text":"三"}]""", Plain(form.After("up messages[1]")));
        Assert.Equal("messages-0-up", form.After("up messages[1]").Focus);
        Assert.Equal(Plain(form), Plain(form.After("up messages[0]")));
        Assert.Equal(Plain(form), Plain(form.After("down messages[2]")));
        Assert.Equal("""["{ unfinished",{"type":"text","text":"三"}]""", Plain(form.After("remove messages[0]")));
        Assert.Equal("""["{ unfinished",{"type":"text","text":"三"},{"type":"text","text":"三"}]""", Plain(form.After("remove messages[0]").After("copy messages[1]")));
    }

    [Theory]
    [InlineData("up messages[9]")]
    [InlineData("remove messages[9].template.actions[3]")]
    [InlineData("add messages[0].text.x")]
    [InlineData("new messages nonsense")]
    [InlineData("up name")]
    [InlineData("remove")]
    [InlineData("json messages[7]")]
    [InlineData("copy messages[0].template")]
    [InlineData("")]
    [InlineData(null)]
    public void What_no_button_asks_changes_nothing(string? pressed)
    {
        var form = Read("""[{"type":"text","text":"一"}]""");

        Assert.Equal(Plain(form), Plain(form.After(pressed)));
    }

    [Fact]
    public void Another_kind_of_tap_takes_its_label_along_and_leaves_what_it_cannot_use()
    {
        var form = Read(
            """[{"type":"template","template":{"type":"buttons","actions":[{"type":"uri","label":"見る","uri":"https://a.example/","altUri":{"desktop":"https://b.example/"}}]}}]""",
            ("messages[0].template.actions[0].type", "message"), ("messages[0].template.actions[0].label", "話す"), ("messages[0].template.actions[0].text", "こんにちは"));

        Assert.Equal("""[{"type":"template","template":{"type":"buttons","actions":[{"type":"message","text":"こんにちは","label":"話す"}]}}]""", Plain(form));
    }

    [Fact]
    public void An_emptied_field_takes_its_member_away_and_the_last_quick_reply_all_of_them()
    {
        var form = Read("""[{"type":"text","text":"a","sender":{"name":"店長"},"quickReply":{"items":[{"type":"action","action":{"type":"message","label":"はい","text":"はい"}}]}}]""", ("messages[0].sender.name", ""));

        Assert.Equal("""[{"type":"text","text":"a"}]""", Plain(form.After("remove messages[0].quickReply.items[0]")));
    }

    [Theory]
    [InlineData("１２０００", 12000.0)]
    [InlineData("-0.5", -0.5)]
    [InlineData("12秒", null)]
    public void Numbers_are_taken_as_people_type_them_and_what_is_none_stays_as_typed(string typed, double? number)
    {
        var duration = Read("""[{"type":"audio"}]""", ("messages[0].duration", typed)).Messages[0]!["duration"]!;

        Assert.Equal(number is null ? JsonValueKind.String : JsonValueKind.Number, duration.GetValueKind());
        Assert.Equal(number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? typed, JsonForm.Shown(duration));
    }

    [Fact]
    public void What_the_topic_adds_to_the_condition_is_not_shown_and_not_added_twice()
    {
        var form = CampaignForm.Of(Campaign([new TextMessage("a")]) with { Condition = "(tag = 甘口 and tag = 辛口) and not opted_out(新商品)", Content = new() { Messages = [new TextMessage("a")], Topic = "新商品" } });

        Assert.Equal(("tag = 甘口 and tag = 辛口", "新商品"), (form.Condition, form.Topic));
    }

    [Fact]
    public void Opening_any_draft_and_sending_the_form_unchanged_changes_nothing() => Prop.ForAll(Seeds, seed =>
    {
        var messages = new RandomMessages(seed).Draw(mentions: false);
        var opened = CampaignForm.Of(Campaign(messages));

        var sent = CampaignForm.Read([new("base", opened.Base), .. FieldsOf(opened)]);

        Assert.Empty(sent.ToRequest().Problems);
        Assert.True(JsonElement.DeepEquals(LineJson.ToElement(messages), sent.ToRequest().Request.Messages!.Value), $"seed {seed}: {opened.Base}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Between_fields_and_json_nothing_is_lost() => Prop.ForAll(Seeds, seed =>
    {
        var messages = new RandomMessages(seed).Draw(mentions: false);
        var form = CampaignForm.Of(Campaign(messages));

        foreach (var index in Enumerable.Range(0, messages.Count))
        {
            form = form.After($"json messages[{index}]");
        }

        Assert.True(JsonElement.DeepEquals(LineJson.ToElement(messages), form.ToRequest().Request.Messages!.Value), $"seed {seed}");
        foreach (var index in Enumerable.Range(0, messages.Count))
        {
            form = form.After($"json messages[{index}]");
        }

        Assert.True(JsonElement.DeepEquals(LineJson.ToElement(messages), form.ToRequest().Request.Messages!.Value), $"seed {seed}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Theory]
    [InlineData("product")]
    [InlineData("event")]
    [InlineData("menu")]
    [InlineData("news")]
    public void A_flex_message_to_begin_with_is_one_that_line_takes(string name)
    {
        var form = Read("""[{"type":"flex","altText":"お知らせ"}]""").After($"flex messages[0] {name}");

        Assert.Empty(LineLimits.Check(form.ToRequest().Request.Messages!.Value));
    }

    // What a browser sends of the fields that are shown: ends of lines as two characters, none from a field of one line.
    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(CampaignForm form) =>
        from part in form.Messages.Index().SelectMany(message => MessagePlans.Of((JsonObject)message.Item!, $"messages[{message.Index}]")).SelectMany(Entries)
        select KeyValuePair.Create(part.Path, JsonForm.Shown(form.At(part.Path)).ReplaceLineEndings("\r\n"));

    private static IEnumerable<Part.Entry> Entries(Part part) => part switch
    {
        Part.Entry entry => [entry],
        Part.Group group => group.Parts.SelectMany(Entries),
        _ => [],
    };

    private static Campaign Campaign(IReadOnlyList<Message> messages) => new()
    {
        Id = "c",
        Name = "n",
        Condition = "all",
        Content = new CampaignContent { Messages = messages },
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    private static CampaignForm Read(string messages, params (string Name, string Value)[] fields) =>
        CampaignForm.Read([new("base", messages), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);

    private static string Plain(CampaignForm form) => JsonSerializer.Serialize(form.Messages, Readable);

    private static void Same(string expected, JsonElement? messages) => Assert.Equal(expected, JsonSerializer.Serialize(messages, Readable));

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
