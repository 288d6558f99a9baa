using Bot.Storage;
using Bot.Surveys;

namespace Bot.Tests.Journeys;

/// <summary>The curry shop: from following the account to the first coupon.</summary>
public abstract class CurryJourneyTests : Journey
{
    private protected CurryJourneyTests(TestStore store)
        : base(store, own => new BotApplication(store: own))
    {
    }

    [Fact]
    public async Task A_newcomer_follows_is_greeted_answers_and_gets_the_coupon_in_the_same_reply()
    {
        var phone = await _bot.Phone("佐藤 美咲");
        await phone.Follow();
        var greeting = await phone.Answer();
        Assert.StartsWith("佐藤 美咲さん、友だち追加ありがとうございます", greeting[0].Text, StringComparison.Ordinal);
        Assert.Equal(["メニューを見る", "辛さのお好みを答える", "おふたりのことを教える"], (await phone.Screen()).QuickReplies);

        var purpose = Assert.Single(await phone.Choose("辛さのお好みを答える"));
        Assert.Contains("お答えを使わせていただきます", purpose.Text, StringComparison.Ordinal);
        Assert.Equal(["同意してはじめる", "今回はやめておく"], (await phone.Screen()).QuickReplies);

        Assert.Contains("どれがお好みですか", Assert.Single(await phone.Choose("同意してはじめる")).Text, StringComparison.Ordinal);
        Assert.Equal(["甘口", "中辛", "辛口", "大辛", "やめる"], (await phone.Screen()).QuickReplies);

        // Mild: the question about toppings does not come.
        Assert.Contains("ご来店", Assert.Single(await phone.Choose("甘口")).Text, StringComparison.Ordinal);
        Assert.Contains("食べてみたいカレー", Assert.Single(await phone.Choose("月に1回くらい")).Text, StringComparison.Ordinal);
        var last = await phone.Ask("りんごのカレー🍎");

        Assert.Equal(["text", "flex"], last.Select(message => message.Type));
        Assert.All(last, message => Assert.Equal("reply", message.Via));
        Assert.StartsWith("ありがとうございました", last[0].Text, StringComparison.Ordinal);
        Assert.Contains("初回10%OFFクーポン", last[1].Text, StringComparison.Ordinal);
        Assert.Matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", last[1].Json.GetRawText());
        Assert.Equal(["甘口"], await _marketer.TagsOf(phone.UserId));
        Assert.Equal(1, await _marketer.Count("tag = 甘口 and answer(spice-level.spice) = 甘口 and completed(spice-level) and attribute(来店頻度) = 月に1回くらい"));
        Assert.Single(await _marketer.Issues("first-10off"), issue => issue.GetProperty("userId").GetString() == phone.UserId);
    }

    [Fact]
    public async Task Who_types_a_keyword_instead_of_tapping_is_understood_and_who_likes_it_hot_is_asked_more()
    {
        var phone = await _bot.Friend();

        await phone.Ask("からさ");
        await phone.Ask("はい");
        var topping = await phone.Ask("③");
        Assert.Contains("トッピング", topping[0].Text, StringComparison.Ordinal);
        await phone.Ask("ちーず");
        await phone.Ask("４");
        await phone.Ask("スキップ");

        Assert.Equal(["辛口"], await _marketer.TagsOf(phone.UserId));
        Assert.Equal(1, await _marketer.Count("attribute(トッピング) = チーズ and attribute(来店頻度) = 週に1回以上"));
    }

