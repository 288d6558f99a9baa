using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bot.Tests.Simulator;

namespace Bot.Tests.Journeys;

/// <summary>The marketer's way by REST: count, write, preview, approve, watch; and what the phones show of it.</summary>
public abstract class CampaignJourneyTests : Journey
{
    private protected CampaignJourneyTests(TestStore store)
        : base(store, own => Visit.AtNoon(new() { ["Outbox:MailingCalls"] = "1" }, own))
    {
    }

    [Fact]
    public async Task Only_the_phones_of_those_who_like_it_mild_ring_and_LINE_counts_what_the_preview_said()
    {
        var (mild, alsoMild) = (await _bot.FriendWhoLikes("甘口", "さくら"), await _bot.FriendWhoLikes("甘口", "あおい"));
        var (hot, gone, silent) = (await _bot.FriendWhoLikes("辛口", "健太"), await _bot.FriendWhoLikes("甘口", "直子"), await _bot.Friend("誠"));
        await gone.Block();
        await BotApplication.Until(async () => await _marketer.Count("tag = 甘口 and blocked") == 1, "the block is known");

        Assert.Equal(2, await _marketer.Count("tag = 甘口"));
        var id = await _marketer.Draft("tag = 甘口", "りんごの甘口カレー、はじめました🍎");
        var preview = await _marketer.Preview(id);
        Assert.Equal((2, 2), (preview.GetProperty("matched").GetInt32(), preview.GetProperty("cost").GetProperty("messages").GetInt32()));
        var used = await QuotaUsed();
        Assert.Equal(used, preview.GetProperty("cost").GetProperty("used").GetInt64());

        var (status, reason) = await _marketer.Refused($"campaigns/{id}/approve", new { hash = new string('0', 32) });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Preview it again", reason, StringComparison.Ordinal);
        await _marketer.Approve(id);
        var sent = await _marketer.Until(id, "sent");

        Assert.All([mild, alsoMild], phone => Assert.Equal("りんごの甘口カレー、はじめました🍎", LastOf(phone)));
        Assert.All([hot, gone, silent], phone => Assert.DoesNotContain("りんごの甘口カレー", LastOf(phone), StringComparison.Ordinal));
        Assert.Equal(used + 2, await QuotaUsed());
        Assert.Equal((2, 0, 0, 0), Counts(sent));
        Assert.Equal(
            new Dictionary<string, (string, string?)> { [mild.UserId] = ("sent", null), [alsoMild.UserId] = ("sent", null) },
            await _marketer.Recipients(id));
    }

    [Fact]
    public async Task What_was_previewed_is_what_is_sent_or_it_is_previewed_again()
    {
        var first = await _bot.Friend();
        await _marketer.Tag(first.UserId, "甘口");
        var id = await _marketer.Draft("tag = 甘口", "新商品です");
        var hash = (await _marketer.Preview(id)).GetProperty("hash").GetString();

        var second = await _bot.Friend();
        await _marketer.Tag(second.UserId, "甘口");

        var (status, reason) = await _marketer.Refused($"campaigns/{id}/approve", new { hash });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("+1/−0", reason, StringComparison.Ordinal);
        await _marketer.Approve(id);
        await _marketer.Until(id, "sent");
        Assert.Equal("新商品です", LastOf(second));
    }

    [Fact]
    public async Task A_missing_name_never_shows_as_a_placeholder()
    {
        var named = await _bot.Friend("さくら");
        var stranger = await _bot.Friend("あおい");
        await _marketer.Tag(named.UserId, "常連");
        await _marketer.Tag(stranger.UserId, "常連");
        (await _bot.Api.PutAsJsonAsync($"/api/friends/{named.UserId}/attributes/{Uri.EscapeDataString("好物")}", new { text = "カツカレー" })).EnsureSuccessStatusCode();

        var id = await _marketer.Send("tag = 常連", "{name}さん、{好物|いつものカレー}はいかがですか");
        await _marketer.Until(id, "sent");

        Assert.Equal("さくらさん、カツカレーはいかがですか", LastOf(named));
        Assert.Equal("あおいさん、いつものカレーはいかがですか", LastOf(stranger));
    }

