using System.Net;
using Bot.Tests.Simulator;

namespace Bot.Tests.Journeys;

/// <summary>From a coupon campaign to the counter.</summary>
public abstract class CouponJourneyTests : Journey
{
    private protected CouponJourneyTests(TestStore store)
        : base(store, own => Visit.AtNoon(store: own))
    {
    }

    [Fact]
    public async Task Each_friend_has_their_own_code_and_uses_it_once_at_the_counter()
    {
        var (sakura, aoi) = (await Mild("さくら"), await Mild("あおい"));
        var (sakuras, aois) = await SendTo("new-sweet-curry", sakura, aoi);
        Assert.NotEqual(Visit.CodeOn(sakuras), Visit.CodeOn(aois));

        var question = Assert.Single(await sakura.Choose("使う"));
        Assert.Contains("店員の前で押してください", question.Text, StringComparison.Ordinal);
        Assert.Equal(1, await _marketer.Count("coupon(new-sweet-curry) is unused and tag = さくら"));
        var used = Assert.Single(await sakura.Choose("使用する"));
        Assert.Matches("使用済み.*使用番号 [0-9]{6}", used.Text);

        // Again, and once more the old confirmation: the same screen with the same number.
        await sakura.TapAt(question.Id, "template.actions.0");
        Assert.Equal(used.Text, (await sakura.Answer())[0].Text);
        Assert.Equal(1, await _marketer.Count("redeemed(new-sweet-curry)"));
        Assert.Equal(1, await _marketer.Count("coupon(new-sweet-curry) is unused"));
        Assert.Equal(HttpStatusCode.Conflict, (await _marketer.Refused("coupon-issues/redeem", new { code = Visit.CodeOn(sakuras) })).Status);
    }

    [Fact]
    public async Task A_forwarded_coupon_works_for_nobody_else()
    {
        var (sakura, aoi) = (await Mild("さくら"), await Mild("あおい"));
        var (sakuras, _) = await SendTo("new-sweet-curry", sakura, aoi);
        var issue = (await _marketer.Get($"coupon-issues/{Visit.CodeOn(sakuras)}")).GetProperty("id").GetString();

        foreach (var verb in new[] { "use", $"confirm&at={_bot.Clock.GetUtcNow().ToUnixTimeSeconds()}", "show" })
        {
            await aoi.Postback($"coupon={issue}&do={verb}");
            Assert.Contains("ご本人さまだけ", (await aoi.Answer())[0].Text, StringComparison.Ordinal);
        }

        Assert.Equal("issued", (await _marketer.Get($"coupon-issues/{Visit.CodeOn(sakuras)}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Staff_redeem_by_the_code_and_take_a_mistake_back()
    {
        var (sakura, aoi) = (await Mild("さくら"), await Mild("あおい"));
        var (sakuras, _) = await SendTo("new-sweet-curry", sakura, aoi);
        var code = Visit.CodeOn(sakuras).ToLowerInvariant();

        Assert.Equal("redeemed", (await _marketer.Post("coupon-issues/redeem", new { code, staff = "田中" })).GetProperty("state").GetString());
        await sakura.Choose("使う");
        Assert.Contains("使用済み", (await sakura.Screen()).BotTexts.Last(), StringComparison.Ordinal);

        await _marketer.Post("coupon-issues/undo", new { code, staff = "田中", reason = "打ち間違い" });
        Assert.Contains("店員の前で", (await sakura.Choose("使う"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("使用済み", (await sakura.Choose("使用する"))[0].Text, StringComparison.Ordinal);
        Assert.Equal(
            ["couponRedeemed", "couponRedemptionUndone", "couponRedeemed"],
            (await _marketer.Timeline(sakura.UserId)).Where(entry => entry.Kind.StartsWith("couponRed", StringComparison.Ordinal)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_coupon_for_24_hours_works_a_minute_before_their_end_and_not_a_minute_after()
    {
        var (sakura, aoi) = (await Mild("さくら"), await Mild("あおい"));
        await SendTo("today-20off", sakura, aoi);
        var sent = _bot.Clock.GetUtcNow();

        _bot.Clock.SetTo(sent + new TimeSpan(23, 59, 0));
        await sakura.Choose("使う");
        Assert.Contains("使用済み", (await sakura.Choose("使用する"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("20%OFF", (await aoi.Ask("クーポン"))[0].Text, StringComparison.Ordinal);

        _bot.Clock.SetTo(sent + new TimeSpan(24, 1, 0));
        Assert.Contains("有効期限", (await aoi.Choose("使う"))[0].Text, StringComparison.Ordinal);
        Assert.Contains("過ぎました", (await aoi.Screen()).BotTexts.Last(), StringComparison.Ordinal);
        Assert.Equal(1, await _marketer.Count("coupon(today-20off) is expired"));
        Assert.Equal(1, await _marketer.Count("redeemed(today-20off)"));
    }

    [Fact]
    public async Task A_confirmation_found_in_the_chat_an_hour_later_uses_nothing_up()
    {
        var (sakura, aoi) = (await Mild("さくら"), await Mild("あおい"));
        await SendTo("new-sweet-curry", sakura, aoi);
        await sakura.Choose("使う");

        _bot.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Contains("店員の前で", (await sakura.Choose("使用する"))[0].Text, StringComparison.Ordinal);
        Assert.Equal(0, await _marketer.Count("redeemed(new-sweet-curry)"));
    }

    [Fact]
    public async Task Ten_fingers_at_once_redeem_once()
    {
        var (sakura, aoi) = (await Mild("さくら"), await Mild("あおい"));
        var (sakuras, _) = await SendTo("new-sweet-curry", sakura, aoi);
        var code = Visit.CodeOn(sakuras);
        var issue = (await _marketer.Get($"coupon-issues/{code}")).GetProperty("id").GetString();

        var tap = $"coupon={issue}&do=confirm&at={_bot.Clock.GetUtcNow().ToUnixTimeSeconds()}";
        var counter = Enumerable.Range(0, 5).Select(_ => _marketer.Try("coupon-issues/redeem", new { code })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => sakura.Postback(tap)));
        var answers = await Task.WhenAll(counter);
        await BotApplication.Until(async () => (await sakura.Screen()).BotTexts.Count(text => text.Contains("使用番号", StringComparison.Ordinal)) == 5, "five screens");

        Assert.InRange(answers.Count(answer => answer.IsSuccessStatusCode), 0, 1);
        Assert.Single((await sakura.Screen()).BotTexts.Where(text => text.Contains("使用番号", StringComparison.Ordinal)).Distinct());
        Assert.Single(await _marketer.Timeline(sakura.UserId), entry => entry.Kind == "couponRedeemed");
    }

    // Named by a tag, so that counts can tell them apart.
    private async Task<SimulatedPhone> Mild(string name)
    {
        var friend = await _bot.Friend(name);
        await _marketer.Tag(friend.UserId, "甘口");
        await _marketer.Tag(friend.UserId, name);
        return friend;
    }

    private async Task<(ShownMessage First, ShownMessage Second)> SendTo(string coupon, SimulatedPhone first, SimulatedPhone second)
    {
        var id = await _marketer.Send("tag = 甘口", coupon: coupon);
        await _marketer.Until(id, "sent");
        return ((await first.Screen()).Messages[^1], (await second.Screen()).Messages[^1]);
    }
}
