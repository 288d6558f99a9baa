using System.Text;
using Bot.Coupons;
using Bot.Coupons.Definitions;
using Bot.Definitions;
using Bot.Tests.Friends;

namespace Bot.Tests.Coupons;

public class CouponDefinitionsTests
{
    [Fact]
    public void A_coupon_of_a_file_has_what_the_file_says()
    {
        var read = Read(
            """
            id: lunch-1plus1
            title: 平日ランチ 100円引き
            amount-off: 1200
            terms: 平日のみ
            valid-from: 2026-12-01
            valid-until: 2026-12-31
            once-per-friend: false
            """);

        Assert.Empty(read.Errors);
        var coupon = read.Find("lunch-1plus1")!;
        Assert.Equal("1,200円引き", coupon.Reward.Words);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.FromHours(9)), coupon.ValidFrom);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.FromHours(9)), coupon.ValidUntil);
        Assert.False(coupon.OncePerFriend);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_place()
    {
        var read = Read(
            """
            id: Bad Id
            title: x
            percent-off: 130
            amount-off: 10
            valid-hours: 24
            valid-days: 0
            picture-url: http://shop.example/a.png
            tems: typo
            """);

        var errors = read.Errors.Select(error => error.ToString()).ToList();
        Assert.Contains(errors, error => error.StartsWith("coupons/c.yaml:1:5:", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("percent-off, amount-off or free-item", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("Did you mean 'terms'", StringComparison.Ordinal));
        Assert.Empty(read.All);
    }

    [Fact]
    public void Values_out_of_range_are_told_with_their_line()
    {
        var read = Read(
            """
            id: c
            title: x
            percent-off: 130
            valid-hours: 24
            valid-days: 0
            picture-url: http://shop.example/a.png
            valid-from: 2026-12-31
            valid-until: 2026-12-01
            """);

        Assert.Equal([3, 4, 5, 6, 8], read.Errors.Select(error => error.Line));
    }

    [Fact]
    public void A_coupon_that_gives_nothing_is_told_so() =>
        Assert.Contains("does not say what the friend gets", Assert.Single(Read("id: c\ntitle: x").Errors).Message);

    /// <summary>One mistake each: where it is told of, by which rule, and what the fix says.</summary>
    [Theory]
    [InlineData("gift: 皿\nsample: 匙", 4, LintRule.Reward, "make another coupon")]
    [InlineData("gift: 0123456789012345678901234567890123456789x", 3, LintRule.CouponTerms, "what the friend gets")]
    [InlineData("fixed-price:\n  item: ランチ\n  price: -1", 4, LintRule.CouponTerms, "what the friend gets")]
    [InlineData("fixed-price:\n  price: 1", 4, LintRule.MissingKey, "item")]
    [InlineData("gift: 皿\nvalue: -5", 4, LintRule.CouponTerms, "what one use costs")]
    [InlineData("lottery:\n  - prize: 1等\n    odds: 60\n    gift: 皿\n  - prize: 2等\n    odds: 50\n    gift: 椀", 4, LintRule.LotteryOdds, "raise 'odds-of'")]
    [InlineData("lottery:\n  - prize: 1等\n    odds: 0.0001\n    gift: 皿", 4, LintRule.LotteryOdds, "odds: 0.5")]
    [InlineData("lottery:\n  - prize: 1等\n    odds: 1\n    gift: 皿\n  - prize: 1等\n    odds: 1\n    gift: 椀", 7, LintRule.LotteryOdds, "Rename")]
    [InlineData("lottery:\n  - prize: 1等\n    odds: 1", 4, LintRule.Reward, "Add 'percent-off")]
    [InlineData("lottery:\n  - prize: 1等\n    odds: 1\n    gift: 皿\ngift: 皿", 7, LintRule.Reward, "Keep one")]
    [InlineData("gift: 皿\nno-prize: はずれ", 4, LintRule.CouponTerms, "Add 'lottery'")]
    [InlineData("gift: 皿\nvalid-days: 3\nvalid-months: 1", 4, LintRule.CouponTerms, "Keep one")]
    [InlineData("gift: 皿\nvalid-months: 121", 4, LintRule.CouponTerms, "in that range")]
    [InlineData("gift: 皿\nafter: 最終来店日", 4, LintRule.CouponDay, "valid-months: 3")]
    [InlineData("gift: 皿\nbirthday: 誕生日", 4, LintRule.CouponTerms, "birthday-month: true")]
    [InlineData("gift: 皿\nlimit: 0", 4, LintRule.CouponLimit, "Leave it out")]
    [InlineData("gift: 皿\nper-friend: 1\nagain-after: 30 days", 5, LintRule.CouponLimit, "Raise 'per-friend'")]
    [InlineData("gift: 皿\nonce-per-friend: true\nper-friend: 2", 4, LintRule.CouponLimit, "Remove 'once-per-friend'")]
    [InlineData("gift: 皿\nagain-after: soon", 4, LintRule.WrongValue, "again-after: 24h")]
    [InlineData("gift: 皿\nonly-for: tag = ", 4, LintRule.Condition, "tag = 会員")]
    [InlineData("gift: 皿\nonly-for: received(spring)", 4, LintRule.Condition, "cannot ask who received a campaign")]
    [InlineData("gift: 皿\nsegment: Gold Members", 4, LintRule.Condition, "small letters")]
    [InlineData("gift: 皿\nremind: 3 days", 4, LintRule.CouponReminder, "valid-days: 30")]
    [InlineData("gift: 皿\nvalid-hours: 24\nremind: 3 days", 5, LintRule.CouponReminder, "come later")]
    [InlineData("gift: 皿\nvalid-days: 9\nremind-text: もうすぐ", 5, LintRule.CouponReminder, "Add 'remind: 3 days'")]
    [InlineData("gift: 皿\nusable:\n  - from: 11:00\n    until: 11:00", 6, LintRule.RangeUpsideDown, "whole day")]
    public void A_mistake_is_told_with_its_line_and_a_remedy(string yaml, int line, LintRule rule, string fix)
    {
        var error = Assert.Single(Read($"id: c\ntitle: x\n{yaml}").Errors);

        Assert.Equal((line, rule), (error.Line, error.Rule));
        Assert.Contains(fix, error.ToString());
    }

    [Fact]
    public void A_condition_on_a_coupon_that_no_file_has_is_doubtful_but_taken()
    {
        var read = CouponDefinitions.Kind(Chat.Tokyo).Of(
        [
            ("coupons/a.yaml", Encoding.UTF8.GetBytes("id: first\ntitle: x\ngift: 皿")),
            ("coupons/b.yaml", Encoding.UTF8.GetBytes("id: b\ntitle: x\ngift: 皿\nonly-for: coupon(frist) is redeemed")),
        ]);

        Assert.Empty(read.Errors);
        Assert.Contains("first", Assert.Single(read.Warnings).ToString());
        Assert.Equal(2, read.ById.Count);
    }

    [Fact]
    public void Equal_terms_have_equal_versions_and_others_do_not()
    {
        string Version(string yaml) => Read($"id: c\ntitle: x\n{yaml}").Find("c")!.Version;
        var version = Version("gift: 皿\nusable:\n  - days: [sun, mon]");

        Assert.Equal(version, Version("# another comment\nusable:\n  - days: [mon, sun]\ngift: 皿"));
        Assert.Equal(version, Version("gift: 皿\nusable:\n  - days: [sun, mon]\nclosed: true"));
        Assert.NotEqual(version, Version("gift: 椀\nusable:\n  - days: [sun, mon]"));
        Assert.NotEqual(version, Version("gift: 皿\nusable:\n  - days: [sun]"));
    }

    [Fact]
    public void The_samples_are_good()
    {
        var set = CouponDefinitions.Kind(Chat.Tokyo).Load(Chat.Samples);

        Assert.Empty(set.Errors);
        Assert.Empty(set.Warnings);
        Assert.True(set.ById.Keys.ToHashSet().IsSupersetOf(["fair-welcome-drink", "first-10off", "new-sweet-curry", "today-20off"]));
        Assert.Equal(12, set.ById.Count);
        Assert.Equal(8, set.All.Select(coupon => coupon.Reward.GetType()).Distinct().Count());
        Assert.Equal(new Reward.PercentOff(10), set.Find("first-10off")!.Reward);
        Assert.Equal(24, set.Find("today-20off")!.ValidHours);
    }

    private static DefinitionSet<Coupon> Read(string yaml) =>
        CouponDefinitions.Kind(Chat.Tokyo).Of([("coupons/c.yaml", Encoding.UTF8.GetBytes(yaml))]);
}
