using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Tests.Friends;

namespace Bot.Tests.Coupons;

public class CouponCardTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_card_says_what_until_when_and_the_code()
    {
        var json = LineJson.ToElement(CouponCard.For(Issue("初回10%OFFクーポン"), Chat.Tokyo).Contents).GetRawText();

        Assert.Contains("初回10%OFFクーポン", json);
        Assert.Contains("10%OFF", json);
        Assert.Contains("有効期限: 2026/11/22(日) 12:00まで", json);
        Assert.Contains("K7MF-2RXA-9HTP", json);
        Assert.Contains("coupon=i1&do=use", json);
    }

    [Fact]
    public void The_longest_coupon_fits_into_a_card_and_twelve_of_them_into_a_carousel()
    {
        var longest = Issue(new string('長', CouponRules.LongestTitle)) with
        {
            Offer = new Offer(
                new string('長', CouponRules.LongestTitle),
                new Reward.FreeItem(new string('品', CouponRules.LongestItem)),
                string.Concat(Enumerable.Repeat("🍛", CouponRules.LongestTerms / 2)),
                "https://shop.example/" + new string('p', 1979)),
            ValidFrom = Noon,
            Redemption = new Redemption(Noon, "012345", FactSource.Bot),
        };

        Assert.Empty(LineLimits.Check([CouponCard.For(longest, Chat.Tokyo)]));
        Assert.Empty(LineLimits.Check([CouponCard.Used(longest, Chat.Tokyo)]));
        Assert.Empty(LineLimits.Check([CouponWords.Confirmation(longest, Noon)]));
        Assert.Empty(LineLimits.Check([CouponCard.ForAll([.. Enumerable.Repeat(longest, 20)], Chat.Tokyo)]));
    }

    [Theory]
    [InlineData("coupon=i1&do=use")]
    [InlineData("coupon=i1&do=confirm&at=1795230000")]
    [InlineData("coupon=i1&do=confirm&at=99999999999999999999")]
    [InlineData("coupon=i1&do=confirm&at=-5")]
    [InlineData("coupon=i1")]
    [InlineData("do=use&coupon=i1&coupon=i2&x")]
    public void Postbacks_are_read_leniently(string data) => Assert.Equal("i1", CouponPostback.Read(data)!.IssueId);

    [Theory]
    [InlineData("")]
    [InlineData("start=spice-level")]
    [InlineData("coupon=")]
    [InlineData("%%%&=&&==")]
    public void Other_postbacks_are_not_a_coupons(string data) => Assert.Null(CouponPostback.Read(data));

    private static CouponIssue Issue(string title) => new()
    {
        Id = "i1",
        CouponId = "first-10off",
        FriendId = "U1",
        Code = "K7MF2RXA9HTP",
        IssuedAt = Noon,
        ExpiresAt = Noon.AddHours(24),
        Offer = new Offer(title, new Reward.PercentOff(10)),
        Source = FactSource.Bot,
    };
}