    [Fact]
    public async Task Who_does_not_agree_is_asked_nothing_and_that_is_remembered()
    {
        var phone = await _bot.Friend();
        await phone.Ask("辛さ");

        var refused = Assert.Single(await phone.Choose("今回はやめておく"));
        Assert.StartsWith("承知しました", refused.Text, StringComparison.Ordinal);

        Assert.Contains(("consentRefused", "spice-level"), await _marketer.Timeline(phone.UserId));
        Assert.Equal(0, await _bot.Store.Count(SurveyCollections.Answers, Filter.Everything, default));
        var survey = Assert.Single((await _marketer.Get($"friends/{phone.UserId}")).GetProperty("surveys").EnumerateArray());
        Assert.Equal("declined", survey.GetProperty("standing").GetString());

        // Free to change their mind, but asked for consent again first; a plain word starts nothing.
        Assert.DoesNotContain("どれがお好みですか", (await phone.Ask("甘口"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("お答えを使わせていただきます", (await phone.Ask("辛さ"))[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_time_moves_the_tag_keeps_the_history_and_gives_no_second_coupon()
    {
        var phone = await _bot.FriendWhoLikes("甘口");
        Assert.Equal(["甘口"], await _marketer.TagsOf(phone.UserId));

        var last = await phone.Takes("辛さ", "大辛", "半熟たまご", "年に数回", "スキップ");

        Assert.DoesNotContain(last, message => message.Type == "flex");
        Assert.Contains(last, message => message.Text.Contains("前回お渡ししています", StringComparison.Ordinal));
        Assert.Equal(["大辛"], await _marketer.TagsOf(phone.UserId));
        Assert.Equal(
            [("tagAdded", "甘口"), ("tagRemoved", "甘口"), ("tagAdded", "大辛")],
            (await _marketer.Timeline(phone.UserId)).Where(entry => entry.Kind.StartsWith("tag", StringComparison.Ordinal)).OrderBy(entry => entry.About == "大辛"));
        Assert.Single(await _marketer.Issues("first-10off"));
        Assert.Equal(2, await _bot.Store.Count(SurveyCollections.Answers, Filter.Equal("question", "spice"), default));
    }

    [Fact]
    public async Task Taps_on_old_buttons_get_a_polite_answer_and_change_nothing()
    {
        var phone = await _bot.Friend();
        await phone.Ask("辛さ");
        var spice = Assert.Single(await phone.Choose("同意してはじめる"));
        var sweet = spice.Json.GetProperty("quickReply").GetProperty("items")[0].GetProperty("action").GetProperty("data").GetString()!;
        var hot = spice.Json.GetProperty("quickReply").GetProperty("items")[3].GetProperty("action").GetProperty("data").GetString()!;
        await phone.Choose("甘口");

        // Answered already, at once a second finger; then long after the end.
        await phone.Postback(hot);
        Assert.Contains("「甘口」とお答えいただいています", (await phone.Answer())[0].Text, StringComparison.Ordinal);
        await phone.Choose("はじめて");
        await phone.Ask("スキップ");
        await phone.Postback(sweet);
        Assert.Contains("もう終わっている", (await phone.Answer())[0].Text, StringComparison.Ordinal);
        await phone.Postback("s=no-such&v=1&q=x&n=1.1&a=0");
        Assert.Contains("お答えは変えていません", (await phone.Answer())[0].Text, StringComparison.Ordinal);

        Assert.Equal(["甘口"], await _marketer.TagsOf(phone.UserId));
        Assert.Equal(1, await _bot.Store.Count(SurveyCollections.Answers, Filter.Equal("question", "spice"), default));
    }

    [Fact]
    public async Task Who_blocks_and_comes_back_is_welcomed_back_with_everything_kept()
    {
        var phone = await _bot.FriendWhoLikes("甘口", "山本 直子");
        await phone.Block();
        await BotApplication.Until(async () => await _marketer.Count("tag = 甘口") == 0, "nobody is left who can be reached");
        Assert.Equal(1, await _marketer.Count("tag = 甘口 and blocked"));

        await phone.Unblock();

        Assert.StartsWith("山本 直子さん、おかえりなさい", (await phone.Answer())[0].Text, StringComparison.Ordinal);
        Assert.Equal(1, await _marketer.Count("tag = 甘口"));
        Assert.Equal(
            ["followed", "blocked", "unblocked"],
            (await _marketer.Timeline(phone.UserId)).Select(entry => entry.Kind).Where(kind => kind is "followed" or "blocked" or "unblocked"));
        Assert.Contains("初回10%OFF", (await phone.Ask("クーポン"))[0].Text, StringComparison.Ordinal);
    }
}
