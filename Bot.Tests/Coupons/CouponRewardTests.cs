using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Tests.Friends;
using static Bot.Tests.Coupons.CouponShop;

namespace Bot.Tests.Coupons;

/// <summary>What coupons give, how the card says it, and lotteries.</summary>
public class CouponRewardTests
{
    [Theory]
    [InlineData("fixed-price:\n  item: 日替わりカレー\n  price: 1500", "日替わりカレー 1,500円")]
    [InlineData("gift: カレー皿🍛", "カレー皿🍛 プレゼント")]
    [InlineData("novelty: トートバッグ", "ノベルティ トートバッグ 進呈")]
    [InlineData("sample: 新作スパイス", "サンプル 新作スパイス 進呈")]
    public async Task Every_reward_stands_on_the_card(string yaml, string words)
    {
        using var shop = new CouponShop($"id: c\ntitle: 感謝の気持ち\n{yaml}\nvalue: 800");
        await shop.Chat.Follow(Hana);

        var issue = await shop.Give(Hana, "c");

        Assert.Equal(800, issue.Offer.Value);
        Assert.Contains(words, Text(CouponCard.For(issue, Chat.Tokyo)));
        Assert.Empty(LineLimits.Check([CouponCard.For(issue, Chat.Tokyo)]));
        Assert.Equal(issue.Offer, (await shop.Stored(issue)).Offer);
        Assert.IsType<RedeemResult.Redeemed>(await shop.Redeem(issue));
    }

    [Theory]
    [InlineData(0, "1等")]
    [InlineData(499, "1等")]
    [InlineData(500, "2等")]
    [InlineData(10_499, "2等")]
    [InlineData(10_500, null)]
    [InlineData(99_999, null)]
    public void Odds_are_percent_to_three_decimals_and_the_rest_wins_nothing(int drawn, string? prize)
    {
        var lottery = new Reward.Lottery([new("1等", 0.5, new Reward.Gift("皿")), new("2等", 10, new Reward.AmountOff(100))], 100, "はずれ");

        Assert.Equal(prize, CouponLottery.Draw(lottery, below =>
        {
            Assert.Equal(100_000, below);
            return drawn;
        })?.Name);
    }

    [Fact]
    public void Draws_come_out_about_as_their_odds_say()
    {
        var lottery = new Reward.Lottery([new("1等", 1, new Reward.Gift("皿")), new("2等", 3, new Reward.AmountOff(100))], 8, "はずれ");

        var draws = Enumerable.Range(0, 40_000).Select(_ => CouponLottery.Draw(lottery)?.Name ?? "").CountBy(name => name).ToDictionary();

        // Five standard deviations and more.
        Assert.InRange(draws["1等"], 4_600, 5_400);
        Assert.InRange(draws["2等"], 14_400, 15_600);
    }

    [Fact]
    public async Task A_prize_is_drawn_once_and_stays_with_the_issue()
    {
        using var shop = new CouponShop("id: draw\ntitle: 年末大抽選\nlottery:\n  - prize: 特賞\n    odds: 100\n    amount-off: 3000");
        await shop.Chat.Follow(Hana);

        var issue = await shop.Give(Hana, "draw");

        Assert.Equal(("特賞", 3000, new Reward.AmountOff(3000)), (issue.Offer.Prize, issue.Offer.Value, issue.Offer.Reward));
        Assert.Contains("抽選結果: 特賞 当選", Text(CouponCard.For(issue, Chat.Tokyo)));
        Assert.IsType<IssueResult.AlreadyHeld>(await shop.Ask(Hana, "draw"));
        Assert.IsType<RedeemResult.Redeemed>(await shop.Redeem(await shop.Stored(issue)));
    }

    [Fact]
    public async Task Who_wins_nothing_is_told_kindly_has_nothing_to_use_and_cannot_draw_again()
    {
        using var shop = new CouponShop("id: draw\ntitle: 年末大抽選\nno-prize: また来年!\nodds-of: 1000000\nlottery:\n  - prize: 特賞\n    odds: 0.001\n    gift: 車\nvalid-days: 30\nremind: 3 days");
        await shop.Chat.Follow(Hana);

        var issue = await shop.Give(Hana, "draw");

        var card = Text(CouponCard.For(issue, Chat.Tokyo));
        Assert.Equal(IssueState.Lost, issue.State);
        Assert.Contains("また来年!", card);
        Assert.DoesNotContain("postback", card);
        Assert.Empty(LineLimits.Check([CouponCard.For(issue, Chat.Tokyo)]));
        Assert.IsType<IssueResult.AlreadyHeld>(await shop.Ask(Hana, "draw"));
        Assert.IsType<RedeemResult.Lost>(await shop.Redeem(issue));
        Assert.Contains("また来年!", Text(Assert.Single(await shop.Chat.Tap(Hana, $"coupon={issue.Id}&do=confirm"))));
        Assert.Contains("ありません", Text(Assert.Single(await shop.Chat.Write(Hana, "クーポン"))));

        // A segment of holders does not mean who lost.
        Assert.Empty((await shop.Chat.Friend(Hana)).Coupons);
        Assert.Equal(new CouponCounts(0, 0, 0, 0) { Lost = 1 }, CouponCounts.Of((await shop.Chat.Get<CouponReporter>().Read("draw", default))[0].Total));
        Assert.Single(await shop.Chat.TimelineOf(Hana), entry => entry.Kind == TimelineKind.CouponLost);
    }

    [Fact]
    public void The_card_of_everything_at_its_longest_is_within_LINEs_limits()
    {
        var coupon = new Coupon
        {
            Id = "c",
            Title = new string('題', 60),
            Reward = new Reward.FixedPrice(new string('品', 40), 1_000_000),
            Terms = new string('条', 500),
            PictureUrl = "https://shop.example/" + new string('a', 1900),
        };
        var issue = CouponIssuer.Sample(coupon, "U1", new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero), Chat.Tokyo) with
        {
            PageUrl = "https://shop.example/c/" + new string('a', 26),
        };

        Assert.Empty(LineLimits.Check([CouponCard.For(issue, Chat.Tokyo)]));
        Assert.Empty(LineLimits.Check([CouponCard.ForAll([.. Enumerable.Repeat(issue, 12)], Chat.Tokyo)]));
    }
}