    [Fact]
    public async Task A_scheduled_campaign_goes_out_at_its_time_in_Tokyo()
    {
        var friend = await _bot.FriendWhoLikes("甘口");
        var id = await _marketer.Send("tag = 甘口", "夕方のお知らせ", sendAt: "2027-01-15T18:00");
        Assert.Equal("scheduled", (await _marketer.Campaign(id)).GetProperty("state").GetString());

        _bot.Clock.SetToTokyo(15, 17, 58);
        await Task.Delay(100);
        Assert.Equal("scheduled", (await _marketer.Campaign(id)).GetProperty("state").GetString());

        _bot.Clock.SetToTokyo(15, 18);
        await _marketer.Until(id, "sent");
        Assert.Equal("夕方のお知らせ", LastOf(friend));
    }

    [Fact]
    public async Task At_night_nothing_is_sent_until_nine_and_the_marketer_is_told()
    {
        var friend = await _bot.FriendWhoLikes("甘口");
        _bot.Clock.SetToTokyo(15, 22, 30);
        var id = await _marketer.Draft("tag = 甘口", "おはようございます");
        var approved = await _marketer.Approve(id);
        Assert.Contains("09:00", approved.GetProperty("note").GetProperty("japanese").GetString(), StringComparison.Ordinal);

        _bot.Clock.SetToTokyo(16, 8, 58);
        await Task.Delay(100);
        Assert.NotEqual("おはようございます", LastOf(friend));

        _bot.Clock.SetToTokyo(16, 9);
        await _marketer.Until(id, "sent");
        Assert.Equal("おはようございます", LastOf(friend));
    }

