using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Campaigns;
using Bot.Line;
using Bot.Tests.Line;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Admin;

/// <summary>Writing a campaign without JavaScript: every button is a post that comes back with the form changed.</summary>
public sealed class ComposerTests(ComposerTests.Running running) : IClassFixture<ComposerTests.Running>
{
    private readonly BotApplication _bot = running.Bot;
    private readonly ConsoleClient _console = new(running.Bot.Address);

    public static TheoryData<string, string[], string> Kinds => new()
    {
        { "text", ["text=こんにちは🍛"], """{"type":"text","text":"こんにちは🍛"}""" },
        { "textV2", ["text={smile} ようこそ", """substitution={"smile":{"type":"emoji","productId":"p","emojiId":"001"}}"""], """{"type":"textV2","text":"{smile} ようこそ","substitution":{"smile":{"type":"emoji","productId":"p","emojiId":"001"}}}""" },
        { "image", ["originalContentUrl=https://a.example/b.jpg"], """{"type":"image","originalContentUrl":"https://a.example/b.jpg","previewImageUrl":"https://a.example/b.jpg"}""" },
        { "video", ["originalContentUrl=https://a.example/b.mp4", "previewImageUrl=https://a.example/b.jpg", "trackingId=v1"], """{"type":"video","originalContentUrl":"https://a.example/b.mp4","previewImageUrl":"https://a.example/b.jpg","trackingId":"v1"}""" },
        { "audio", ["originalContentUrl=https://a.example/b.m4a", "duration=６００００"], """{"type":"audio","originalContentUrl":"https://a.example/b.m4a","duration":60000}""" },
        { "sticker", ["packageId=446", "stickerId=1988"], """{"type":"sticker","packageId":"446","stickerId":"1988"}""" },
        { "location", ["title=本店", "address=東京都千代田区丸の内1-9-1", "latitude=35.6812", "longitude=139.7671"], """{"type":"location","title":"本店","address":"東京都千代田区丸の内1-9-1","latitude":35.6812,"longitude":139.7671}""" },
        { "coupon", ["couponId=01JYNW8JMQVFBNWF1APF8Z3FS7", "deliveryTag=news_1"], """{"type":"coupon","couponId":"01JYNW8JMQVFBNWF1APF8Z3FS7","deliveryTag":"news_1"}""" },
        { "imagemap", ["baseUrl=https://a.example/map", "altText=地図", "actions[0].linkUri=https://a.example/", "actions[0].label=予約", "actions[0].area.height=520"], """{"type":"imagemap","baseUrl":"https://a.example/map","altText":"地図","baseSize":{"width":1040,"height":1040},"actions":[{"type":"uri","linkUri":"https://a.example/","area":{"x":0,"y":0,"width":1040,"height":520},"label":"予約"}]}""" },
        { "buttons", ["altText=ご予約", "template.title=週末", "template.text=お席があります", "template.actions[0].label=予約する", "template.actions[0].uri=https://a.example/"], """{"type":"template","altText":"ご予約","template":{"type":"buttons","title":"週末","text":"お席があります","actions":[{"type":"uri","label":"予約する","uri":"https://a.example/"}]}}""" },
        { "confirm", ["altText=ご参加", "template.text=参加しますか?", "template.actions[1].label=またの機会に"], """{"type":"template","altText":"ご参加","template":{"type":"confirm","text":"参加しますか?","actions":[{"type":"message","label":"はい","text":"はい"},{"type":"message","label":"またの機会に","text":"いいえ"}]}}""" },
        { "carousel", ["altText=新商品", "template.columns[0].text=一つ目", "template.columns[0].actions[0].label=見る", "template.columns[0].actions[0].uri=https://a.example/1", "template.columns[1].text=二つ目", "template.columns[1].actions[0].label=見る", "template.columns[1].actions[0].uri=https://a.example/2", "template.imageSize=contain"], """{"type":"template","altText":"新商品","template":{"type":"carousel","columns":[{"text":"一つ目","actions":[{"type":"uri","label":"見る","uri":"https://a.example/1"}]},{"text":"二つ目","actions":[{"type":"uri","label":"見る","uri":"https://a.example/2"}]}],"imageSize":"contain"}}""" },
        { "image_carousel", ["altText=写真", "template.columns[0].imageUrl=https://a.example/1.jpg", "template.columns[0].action.label=見る", "template.columns[0].action.uri=https://a.example/1", "template.columns[1].imageUrl=https://a.example/2.jpg", "template.columns[1].action.uri=tel:0312345678"], """{"type":"template","altText":"写真","template":{"type":"image_carousel","columns":[{"imageUrl":"https://a.example/1.jpg","action":{"type":"uri","label":"見る","uri":"https://a.example/1"}},{"imageUrl":"https://a.example/2.jpg","action":{"type":"uri","uri":"tel:0312345678"}}]}}""" },
        { "flex", ["altText=お知らせ", """contents={"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"こんにちは"}]}}"""], """{"type":"flex","altText":"お知らせ","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"こんにちは"}]}}}""" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_of_every_kind_is_made_in_fields_and_opens_again_as_it_was(string kind, string[] fields, string expected)
    {
        var form = await Press(await Open("/campaigns/new"), "remove messages[0]", $"new messages {kind}");
        form.Fill([("name", kind), ("condition", "all"), .. fields.Select(field => ($"messages[0].{field[..field.IndexOf('=')]}", field[(field.IndexOf('=') + 1)..]))]);
        var saved = await Send(form, "/campaigns");
        Assert.True(saved.Status == HttpStatusCode.OK, saved.Text);
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>($"[{expected}]"), await Messages(saved.Path)), $"{await Messages(saved.Path)}");

        // Unchanged, also by way of JSON, it stays what it is.
        await Send(await Press(await Open($"{saved.Path}/edit"), "json messages[0]", "json messages[0]", "json messages[0]"), $"{saved.Path}/edit");
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>($"[{expected}]"), await Messages(saved.Path)), $"{await Messages(saved.Path)}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_draft_of_anything_line_takes_opens_in_the_form_and_is_saved_as_it_was(int seed)
    {
        var messages = LineJson.ToElement(new RandomMessages(seed).Draw(mentions: false));
        var made = await _bot.Api.PostAsJsonAsync("/api/campaigns", new { name = $"{seed}", condition = "all", messages });
        var address = $"/campaigns/{(await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}";
        var before = await Messages(address);

        var saved = await Send((await Open($"{address}/edit")).Fill(("name", "別の名前")), $"{address}/edit");

        Assert.True(saved.Status == HttpStatusCode.OK, saved.Text);
        Assert.Contains("別の名前", saved.Text, StringComparison.Ordinal);
        Assert.True(JsonElement.DeepEquals(before, await Messages(address)), $"{before}\n{await Messages(address)}");
    }

