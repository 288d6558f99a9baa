using System.Net;
using System.Text.RegularExpressions;
using Bot.Coupons;
using Bot.Friends;
using Bot.Storage;
using Bot.Tests.Journeys;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Admin;

/// <summary>The console as a browser without JavaScript meets it.</summary>
public sealed class ConsoleTests : IDisposable
{
    private readonly BotApplication _bot = new(new() { ["Bot:QuietHours"] = "none" });
    private readonly ConsoleClient _console;

    public ConsoleTests() => _console = new ConsoleClient(_bot.Address);

    public void Dispose()
    {
        _console.Dispose();
        _bot.Dispose();
    }

    [Fact]
    public async Task A_friends_name_is_shown_and_never_run()
    {
        await _bot.Follower("<script>🍛</script>");

        var list = await _console.Open("/friends");

        Assert.DoesNotContain("<script>🍛", list.Html, StringComparison.Ordinal);
        Assert.Contains("<script>🍛</script>", list.Text + WebUtility.HtmlDecode(list.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_friend_is_found_by_name_and_shows_what_happened()
    {
        var sakura = await _bot.Follower("さくら");
        await _bot.Follower("健太");
        await sakura.Say("こんにちは");

        var list = await _console.Open($"/friends?name={Uri.EscapeDataString("さくら")}&tag=&status=");
        await BotApplication.Until(
            async () => (await _console.Open($"/friends/{sakura.UserId}")).Text.Contains("こんにちは", StringComparison.Ordinal), "what was said is there");
        var friend = await _console.Open($"/friends/{sakura.UserId}");

        Assert.Contains("さくら", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("健太", list.Text, StringComparison.Ordinal);
        Assert.Contains("友だち追加", friend.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_stands_beside_the_question_it_was_given_to()
    {
        var friend = await _bot.FriendWhoLikes("甘口");

        var page = await _console.Open($"/friends/{friend.UserId}");

        Assert.Contains("回答 カレーの辛さは、どれがお好みですか？ 甘口", Lines(page));
    }

    [Theory]
    [InlineData("/friends?status=nonsense&after=nonsense")]
    [InlineData("/campaigns?state=99&after=nonsense")]
    [InlineData("/segments?condition=%F0%9F%8D%9B%22((")]
    [InlineData("/campaigns/when?at=tomorrow")]
    public async Task An_address_with_nonsense_in_it_still_shows_its_page(string url) =>
        Assert.Equal(HttpStatusCode.OK, (await _console.Open(url)).Status);

    [Fact]
    public async Task Erasing_a_friend_wants_the_name_typed()
    {
        var friend = await _bot.Follower("さくら");
        var page = $"/friends/{friend.UserId}/erase";

        var wrong = await _console.Submit(page, page, ("typed", "さくら？"));
        var right = await _console.Submit(page, page, ("typed", "さくら"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("さくら？", WebUtility.HtmlDecode(wrong.Html), StringComparison.Ordinal);
        Assert.Contains("消去しました", right.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _console.Open($"/friends/{friend.UserId}")).Status);
    }

    [Fact]
    public async Task Whatever_happens_with_a_friend_is_told_in_the_readers_language()
    {
        var friend = await _bot.Follower("さくら");
        var commit = new Commit();
        foreach (var kind in Enum.GetValues<TimelineKind>())
        {
            commit.Insert(FriendCollections.Timeline, new TimelineEntry
            {
                Id = DocumentId.New(DateTimeOffset.UnixEpoch.AddDays((int)kind)),
                FriendId = friend.UserId,
                At = DateTimeOffset.UnixEpoch.AddDays((int)kind),
                Kind = kind,
                Subject = kind == TimelineKind.Wrote ? "sticker" : null,
                Detail = kind == TimelineKind.Wrote ? "" : null,
                Reason = kind == TimelineKind.CouponNotGiven ? new("売り切れです。", "They are all gone.") : null,
            });
        }

        Assert.IsType<CommitResult.Committed>(await _bot.Store.Commit(commit, CancellationToken.None));

        var japanese = Lines(await _console.Open($"/friends/{friend.UserId}"));
        var english = Lines(await _console.Open($"/friends/{friend.UserId}?lang=en"));

        Assert.Equal(Enum.GetValues<TimelineKind>().Length, japanese.Distinct().Count());
        Assert.Equal(japanese.Count, english.Count);
        Assert.Contains("クーポンをお渡しできませんでした 売り切れです。", japanese);
        Assert.Contains("Coupon not given They are all gone.", english);
        Assert.Contains("Wrote: [Sticker]", english);
        Assert.All(english, line => Assert.DoesNotMatch(@"[\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]", line));
    }

    [Fact]
    public async Task A_wrong_word_of_a_condition_is_marked_and_a_right_one_suggested()
    {
        await _bot.Tagged("さくら", "甘口");

        var answer = await Ask("/segments/count", ("condition", "tag = 甘口 and tagg = 甘口"));
        var right = await Ask("/segments/count", ("condition", "tag = 甘口"));

        Assert.Contains("<mark>tagg</mark>", answer.Html, StringComparison.Ordinal);
        Assert.Contains("1 人", right.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_of_any_length_is_answered_while_it_is_typed()
    {
        var answer = await Ask("/segments/count", ("condition", string.Join(" or ", Enumerable.Repeat("tag = 甘口甘口甘口甘口甘口", 500))));
        var monster = await Ask("/segments/count", ("condition", new string('甘', 100_000)));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.Status, monster.Status));
        Assert.Contains("タグ「甘口甘口甘口甘口甘口」はありません", answer.Text, StringComparison.Ordinal);
        Assert.Contains("条件が長すぎます", monster.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_be_typed_is_listed_in_the_readers_language()
    {
        await _bot.Tagged("さくら", "甘口");

        var tags = await Ask("/segments/complete", ("condition", "tag = 甘"), ("at", "7"));
        var english = await Ask("/segments/complete?lang=en", ("condition", "last_message > "), ("at", "15"));

        Assert.Contains("data-start=\"6\" data-length=\"1\" data-text=\"甘口\"", WebUtility.HtmlDecode(tags.Html), StringComparison.Ordinal);
        Assert.Contains("Type a day", english.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_scripts_a_wrong_word_is_mended_by_a_link_and_an_unknown_tag_made_by_a_button()
    {
        await _bot.Tagged("さくら", "甘口");
        var typed = "tag = 甘ロ\r\nor tag = 新作好き";

        var page = WebUtility.HtmlDecode((await _console.Open("/segments?condition=" + Uri.EscapeDataString(typed))).Html);
        Assert.Contains("<mark>新作好き</mark>", page, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString("tag = 甘口\nor tag = 新作好き"), page, StringComparison.Ordinal);
        Assert.Contains("form=\"declare-tag\" name=\"name\" value=\"新作好き\"", page, StringComparison.Ordinal);

        var made = await _console.Submit("/segments?condition=" + Uri.EscapeDataString("tag = 新作好き"), "/segments/tags", ("name", "新作好き"));
        Assert.Contains("0 人", made.Text, StringComparison.Ordinal);
        Assert.Contains("作ったタグ", made.Text, StringComparison.Ordinal);

        var forgotten = await _console.Submit("/segments", "/segments/tags/forget");
        Assert.DoesNotContain("作ったタグ", forgotten.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_is_saved_and_offered_for_a_campaign()
    {
        await _bot.Tagged("さくら", "甘口");

        await _console.Submit("/segments?condition=" + Uri.EscapeDataString("tag = 甘口"), "/segments", ("name", "甘口が好きな方"));

        Assert.Contains("甘口が好きな方", (await _console.Open("/campaigns/new")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_with_mistakes_keeps_what_was_typed_and_says_what_to_mend()
    {
        var answer = await _console.Submit("/campaigns/new", "/campaigns", ("condition", "tag ="), ("messages[0].text", "甘口カレーが出ました"), ("messages[1]", "{"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("名前を1", answer.Text, StringComparison.Ordinal);
        Assert.Contains("甘口カレーが出ました", answer.Text, StringComparison.Ordinal);
        Assert.Contains("JSON", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_campaign_goes_out_as_previewed_and_rings_only_those_phones()
    {
        var mild = await _bot.Tagged("さくら", "甘口");
        var hot = await _bot.Tagged("健太", "辛口");

        var preview = await _console.Submit("/campaigns/new", "/campaigns", ("name", "新商品"), ("condition", "tag = 甘口"), ("messages[0].text", "{name}さん、甘口カレーが出ました"));
        Assert.Contains("さくらさん、甘口カレーが出ました", preview.Text, StringComparison.Ordinal);
        Assert.Contains("1 人", preview.Text, StringComparison.Ordinal);

        var watch = await _console.Submit(preview.Path, preview.Path + "/approve", ("when", "now"));

        Assert.Equal(HttpStatusCode.OK, watch.Status);
        await BotApplication.Until(async () => (await _console.Open(preview.Path)).Text.Contains("送信が終わりました", StringComparison.Ordinal), "the campaign is sent");
        Assert.Contains("さくらさん、甘口カレーが出ました", (await mild.Screen()).BotTexts);
        Assert.DoesNotContain((await hot.Screen()).BotTexts, text => text.Contains("甘口カレー", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Approving_what_has_changed_shows_the_change_and_sends_nothing()
    {
        await _bot.Tagged("さくら", "甘口");
        var preview = await _console.Submit("/campaigns/new", "/campaigns", ("name", "新商品"), ("condition", "tag = 甘口"), ("messages[0].text", "甘口カレーが出ました"));
        var seen = preview.HiddenFieldsOf(preview.Path + "/approve").ToList();
        var late = await _bot.Tagged("健太", "甘口");

        var answer = await _console.Post(preview.Path + "/approve", [.. seen, ("when", "now")]);

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("1 人増え", answer.Text, StringComparison.Ordinal);
        Assert.Contains("下書き", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await late.Screen()).BotTexts, text => text.Contains("甘口カレー", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_time_that_is_past_is_told_and_the_form_kept()
    {
        await _bot.Tagged("さくら", "甘口");
        var preview = await _console.Submit("/campaigns/new", "/campaigns", ("name", "新商品"), ("condition", "tag = 甘口"), ("messages[0].text", "甘口カレーが出ました"));

        var answer = await _console.Submit(preview.Path, preview.Path + "/approve", ("when", "later"), ("at", "2001-01-01T10:00"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("value=\"2001-01-01T10:00\"", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coupon_is_taken_once_at_the_counter_and_can_be_undone()
    {
        var friend = await _bot.Follower("さくら");
        var code = await Coupon(friend.UserId);
        var page = "/coupons/counter?code=" + code;

        var taken = await _console.Submit(page, "/coupons/counter/redeem");
        var again = await _console.Open(page);
        var undone = await _console.Submit(page, "/coupons/counter/undo", ("reason", "押し間違い"));

        Assert.Contains("受け付けました", taken.Text, StringComparison.Ordinal);
        Assert.Contains("すでに利用されています", again.Text, StringComparison.Ordinal);
        Assert.Contains("また使えます", undone.Text, StringComparison.Ordinal);
        Assert.Contains("見つかりません", (await _console.Open("/coupons/counter?code=AAAA-AAAA-AAAA")).Text, StringComparison.Ordinal);
    }

    // The lines of a friend's timeline without their times.
    private static IReadOnlyList<string> Lines(ConsoleAnswer page) =>
        [.. Regex.Matches(page.Html, "</time>\\s*<div>(.*?)</div>\\s*</li>", RegexOptions.Singleline).Select(line => (page with { Html = line.Groups[1].Value }).Text.Trim())];

    // As a script on the page asks: with the page's token.
    private async Task<ConsoleAnswer> Ask(string url, params (string Name, string Value)[] fields) =>
        await _console.Post(url, [.. (await _console.Open("/segments")).HiddenFieldsOf("/segments/tags").Where(field => field.Item1 != "condition"), .. fields]);

    private async Task<string> Coupon(string friendId)
    {
        var desk = _bot.Services.GetRequiredService<CouponDesk>();
        var coupon = _bot.Services.GetRequiredService<CouponCatalog>().Defined.Keys.First(id => id == "first-10off");
        var issued = await desk.Issue(coupon, friendId, FactSource.Staff(), CancellationToken.None);
        return Assert.IsType<IssueResult.Issued>(issued).Issue.Code;
    }
}
