using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Tests.Admin;

namespace Bot.Tests.Preferences;

/// <summary>The owner changes the shop's settings in the console, and the running bot does otherwise from then on.</summary>
public sealed class ShopSettingsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.FromHours(9));

    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none" });
    private readonly ConsoleClient _console;

    public ShopSettingsTests()
    {
        _bot.Clock.SetTo(Noon);
        _console = new ConsoleClient(_bot.Address);
    }

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
    }

    [Fact]
    public async Task Quiet_hours_that_are_typed_put_off_what_falls_due_in_them_and_it_goes_out_when_they_end()
    {
        var sakura = await _bot.Friend("さくら");
        var id = await Approved("新しいカレー", "2026-12-01T12:30");

        var saved = await Save(("quiet", "hours"), ("from", "12:15"), ("until", "13:00"));
        _bot.Clock.SetTo(Noon.AddMinutes(31));

        await BotApplication.Until(async () => (await Campaign(id)).GetProperty("sendAt").GetDateTimeOffset() == Noon.AddHours(1), "it waits for the end of the quiet hours");
        Assert.Contains("保存しました", saved.Text, StringComparison.Ordinal);
        Assert.Equal("scheduled", (await Campaign(id)).GetProperty("state").GetString());
        Assert.DoesNotContain("新しいカレー", (await sakura.Screen()).BotTexts);
        Assert.Contains("12:15から13:00まで", (await _console.Open("/campaigns/calendar?month=2026-12")).Text, StringComparison.Ordinal);

        _bot.Clock.SetTo(Noon.AddMinutes(61));
        await BotApplication.Until(async () => (await sakura.Screen()).BotTexts.Contains("新しいカレー"), "it goes out at one");
    }

    [Fact]
    public async Task Who_asks_for_a_second_person_by_the_form_is_asked_from_the_next_campaign_on()
    {
        await _bot.Friend("さくら");
        await _bot.Friend("もみじ");
        await Save(("secondApprovalAbove", "1"));

        var (id, hash) = await Previewed("みなさんへ");
        var refused = await _bot.Api.PostAsJsonAsync($"/api/campaigns/{id}/approve", new { hash });

        Assert.Equal("second-person", (await Json(refused)).GetProperty("type").GetString());
        await Save(("secondApprovalAbove", "2"));
        Assert.Equal(HttpStatusCode.OK, (await _bot.Api.PostAsJsonAsync($"/api/campaigns/{id}/approve", new { hash })).StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_place_and_all_that_was_typed_stays()
    {
        var refused = await Save(
            ("quiet", "hours"), ("from", "21:00"), ("until", "21:00"), ("mostPerWeek", "三回"), ("secondApprovalAbove", "-1"), ("privacyPolicy", "http://shop.example/privacy"), ("privacyText", "お名前を預かります🍛"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        foreach (var told in new[] { "始まりと終わりが同じ時刻(21:00)です", "「三回」は整数として読めません", "0 以上の整数", "https:// で始まるアドレスではありません" })
        {
            Assert.Contains(told, refused.Text, StringComparison.Ordinal);
        }

        var form = PageForm.WithId(refused.Html, "shop");
        Assert.Equal(("21:00", "21:00", "三回", "-1"), (form["from"], form["until"], form["mostPerWeek"], form["secondApprovalAbove"]));
        Assert.Equal(("http://shop.example/privacy", "お名前を預かります🍛"), (form["privacyPolicy"], form["privacyText"]));
        Assert.Contains("id=\"from\" name=\"from\" type=\"time\" value=\"21:00\" autofocus", refused.Html, StringComparison.Ordinal);
        Assert.Equal("none", (await Settings()).GetProperty("inForce").GetProperty("quietHours").GetString());
    }

    [Fact]
    public async Task Of_two_people_who_change_it_at_once_the_second_is_shown_the_difference_and_takes_nothing_back_unseen()
    {
        using var other = await ConsoleClient.Invited(_bot.Api, "owner");
        var before = await _console.Open("/settings/shop");
        await Save(other, ("mostPerWeek", "2"), ("quiet", "hours"), ("from", "22:00"), ("until", "08:00"));

        var told = await _console.Post("/settings/shop", PageForm.WithId(before.Html, "shop").Fill(("mostPerWeek", "3"), ("privacyPolicy", "https://shop.example/privacy")).Fields);

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("「テスト owner」が", told.Text, StringComparison.Ordinal);
        Assert.Contains("2 回 あなたの入力 3 回", told.Text, StringComparison.Ordinal);
        Assert.Contains("22:00〜08:00 あなたの入力 変えていません", told.Text, StringComparison.Ordinal);
        var form = PageForm.WithId(told.Html, "shop");
        Assert.Equal(("22:00", "3", "https://shop.example/privacy"), (form["from"], form["mostPerWeek"], form["privacyPolicy"]));

        Assert.Contains("保存しました", (await _console.Post("/settings/shop", form.Fields)).Text, StringComparison.Ordinal);
        var now = (await Settings()).GetProperty("inForce");
        Assert.Equal(("22:00-08:00", 3), (now.GetProperty("quietHours").GetString(), now.GetProperty("mostPerWeek").GetInt32()));
    }

    [Theory]
    [InlineData("", "「設定ファイルのAPIキー」が")]
    [InlineData("?lang=en", "The configured API key did")]
    public async Task Who_changed_it_is_said_in_the_readers_words_also_of_the_key_of_the_configuration(string language, string told)
    {
        var before = await _console.Open("/settings/shop" + language);
        await Put(new { mostPerWeek = 2 });

        var refused = await _console.Post("/settings/shop" + language, PageForm.WithId(before.Html, "shop").Fill(("mostPerWeek", "3")).Fields);

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains(told, refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("「configuration」", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_goes_back_to_the_configured_value_by_a_button_which_saves_nothing_else_and_can_be_undone()
    {
        await Save(("quiet", "hours"), ("from", "20:00"), ("until", "10:00"));
        var page = await _console.Open("/settings/shop");
        Assert.Contains("この画面で変えた値です。設定ファイルの値: いつでも送る", page.Text, StringComparison.Ordinal);

        var back = await _console.Post("/settings/shop", [.. PageForm.WithId(page.Html, "shop").Fill(("mostPerWeek", "5")).Fields, ("back", "QuietHours")]);

        Assert.Contains("「静かな時間」を、設定ファイルの値に戻しました。ほかに変えたところは、まだ保存していません。", back.Text, StringComparison.Ordinal);
        Assert.Equal("5", PageForm.WithId(back.Html, "shop")["mostPerWeek"]);
        var now = (await Settings()).GetProperty("inForce");
        Assert.Equal(("none", 0), (now.GetProperty("quietHours").GetString(), now.GetProperty("mostPerWeek").GetInt32()));

        await _console.Post("/settings/shop", back.HiddenFieldsOf("/settings/shop"));
        Assert.Equal("20:00-10:00", (await Settings()).GetProperty("inForce").GetProperty("quietHours").GetString());
    }

    [Fact]
    public async Task The_log_of_what_people_did_has_what_was_there_before_and_after()
    {
        await Save(("mostPerWeek", "２"));
        await Save(("mostPerWeek", "4"));

        var entry = (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/audit?collection=preferences")).GetProperty("items")[0];

        Assert.Equal("POST /settings/shop", entry.GetProperty("deed").GetString());
        var told = entry.GetProperty("changes")[0].GetProperty("members").EnumerateArray().Single(member => member.GetProperty("name").GetString() == "mostPerWeek");
        Assert.Equal(("2", "4"), (told.GetProperty("before").GetString(), told.GetProperty("after").GetString()));
        Assert.Contains("お店の設定を変更", (await _console.Open("/settings/audit?of=preferences")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_what_is_there_already_changes_nothing_and_who_only_looks_has_no_button()
    {
        var same = await Save();
        using var viewer = await ConsoleClient.Invited(_bot.Api, "viewer");
        var seen = await viewer.Open("/settings/shop");

        Assert.Contains("変わったところはありません", same.Text, StringComparison.Ordinal);
        Assert.Equal(0, (await Settings()).GetProperty("version").GetInt64());
        Assert.Contains("この設定の変更には、オーナーの役割が必要です", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("btn-primary\">保存する", seen.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Post("/settings/shop", seen.HiddenFieldsOf("/sign-out"))).Status);
    }

    [Fact]
    public async Task Friends_who_ask_are_told_what_becomes_of_their_data_in_the_shops_words()
    {
        var sakura = await _bot.Friend("さくら");
        var own = (await sakura.Ask("プライバシー"))[^1].Text;
        await Save(("privacyText", "お名前と、好きな辛さを\r\n預かります🍛"), ("privacyPolicy", "https://shop.example/privacy"));
        var shops = (await sakura.Ask("個人情報"))[^1].Text;

        Assert.Contains("アンケートの回答", own, StringComparison.Ordinal);
        Assert.Contains("「データ削除」と送ってください", own, StringComparison.Ordinal);
        Assert.Equal(
            "お名前と、好きな辛さを\n預かります🍛\n\nくわしくはプライバシーポリシーをご覧ください。\nhttps://shop.example/privacy\n\n保存している情報の削除をご希望のときは「データ削除」と送ってください。",
            shops);
    }

    [Fact]
    public async Task Who_is_asked_to_consent_is_shown_the_policy_and_who_asks_about_it_is_told_and_asked_again()
    {
        var sakura = await _bot.Friend("さくら");
        var without = (await sakura.Ask("辛さ"))[^1];
        Assert.DoesNotContain("プライバシーポリシー", without.Text, StringComparison.Ordinal);
        await Save(("privacyText", "好きな辛さを預かります🍛"), ("privacyPolicy", "https://shop.example/privacy"));

        var told = await sakura.Ask("プライバシー");
        Assert.StartsWith("好きな辛さを預かります🍛", told[^2].Text, StringComparison.Ordinal);
        Assert.StartsWith(without.Text, told[^1].Text, StringComparison.Ordinal);
        Assert.EndsWith("\n\nプライバシーポリシー\nhttps://shop.example/privacy", told[^1].Text, StringComparison.Ordinal);

        // Asked again, they answer as before; later in the survey the word is an answer like any other.
        Assert.Contains("どれがお好み", (await sakura.Ask("同意します"))[^1].Text, StringComparison.Ordinal);
        Assert.Contains("次の中からお答えください", (await sakura.Ask("プライバシー"))[^2].Text, StringComparison.Ordinal);
        var second = await _bot.Friend("健太");
        Assert.Contains("https://shop.example/privacy", (await second.Ask("辛さ"))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_changes_what_is_named_tells_what_is_wrong_and_overwrites_nobody()
    {
        var first = await Json(await Put(new { quietHours = "22:00 - 8:00", mostPerWeek = 2 }));
        Assert.Equal("22:00-08:00", first.GetProperty("inForce").GetProperty("quietHours").GetString());
        Assert.Equal("none", first.GetProperty("configured").GetProperty("quietHours").GetString());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("chosen").GetProperty("secondApprovalAbove").ValueKind);

        Assert.Equal(2, (await Json(await Put(new { secondApprovalAbove = 500, version = 1 }))).GetProperty("inForce").GetProperty("mostPerWeek").GetInt32());
        var late = await Put(new { mostPerWeek = 3, version = 1 });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal(500, (await Json(late)).GetProperty("now").GetProperty("inForce").GetProperty("secondApprovalAbove").GetInt32());

        var bad = await Put(new { quietHours = "night", mostPerWeek = 101, privacyPolicy = "https://user@shop.example", privacyText = new string('あ', 2_001) });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal(["quietHours", "mostPerWeek", "privacyText", "privacyPolicy"], (await Json(bad)).GetProperty("errors").EnumerateObject().Select(error => error.Name));

        var restored = await Json(await _bot.Api.DeleteAsync("/api/settings/quietHours"));
        Assert.Equal("none", restored.GetProperty("inForce").GetProperty("quietHours").GetString());
        Assert.Equal(2, restored.GetProperty("inForce").GetProperty("mostPerWeek").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await _bot.Api.DeleteAsync("/api/settings/timeZone")).StatusCode);
    }

    private Task<ConsoleAnswer> Save(params (string, string)[] typed) => Save(_console, typed);

    private static async Task<ConsoleAnswer> Save(ConsoleClient console, params (string, string)[] typed) =>
        await console.Post("/settings/shop", PageForm.WithId((await console.Open("/settings/shop")).Html, "shop").Fill(typed).Fields);

    private Task<HttpResponseMessage> Put(object body) => _bot.Api.PutAsJsonAsync("/api/settings", body);

    private Task<JsonElement> Settings() => _bot.Api.GetFromJsonAsync<JsonElement>("/api/settings");

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    private async Task<JsonElement> Campaign(string id)
    {
        var answer = await _bot.Api.GetFromJsonAsync<JsonElement>($"/api/campaigns/{id}");
        return answer.TryGetProperty("campaign", out var campaign) ? campaign : answer;
    }

    private async Task<(string Id, string Hash)> Previewed(string text)
    {
        var made = await Json(await _bot.Api.PostAsJsonAsync("/api/campaigns", new { name = text, condition = "all", messages = new[] { new { type = "text", text } } }));
        var id = made.GetProperty("id").GetString()!;
        return (id, (await Json(await _bot.Api.PostAsJsonAsync($"/api/campaigns/{id}/preview", new { }))).GetProperty("hash").GetString()!);
    }

    private async Task<string> Approved(string text, string sendAt)
    {
        var (id, hash) = await Previewed(text);
        Assert.Equal(HttpStatusCode.OK, (await _bot.Api.PostAsJsonAsync($"/api/campaigns/{id}/approve", new { hash, sendAt })).StatusCode);
        return id;
    }
}
