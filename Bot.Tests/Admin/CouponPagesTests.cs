using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Coupons;
using Bot.Friends;
using Bot.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace Bot.Tests.Admin;

/// <summary>Coupons made, changed and given in the console.</summary>
[Collection("console")]
public sealed class CouponPagesTests : IDisposable
{
    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none" });
    private readonly ConsoleClient _console;

    public CouponPagesTests() => _console = new ConsoleClient(_bot.Address);

    private CouponCatalog Catalog => _bot.Services.GetRequiredService<CouponCatalog>();

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
    }

    [Fact]
    public async Task A_coupon_is_made_shown_and_given_and_the_friend_gets_the_card()
    {
        var sakura = await _bot.Follower("さくら🌸");

        var made = await Make(("title", "秋のお礼"), ("kind", "freeItem"), ("item", "お好きなドリンク"), ("value", "３００"), ("lengthUnit", "days"), ("length", "30"));
        Assert.Contains("クーポンを作りました", made.Text, StringComparison.Ordinal);
        Assert.Contains("お好きなドリンク 無料", made.Text, StringComparison.Ordinal);

        var given = await _console.Submit(made.Path, $"{made.Path}/issues", ("friend", "さくら🌸"), ("send", "on"));
        Assert.Contains("カードを送りました", given.Text, StringComparison.Ordinal);
        Assert.Contains("使われると最大 300 円", given.Text, StringComparison.Ordinal);
        await BotApplication.Until(async () => (await sakura.Screen()).Messages.Any(message => message.Text.Contains("お好きなドリンク 無料", StringComparison.Ordinal)), "the card arrives");

        var again = await _console.Submit(made.Path, $"{made.Path}/issues", ("friend", "さくら🌸"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("には", again.Text, StringComparison.Ordinal);
        Assert.Contains("渡してあります", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_very_many_issues_a_page_tells_how_far_they_are_counted_and_then_their_numbers()
    {
        var coupon = (await Catalog.Find("first-10off", default))!;
        await GiveMany(_bot, coupon);

        var (list, page) = (await _console.Open("/coupons"), await _console.Open("/coupons/first-10off"));
        await BotApplication.Until(async () => (await _console.Open("/coupons")).Text.Contains("12,000 枚", StringComparison.Ordinal), "they are counted");

        Assert.Contains("クーポンを集計しています", list.Text, StringComparison.Ordinal);
        Assert.Contains("12,000 件のうち", list.Text, StringComparison.Ordinal);
        Assert.True(page.Text.Contains("クーポンを集計しています", StringComparison.Ordinal) || page.Text.Contains("12,000 枚", StringComparison.Ordinal));
        Assert.Contains("12,000 枚", (await _console.Open("/coupons/first-10off")).Text, StringComparison.Ordinal);
        Assert.Equal(12_000, (await _bot.Api.GetFromJsonAsync<JsonElement>("/api/coupons/first-10off")).GetProperty("counts").GetProperty("issued").GetInt32());
    }

    [Theory]
    [InlineData("/coupons", "#coupons")]
    [InlineData("/coupons/first-10off", "#figures")]
    public async Task In_a_browser_the_numbers_appear_by_themselves_when_they_are_counted(string address, string numbers)
    {
        await GiveMany(_bot, (await Catalog.Find("first-10off", default))!);
        await using var browser = await ConsoleBrowser.Start(_bot.Address);
        var page = await browser.Open(1280, 900);

        var first = await (await page.GotoAsync(address))!.TextAsync();

        Assert.Contains("id=\"counting\"", first, StringComparison.Ordinal);
        await Expect(page.Locator(numbers)).ToContainTextAsync("12,000 枚");
        await Expect(page.Locator("#course svg")).ToHaveCountAsync(address == "/coupons" ? 0 : 1);
        await Expect(page.Locator("#counting")).ToHaveCountAsync(0);
        Assert.Empty(browser.Complaints);
    }

    [Theory]
    [InlineData("percent", "20", "", "20%OFF")]
    [InlineData("amount", "1,000", "", "1,000円引き")]
    [InlineData("freeItem", "", "アイス", "アイス 無料")]
    [InlineData("fixedPrice", "0", "ランチ", "ランチ 0円")]
    [InlineData("gift", "", "カレー皿", "カレー皿 プレゼント")]
    [InlineData("novelty", "", "トートバッグ", "ノベルティ トートバッグ 進呈")]
    [InlineData("sample", "", "クリーム", "サンプル クリーム 進呈")]
    public async Task Every_kind_of_reward_comes_back_from_its_own_form(string kind, string number, string item, string words)
    {
        var made = await Make(("title", "特典"), ("kind", kind), ("number", number), ("item", item));
        Assert.Contains(words, made.Text, StringComparison.Ordinal);

        var before = (await Catalog.Find(Id(made), default))!;
        await _console.Submit($"{made.Path}/edit", $"{made.Path}/edit", ("title", "特典"), ("kind", kind), ("number", number), ("item", item));
        Assert.Equal(before, await Catalog.Find(Id(made), default));
    }

    [Fact]
    public async Task Everything_a_coupon_can_say_is_read_from_the_form_and_written_back_to_it()
    {
        (string, string)[] typed =
        [
            ("title", "何でも"), ("kind", "lottery"), ("prize0-name", "特賞"), ("prize0-odds", "0.5"), ("prize0-most", "3"), ("prize0-kind", "gift"), ("prize0-item", "商品券"), ("prize0-value", "5000"),
            ("prize3-name", "2等"), ("prize3-odds", "30"), ("prize3-kind", "amount"), ("prize3-number", "500"), ("noPrize", "残念でした"), ("terms", "一行目\r\n二行目"), ("validFrom", "2028-02-29"),
            ("validUntil", "2028-12-31"), ("length", "3"), ("lengthUnit", "months"), ("after", "followed"), ("birthday", "誕生日"), ("usable0-days", "Monday"), ("usable0-days", "Friday"),
            ("usable0-from", "11:00"), ("usable0-until", "14:30"), ("closedOn", "2028/1/1、2028-12-30"), ("limit", "100"), ("often", "times"), ("times", "2"), ("again", "10"), ("condition", "tag = 会員"),
            ("remind", "3"), ("remindText", "{name|お客さま}、もうすぐです"),
        ];

        var made = await Make([.. typed, ("id", "everything")]);

        var coupon = (await Catalog.Find("everything", default))!;
        var lottery = Assert.IsType<Reward.Lottery>(coupon.Reward);
        Assert.Equal(["特賞", "2等"], lottery.Prizes.Select(prize => prize.Name));
        Assert.Equal(new DateTimeOffset(2028, 2, 28, 15, 0, 0, TimeSpan.Zero), coupon.ValidFrom);
        Assert.Equal(new DateTimeOffset(2028, 12, 31, 15, 0, 0, TimeSpan.Zero), coupon.ValidUntil);
        Assert.Equal((3, 2, 100, 10.0, 3.0), (coupon.ValidMonths, coupon.PerFriend, coupon.Limit, coupon.AgainAfter!.Value.TotalDays, coupon.Remind!.Value.TotalDays));
        Assert.Equal("一行目\n二行目", coupon.Terms);
        Assert.Equal("月・金 11:00～14:30(1/1・12/30を除く)", UsableWords.Say(coupon.Usable!));
        Assert.Contains("先着100枚", made.Text, StringComparison.Ordinal);

        var form = Bot.Admin.Coupons.CouponForm.Of(coupon, Tokyo);
        var (read, unreadable) = form.ToRequest(Tokyo);
        Assert.Empty(unreadable);
        Assert.Equal(coupon.Version, (read with { Id = "everything" }).Read().Coupon.WithVersion().Version);
    }

    [Fact]
    public async Task Mistakes_are_told_where_they_are_and_what_was_typed_stays()
    {
        var answer = await Make(("title", new string('長', 61)), ("kind", "percent"), ("number", "二割"), ("length", "0"), ("lengthUnit", "days"), ("condition", "tagg = 会員"), ("terms", "消えないで🍛"), ("picture", "http://x"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        foreach (var words in new[] { "見出しは1～60文字", "数字や日付として読めません", "1～3,650日", "https:// で始まる", "消えないで🍛", "二割" })
        {
            Assert.Contains(words, WebUtility.HtmlDecode(answer.Html), StringComparison.Ordinal);
        }

        Assert.Contains("autofocus", answer.Html.Split("id=\"title\"")[1].Split('>')[0], StringComparison.Ordinal);
        var english = await _console.Submit("/coupons/new?lang=en", "/coupons", ("title", ""), ("kind", "gift"));
        Assert.Contains("1 to 60", english.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_prizes_are_asked_for_without_a_script_and_nothing_is_saved()
    {
        var answer = await Make(("title", "くじ"), ("kind", "lottery"), ("prize0-name", "1等"), ("prize1-name", "2等"), ("more", "1"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("name=\"prize3-name\"", answer.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"2等\"", WebUtility.HtmlDecode(answer.Html), StringComparison.Ordinal);
        Assert.DoesNotContain(await Catalog.All(default), coupon => coupon.Title == "くじ");
    }

    [Fact]
    public async Task Of_two_who_change_a_coupon_the_second_sees_what_differs_and_nothing_is_lost()
    {
        var made = await Make(("title", "割引"), ("kind", "percent"), ("number", "10"));
        var edit = $"{made.Path}/edit";
        var seen = (await _console.Open(edit)).HiddenFieldsOf(edit).ToList();

        await _console.Submit(edit, edit, ("title", "割引"), ("kind", "percent"), ("number", "15"));
        var second = await _console.Post(edit, [.. seen, ("title", "大割引"), ("kind", "percent"), ("number", "20")]);

        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("ほかの人が、先に", second.Text, StringComparison.Ordinal);
        Assert.Contains("15", second.Text, StringComparison.Ordinal);
        Assert.Contains("大割引", WebUtility.HtmlDecode(second.Html), StringComparison.Ordinal);
        Assert.Equal(new Reward.PercentOff(15), (await Catalog.Find(Id(made), default))!.Reward);

        var third = await _console.Post(edit, [.. second.HiddenFieldsOf(edit), ("title", "大割引"), ("kind", "percent"), ("number", "20")]);
        Assert.Contains("保存しました", third.Text, StringComparison.Ordinal);
        Assert.Equal(new Reward.PercentOff(20), (await Catalog.Find(Id(made), default))!.Reward);
    }

    [Fact]
    public async Task By_API_too_a_change_made_from_old_terms_is_refused()
    {
        await _bot.Api.PostAsJsonAsync("/api/coupons", new { id = "api", title = "割引", percentOff = 10, usable = new[] { new { days = new[] { "monday" }, from = "11:00", until = "14:00" } } });
        var version = (await Json("/api/coupons/api")).GetProperty("coupon").GetProperty("version").GetString();

        var first = await _bot.Api.PutAsJsonAsync("/api/coupons/api", new { title = "割引", percentOff = 15, version });
        var second = await _bot.Api.PutAsJsonAsync("/api/coupons/api", new { title = "割引", percentOff = 20, version });
        var same = await _bot.Api.PutAsJsonAsync("/api/coupons/api", new { title = "割引", percentOff = 15, version });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK), (first.StatusCode, second.StatusCode, same.StatusCode));
    }

    [Fact]
    public async Task A_coupon_is_closed_and_given_again_by_one_button()
    {
        var made = await Make(("title", "割引"), ("kind", "percent"), ("number", "10"));

        Assert.Contains("配布終了", (await _console.Submit(made.Path, $"{made.Path}/close")).Text, StringComparison.Ordinal);
        Assert.Contains("割引", (await _console.Open("/coupons?state=Closed")).Text, StringComparison.Ordinal);
        await _bot.Follower("さくら");
        Assert.Contains("配布は終了しています", (await _console.Submit(made.Path, $"{made.Path}/issues", ("friend", "さくら"))).Text, StringComparison.Ordinal);
        Assert.Contains("配布を再開しました", (await _console.Submit(made.Path, $"{made.Path}/reopen")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coupon_of_a_file_says_so_and_leads_to_its_editor()
    {
        var page = await _console.Open("/coupons/first-10off");

        Assert.Contains("ファイルで作られています", page.Text, StringComparison.Ordinal);
        Assert.Contains("/definitions/coupons/first-10off", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/coupons/first-10off/edit\"", page.Html, StringComparison.Ordinal);
        Assert.Equal("/coupons/first-10off", (await _console.Open("/coupons/first-10off/edit")).Path);
    }

    [Fact]
    public async Task Of_friends_with_one_name_somebody_chooses_and_an_unknown_name_is_told()
    {
        var first = await _bot.Follower("さくら");
        await _bot.Follower("さくら");
        var made = await Make(("title", "割引"), ("kind", "percent"), ("number", "10"));

        Assert.Contains("見つかりません", (await _console.Submit(made.Path, $"{made.Path}/issues", ("friend", "健太"))).Text, StringComparison.Ordinal);
        var both = await _console.Submit(made.Path, $"{made.Path}/issues", ("friend", "さくら"));
        Assert.Contains("どの方に渡しますか", both.Text, StringComparison.Ordinal);
        Assert.Contains("どの方に渡しますか", (await _console.Submit(made.Path, $"{made.Path}/issues", ("friend", "ｻｸﾗ"))).Text, StringComparison.Ordinal);
        var given = await _console.Submit(made.Path, $"{made.Path}/issues", ("friend", "さくら"), ("userId", first.UserId));
        Assert.Contains("さくらさんに渡しました", given.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_phone_shows_the_card_while_it_is_written()
    {
        var token = (await _console.Open("/coupons/new")).HiddenFieldsOf("/coupons").ToList();

        var card = await _console.Post("/coupons/sketch", [.. token, ("title", "秋の<b>感謝</b>"), ("kind", "amount"), ("number", "500"), ("length", "30"), ("lengthUnit", "days")]);
        var half = await _console.Post("/coupons/sketch", [.. token, ("kind", "lottery")]);

        Assert.Contains("500円引き", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>感謝", card.Html, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (card.Status, half.Status));
    }

    [Fact]
    public async Task A_coupons_days_are_told_as_a_picture_a_table_and_a_file()
    {
        var sakura = await _bot.Follower("さくら");
        var made = await Make(("title", "割引"), ("kind", "amount"), ("number", "500"), ("length", "30"), ("lengthUnit", "days"));
        await _console.Submit(made.Path, $"{made.Path}/issues", ("friend", sakura.UserId));

        Assert.Contains("<svg class=\"course\"", (await _console.Open(made.Path)).Html, StringComparison.Ordinal);
        var csv = await _console.Open($"{made.Path}/days.csv");
        Assert.Contains(",1,0,0,0,1,500", csv.Html, StringComparison.Ordinal);
        Assert.Equal(1, (await Json($"/api/coupons/{Id(made)}/days")).GetProperty("items")[0].GetProperty("issued").GetInt32());
    }

    [Fact]
    public async Task Every_page_of_the_list_is_reached_and_no_coupon_twice()
    {
        for (var i = 0; i < 40; i++)
        {
            Assert.True(await Catalog.Add(new Coupon { Id = $"many-{i:D2}", Title = $"券{i:D2}", Reward = new Reward.PercentOff(5) }, default));
        }

        var seen = new List<string>();
        var url = "/coupons?state=Open";
        while (url is not null)
        {
            var page = await _console.Open(url);
            seen.AddRange(System.Text.RegularExpressions.Regex.Matches(page.Html, "href=\"/coupons/(many-[0-9]+)\"").Select(match => match.Groups[1].Value));
            url = System.Text.RegularExpressions.Regex.Match(page.Html, "hx-get=\"(/coupons\\?[^\"]*after=[^\"]*)\"") is { Success: true } next ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }

        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"many-{i:D2}"), seen);
    }

    private static TimeZoneInfo Tokyo { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

    private static string Id(ConsoleAnswer page) => page.Path.Split('/')[^1];

    private Task<ConsoleAnswer> Make(params (string, string)[] typed) => _console.Submit("/coupons/new", "/coupons", typed);

    private async Task<JsonElement> Json(string url) => await _bot.Api.GetFromJsonAsync<JsonElement>(url);

    private static async Task GiveMany(BotApplication bot, Coupon coupon)
    {
        var store = bot.Services.GetRequiredService<IDocumentStore>();
        foreach (var some in Enumerable.Range(0, 12_000).Chunk(1_000))
        {
            await store.Commit(some.Aggregate(new Commit(), (commit, number) => commit.Insert(CouponCollections.Issues, new CouponIssue
            {
                Id = DocumentId.New(bot.Clock.GetUtcNow()),
                CouponId = coupon.Id,
                FriendId = $"U{number:x32}",
                Code = $"MANY-{number:D5}",
                IssuedAt = StoredTime.Truncate(bot.Clock.GetUtcNow()),
                Offer = new Offer(coupon.Title, coupon.Reward),
                Source = FactSource.Bot,
            })), default);
        }
    }
}