    [Fact]
    public async Task Quick_replies_a_sender_and_another_kind_of_tap_are_made_with_buttons()
    {
        var form = await Press(await Open("/campaigns/new"), "add messages[0].quickReply.items");
        form.Fill(("name", "返事"), ("condition", "all"), ("messages[0].text", "どちらにしますか?"), ("messages[0].sender.name", "店長"), ("messages[0].quickReply.items[0].action.type", "camera"));
        form = await Press(form, "show", "add messages[0].quickReply.items", "up messages[0].quickReply.items[1]");
        form.Fill(("messages[0].quickReply.items[1].action.label", "写真を撮る"), ("messages[0].quickReply.items[0].action.label", "やめる"), ("messages[0].quickReply.items[0].action.text", "やめます"));

        var saved = await Send(form, "/campaigns");

        Assert.True(
            JsonElement.DeepEquals(
                JsonSerializer.Deserialize<JsonElement>("""[{"type":"text","text":"どちらにしますか?","sender":{"name":"店長"},"quickReply":{"items":[{"type":"action","action":{"type":"message","label":"やめる","text":"やめます"}},{"type":"action","action":{"type":"camera","label":"写真を撮る"}}]}}]"""),
                await Messages(saved.Path)),
            saved.Text);
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_in_words_of_the_shop()
    {
        var form = await Press(await Open("/campaigns/new"), "new messages buttons");
        form.Fill(("name", "x"), ("condition", "all"), ("messages[0].text", new string('あ', 5001)), ("messages[1].template.actions[0].label", new string('い', 21)), ("messages[1].template.actions[0].uri", "ここ"));

        var answer = await Send(form, "/campaigns");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("5000文字までにしてください", Near(answer, "messages-0-text-problems"), StringComparison.Ordinal);
        Assert.Contains("20文字までにしてください", Near(answer, "messages-1-template-actions-0-label-problems"), StringComparison.Ordinal);
        Assert.Contains("https:// で始まるアドレス", Near(answer, "messages-1-template-actions-0-uri-problems"), StringComparison.Ordinal);
        Assert.Contains("入力してください", Near(answer, "messages-1-altText-problems"), StringComparison.Ordinal);
        Assert.Equal(new string('あ', 5001), PageForm.WithId(answer.Html, "compose")["messages[0].text"]);
    }

    [Fact]
    public async Task A_sixth_message_cannot_be_added()
    {
        var form = await Press(await Open("/campaigns/new"), "new messages text", "new messages image", "new messages sticker", "new messages flex", "new messages audio");

        Assert.DoesNotContain(form.Fields, field => field.Name.StartsWith("messages[5]", StringComparison.Ordinal));
        Assert.Contains(form.Fields, field => field.Name.StartsWith("messages[4]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_survey_is_offered_by_its_button()
    {
        var form = await Press((await Open("/campaigns/new")).Fill(("survey", "spice-level"), ("name", "調査"), ("condition", "all")), "survey messages");

        var saved = await Send(form, "/campaigns");

        Assert.Contains("spice-level", (await Messages(saved.Path))[0].GetProperty("template").GetProperty("actions")[0].GetProperty("data").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_saves_second_is_told_shown_the_difference_and_may_save_anyway()
    {
        var saved = await Send((await Open("/campaigns/new")).Fill(("name", "はじめ"), ("condition", "all"), ("messages[0].text", "はじめの文")), "/campaigns");
        var mine = await Open($"{saved.Path}/edit");
        var theirs = await Open($"{saved.Path}/edit");
        await Send(theirs.Fill(("messages[0].text", "ほかの人の文")), $"{saved.Path}/edit");
        await _console.Open(saved.Path); // Looking at the preview changes nothing that anybody wrote.

        var told = await Send(mine.Fill(("messages[0].text", "私の文")), $"{saved.Path}/edit");

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("ほかの人の文", told.Text, StringComparison.Ordinal);
        Assert.Contains("私の文", told.Text, StringComparison.Ordinal);
        Assert.Equal("ほかの人の文", (await Messages(saved.Path))[0].GetProperty("text").GetString());

        await Send(PageForm.WithId(told.Html, "compose"), $"{saved.Path}/edit");
        Assert.Equal("私の文", (await Messages(saved.Path))[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_draft_that_was_approved_or_thrown_away_meanwhile_takes_nothing_of_what_was_typed_with_it()
    {
        var saved = await Send((await Open("/campaigns/new")).Fill(("name", "消える"), ("condition", "all"), ("messages[0].text", "はじめの文")), "/campaigns");
        var mine = await Open($"{saved.Path}/edit");
        await _bot.Api.DeleteAsync("/api" + saved.Path);

        var told = await Send(mine.Fill(("messages[0].text", "まだ書いている文")), $"{saved.Path}/edit");

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("新しい下書きとして保存します", told.Text, StringComparison.Ordinal);
        Assert.Contains("action=\"/campaigns\"", told.Html, StringComparison.Ordinal);
        var again = await Send(PageForm.WithId(told.Html, "compose"), "/campaigns");
        Assert.Equal("まだ書いている文", (await Messages(again.Path))[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Json_is_checked_while_it_is_written_and_what_is_wrong_is_told_by_its_place_there()
    {
        var form = await Press(await Open("/campaigns/new"), "new messages flex");

        async Task<string> Told(string contents) => (await _console.Post("/campaigns/json?at=messages%5B1%5D.contents", form.Fill(("messages[1].contents", contents)).Fields)).Text;

        Assert.Contains("1行目", await Told("""{"type":"bubble","""), StringComparison.Ordinal);
        Assert.Contains("contents.body.contents[0].text: 入力してください", await Told("""{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text"}]}}"""), StringComparison.Ordinal);
        Assert.Contains("このまま送れる形です", await Told("""{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"a"}]}}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", """{"type":"bubble","size":"huge","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"🍛","color":"赤","margin":"wide"}]}}""", "contents.size: 次のどれかにしてください: nano, micro", "contents.body.contents[0].color: 色は #RRGGBB", "contents.body.contents[0].margin: 大きさは 10px のように書くか、次のどれか")]
    [InlineData("", """{"type":"bubble"}""", "header・hero・body・footer のどれかを書いてください")]
    [InlineData("", """{"type":"carousel","contents":{}}""", "contents.contents: [ から ] までの並びにしてください")]
    [InlineData("", "{\n  \"カレー🍛\": }", "2行目 12文字目: JSONとして読めません")]
    [InlineData("&lang=en", "{\n  \"カレー🍛\": }", "Line 2, character 12: this is no JSON")]
    [InlineData("&lang=en", """{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":5,"wrap":"yes"}]}}""", "contents.body.contents[0].text: Write a text, between quotation marks.", "Write true or false")]
    public async Task What_is_wrong_in_json_is_told_in_the_readers_language(string language, string contents, params string[] told)
    {
        var form = await Press(await Open("/campaigns/new"), "new messages flex");

        var page = await _console.Post("/campaigns/json?at=messages%5B1%5D.contents" + language, form.Fill(("messages[1].contents", contents)).Fields);

        Assert.All(told, words => Assert.Contains(words, page.Text, StringComparison.Ordinal));
        Assert.Equal(language.Length > 0, page.Text.Contains("Write", StringComparison.Ordinal) || page.Text.Contains("Line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whatever_a_draft_is_refused_for_is_said_in_english_on_an_english_page()
    {
        var text = JsonSerializer.SerializeToElement(new[] { new { type = "text", text = "a" } });
        var five = JsonSerializer.SerializeToElement(Enumerable.Range(0, 5).Select(number => new { type = "text", text = $"{number}" }));
        var fine = new CampaignRequest("news", "all", Messages: text);
        CampaignRequest[] refused =
        [
            new(),
            fine with { Name = new string('n', 500), Condition = "tag = (" },
            fine with { SegmentId = "s" },
            fine with { Condition = null, SegmentId = "nowhere" },
            fine with { CouponId = "nothing", SurveyId = "none" },
            fine with { CouponId = "first-10off", Messages = five },
            fine with { HoldOutPercent = 95, Links = LinkTracking.Clicks },
            fine with { Variants = [.. Enumerable.Range(0, 5).Select(share => new VariantRequest(share, text))] },
            fine with { Messages = null, Variants = [new(1, text), new(1, text)] },
        ];
        var drafting = _bot.Services.GetRequiredService<CampaignDrafting>();

        var told = new List<DraftProblem>();
        foreach (var request in refused)
        {
            told.AddRange((await drafting.Check(request, default)).Problems);
        }

        Assert.InRange(told.Select(problem => problem.Words).Distinct().Count(), 14, 30);
        Assert.All(told, problem => Assert.DoesNotMatch(@"[\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]", problem.Words.English));
    }

    [Fact]
    public async Task The_api_overwrites_nothing_it_has_not_seen()
    {
        var made = await (await _bot.Api.PostAsJsonAsync("/api/campaigns", new { name = "一", condition = "all", messages = new[] { new { type = "text", text = "一" } } })).Content.ReadFromJsonAsync<JsonElement>();
        var (id, seen) = (made.GetProperty("id").GetString(), made.GetProperty("digest").GetString());
        var change = new { name = "二", condition = "all", messages = new[] { new { type = "text", text = "二" } }, seen };

        Assert.Equal(HttpStatusCode.OK, (await _bot.Api.PutAsJsonAsync($"/api/campaigns/{id}", change)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await _bot.Api.PutAsJsonAsync($"/api/campaigns/{id}", change)).StatusCode);
    }

    [Fact]
    public async Task The_phone_shows_each_friends_own_and_what_stands_in_for_who_has_no_name()
    {
        await _bot.Tagged("みほ", "試着");
        await _bot.Tagged("りく", "試着");
        var form = (await Open("/campaigns/new")).Fill(("condition", "tag = 試着"), ("messages[0].text", "{name:さん|お客さま}、こんにちは"));

        var seen = new List<string>();
        foreach (var go in Enumerable.Range(0, 3))
        {
            seen.Add((await _console.Post("/campaigns/sketch", [.. form.Fields, ("go", $"{go}")])).Text);
        }

        Assert.Contains(seen, text => text.Contains("みほさん、こんにちは", StringComparison.Ordinal));
        Assert.Contains(seen, text => text.Contains("りくさん、こんにちは", StringComparison.Ordinal));
        Assert.Contains("お客さま、こんにちは", seen[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_goes_to_those_named_before_anything_is_saved()
    {
        var first = await _bot.Follower("店長 一郎");
        var second = await _bot.Follower("店員 二子");
        var form = (await Open("/campaigns/new")).Fill(("messages[0].text", "{name}さん、試しです"), ("to", "店長 一郎、店員 二子"));

        var answer = await Send(form, "/campaigns/try");

        Assert.Contains("テストを 2人に送りました", answer.Text, StringComparison.Ordinal);
        await BotApplication.Until(async () => (await second.Screen()).BotTexts.Any(text => text.Contains("店員 二子さん、試しです", StringComparison.Ordinal)), "the test arrives");
        Assert.Contains("店長 一郎さん、試しです", (await first.Screen()).BotTexts);
        Assert.Equal("{name}さん、試しです", PageForm.WithId(answer.Html, "compose")["messages[0].text"]);

        var refused = await Send(form.Fill(("to", "だれでもない人")), "/campaigns/try");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("「だれでもない人」という友だちはいません", Near(refused, "to-problems"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_stands_in_the_draft_and_in_its_condition_once()
    {
        var saved = await Send((await Open("/campaigns/new")).Fill(("name", "話題"), ("condition", "tag = 甘口 or tag = 辛口"), ("topic", "新商品"), ("messages[0].text", "a")), "/campaigns");
        var again = await Open($"{saved.Path}/edit");
        Assert.Equal(("tag = 甘口 or tag = 辛口", "新商品"), (again["condition"], again["topic"]));
        await Send(again, $"{saved.Path}/edit");

        var campaign = await _bot.Api.GetFromJsonAsync<JsonElement>("/api" + saved.Path);
        Assert.Equal("(tag = 甘口 or tag = 辛口) and not opted_out(新商品)", campaign.GetProperty("condition").GetString());
    }

    [Fact]
    public async Task Variants_are_written_beside_one_another_with_their_shares_and_opened_again_as_they_were()
    {
        var form = await Press((await Open("/campaigns/new")).Fill(("name", "比べる"), ("condition", "all"), ("messages[0].text", "短い文"), ("holdOut", "１０")), "compare");
        form = await Press(form.Fill(("share", "3"), ("variants[1].messages[0].text", "長い文です")), "new variants[1].messages sticker", "up variants[1].messages[1]");
        form.Fill(("variants[1].messages[0].packageId", "446"), ("variants[1].messages[0].stickerId", "1988"), ("variants[1].coupon", "birthday-cake"));
        var saved = await Send(form, "/campaigns");
        Assert.True(saved.Status == HttpStatusCode.OK, saved.Text);
        Assert.Contains("だれに何が届くか", saved.Text, StringComparison.Ordinal);
        Assert.Contains("送らずに比べる方", saved.Text, StringComparison.Ordinal);
        var before = await _bot.Api.GetFromJsonAsync<JsonElement>("/api" + saved.Path);

        var again = await Open($"{saved.Path}/edit");
        Assert.Equal(("3", "1", "10", "birthday-cake"), (again["share"], again["variants[1].share"], again["holdOut"], again["variants[1].coupon"]));
        await Send(again, $"{saved.Path}/edit");
        Assert.Equal(before.GetProperty("digest").GetString(), (await _bot.Api.GetFromJsonAsync<JsonElement>("/api" + saved.Path)).GetProperty("digest").GetString());

        // One that is dropped leaves the other as it is.
        await Send((await Press(await Open($"{saved.Path}/edit"), "drop variants[1]")).Fill(("holdOut", "")), $"{saved.Path}/edit");
        Assert.Equal("短い文", (await Messages(saved.Path))[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_is_wrong_with_a_variant_stands_at_its_own_field()
    {
        var form = await Press((await Open("/campaigns/new")).Fill(("name", "x"), ("condition", "all"), ("messages[0].text", "a")), "compare", "compare");
        form.Fill(("variants[1].messages[0].text", new string('あ', 5001)), ("variants[2].share", "たくさん"), ("holdOut", "99"));

        var answer = await Send(form, "/campaigns");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("5000文字まで", Near(answer, "variants-1-messages-0-text-problems"), StringComparison.Ordinal);
        Assert.Contains("割合は1", Near(answer, "variants-2-share-problems"), StringComparison.Ordinal);
        Assert.Contains("送らない人の割合", Near(answer, "holdOut-problems"), StringComparison.Ordinal);
        Assert.Equal("たくさん", PageForm.WithId(answer.Html, "compose")["variants[2].share"]);
    }

    [Fact]
    public async Task The_calendar_shows_what_goes_out_and_a_day_chosen_there_stands_in_the_preview()
    {
        await _bot.Follower("暦");
        var draft = await Send((await Open("/campaigns/new")).Fill(("name", "来月のお知らせ"), ("condition", "all"), ("messages[0].text", "a")), "/campaigns");
        var id = draft.Path[(draft.Path.LastIndexOf('/') + 1)..];
        var next = TimeZoneInfo.ConvertTime(_bot.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")).AddMonths(1);
        var month = next.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

        var choosing = await _console.Open($"/campaigns/calendar?month={month}&for={id}");
        Assert.Contains($"/campaigns/{id}?at={month}-15T10%3A00", choosing.Html, StringComparison.Ordinal);
        var preview = await _console.Open($"/campaigns/{id}?at={month}-15T10:00");
        Assert.Contains($"value=\"{month}-15T10:00\"", preview.Html, StringComparison.Ordinal);
        await _console.Post($"/campaigns/{id}/approve", [.. preview.HiddenFieldsOf($"/campaigns/{id}/approve"), ("when", "later"), ("at", $"{month}-15T00:30")]);

        Assert.Contains("来月のお知らせ", (await _console.Open($"/campaigns/calendar?month={month}")).Text, StringComparison.Ordinal);
        var calendar = await _bot.Api.GetFromJsonAsync<JsonElement>($"/api/campaigns/calendar?month={month}");
        Assert.Equal("来月のお知らせ", calendar.GetProperty("days")[14].GetProperty("sends")[0].GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await _bot.Api.GetAsync("/api/campaigns/calendar?month=2026-13")).StatusCode);
    }

    private async Task<PageForm> Open(string page) => PageForm.WithId((await _console.Open(page)).Html, "compose");

    private Task<ConsoleAnswer> Send(PageForm form, string address) => _console.Post(address, form.Fields);

    private async Task<PageForm> Press(PageForm form, params string[] buttons)
    {
        foreach (var button in buttons)
        {
            var answer = await _console.Post("/campaigns/form", [.. form.Fields, ("do", button)]);
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
            form = PageForm.WithId(answer.Html, "compose");
        }

        return form;
    }

    private async Task<JsonElement> Messages(string address) => (await _bot.Api.GetFromJsonAsync<JsonElement>("/api" + address)).GetProperty("messages");

    // The list of problems with this id.
    private static string Near(ConsoleAnswer answer, string id)
    {
        var html = WebUtility.HtmlDecode(answer.Html);
        var at = html.IndexOf($"id=\"{id}\"", StringComparison.Ordinal);
        Assert.True(at >= 0, $"nothing has the id {id}");
        return html[at..html.IndexOf("</ul>", at, StringComparison.Ordinal)];
    }

    /// <summary>One bot for all of them.</summary>
    public sealed class Running : IDisposable
    {
        internal BotApplication Bot { get; } = new(new() { ["Bot:QuietHours"] = "none" });

        public void Dispose() => Bot.Dispose();
    }
}