    [Theory]
    [InlineData("お知らせです")]
    [InlineData("{name}さんへのお知らせです")]
    public async Task A_paused_campaign_rings_nobody_until_it_is_resumed(string text)
    {
        var friend = await _bot.FriendWhoLikes("甘口");
        var id = await _marketer.Send("tag = 甘口", text, sendAt: "2027-01-15T18:00");
        await _marketer.Post($"campaigns/{id}/pause");

        _bot.Clock.SetToTokyo(15, 18, 30);
        await Task.Delay(400);
        Assert.DoesNotContain("お知らせです", LastOf(friend), StringComparison.Ordinal);

        await _marketer.Post($"campaigns/{id}/resume");
        await _marketer.Until(id, "sent");
        Assert.Contains("お知らせです", LastOf(friend), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resume")]
    [InlineData("cancel")]
    public async Task Paused_in_the_middle_it_stops_there_and_then_goes_on_or_never(string then)
    {
        var friends = await Crowd(30);
        await Settings(new { latencyMs = 60 });
        var id = await _marketer.Send("all", "{name}さん、クーポンをどうぞ", coupon: "new-sweet-curry");
        await BotApplication.Until(async () => await Shown(friends) is > 2 and < 28, "some have it");

        await _marketer.Post($"campaigns/{id}/pause");
        var atPause = await WhenNoneIsUnderWay(friends);
        await Task.Delay(600);
        Assert.Equal(atPause, await Shown(friends));
        Assert.InRange(atPause, 3, 29);

        await Settings(new { latencyMs = 0 });
        await _marketer.Post($"campaigns/{id}/{then}");
        var over = await _marketer.Until(id, then == "resume" ? "sent" : "cancelled");
        await BotApplication.Until(async () => (over = await _marketer.Campaign(id)).GetProperty("progress").GetProperty("waiting").GetInt32() == 0, "its books are closed");

        var reached = then == "resume" ? 30 : atPause;
        Assert.Equal(reached, await Shown(friends));
        Assert.Equal((reached, 30 - reached, 0, 0), Counts(over));
        var recipients = await _marketer.Recipients(id);
        Assert.Equal(30, recipients.Count);
        Assert.All(recipients.Values.Where(recipient => recipient.State == "skipped"), skipped => Assert.Contains("中止", skipped.Reason, StringComparison.Ordinal));

        // A coupon that nobody saw is nobody's.
        await BotApplication.Until(async () => (await _marketer.Issues("new-sweet-curry")).Count == reached, "unseen coupons are taken back");
    }

    [Fact]
    public async Task When_the_night_begins_in_the_middle_the_rest_goes_out_in_the_morning()
    {
        var friends = await Crowd(30);
        _bot.Clock.SetToTokyo(15, 20, 59);
        await Settings(new { latencyMs = 60 });
        var id = await _marketer.Send("all", "{name}さん、クーポンをどうぞ");
        await BotApplication.Until(async () => await Shown(friends) is > 2 and < 28, "some have it");

        _bot.Clock.SetToTokyo(15, 21);
        var paused = await _marketer.Until(id, "paused");
        Assert.Equal("quietHours", paused.GetProperty("pauseCause").GetString());
        Assert.Equal(new DateTimeOffset(2027, 1, 16, 0, 0, 0, TimeSpan.Zero), paused.GetProperty("resumesAt").GetDateTimeOffset());
        var atNight = await WhenNoneIsUnderWay(friends);
        _bot.Clock.SetToTokyo(16, 8, 58);
        await Task.Delay(400);
        Assert.Equal(atNight, await Shown(friends));

        await Settings(new { latencyMs = 0 });
        _bot.Clock.SetToTokyo(16, 9);
        Assert.Equal((30, 0, 0, 0), Counts(await _marketer.Until(id, "sent")));
        Assert.Equal(30, await Shown(friends));
    }

    [Fact]
    public async Task A_test_send_rings_the_chosen_phone_alone_and_changes_nothing()
    {
        var (mild, mine) = (await _bot.FriendWhoLikes("甘口"), await _bot.Friend("店長"));
        var id = await _marketer.Draft("tag = 甘口", "{name}さん、新商品です", coupon: "new-sweet-curry");

        await _marketer.Post($"campaigns/{id}/test", new { userIds = new[] { mine.UserId } });

        await BotApplication.Until(async () => (await mine.Screen()).BotTexts.Contains("店長さん、新商品です"), "the test arrives");
        Assert.Contains("甘口カレー 100円引き", LastOf(mine), StringComparison.Ordinal);
        Assert.DoesNotContain("新商品です", LastOf(mild), StringComparison.Ordinal);
        Assert.Equal("draft", (await _marketer.Campaign(id)).GetProperty("state").GetString());
        Assert.Empty(await _marketer.Issues("new-sweet-curry"));

        // The sample is a picture of a coupon, not one.
        await mine.Choose("使う");
        Assert.Contains("お使いいただけません", LastOf(mine), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<SimulatedPhone>> Crowd(int count)
    {
        using var answer = await _bot.Line.PostAsJsonAsync("/sim/users/bulk", new { count, follow = true, announce = true });
        var ids = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).ToList();
        await BotApplication.Until(async () => await _marketer.Count("all") == count, "everybody is known");
        return [.. ids.Select(id => SimulatedPhone.Of(_bot.Line, id))];
    }

    // The calls that were under way have ended, also where the machine is busy.
    private static async Task<int> WhenNoneIsUnderWay(IReadOnlyList<SimulatedPhone> phones)
    {
        var (before, shown) = (-1, await Shown(phones));
        for (; shown != before; (before, shown) = (shown, await Shown(phones)))
        {
            await Task.Delay(500);
        }

        return shown;
    }

    private static async Task<int> Shown(IReadOnlyList<SimulatedPhone> phones)
    {
        var screens = await Task.WhenAll(phones.Select(phone => phone.Screen()));
        var times = screens.Select(screen => screen.BotTexts.Count(text => text.EndsWith("さん、クーポンをどうぞ", StringComparison.Ordinal))).ToList();
        Assert.All(times, count => Assert.InRange(count, 0, 1));
        return times.Sum();
    }

    private static string LastOf(SimulatedPhone phone) => phone.Screen().GetAwaiter().GetResult().BotTexts.Last();

    private static (int Sent, int Skipped, int Failed, int Waiting) Counts(JsonElement campaign)
    {
        var progress = campaign.GetProperty("progress");
        int Of(string name) => progress.GetProperty(name).GetInt32();
        return (Of("sent"), Of("skipped"), Of("failed"), Of("waiting"));
    }

    private async Task<long> QuotaUsed() => (await _bot.Line.GetFromJsonAsync<JsonElement>("/sim/settings")).GetProperty("quotaUsed").GetInt64();

    private async Task Settings(object settings) => (await _bot.Line.PutAsJsonAsync("/sim/settings", settings)).EnsureSuccessStatusCode();
}
