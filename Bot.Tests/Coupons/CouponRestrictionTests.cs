using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Tests.Friends;
using Microsoft.Extensions.DependencyInjection;
using static Bot.Tests.Coupons.CouponShop;

namespace Bot.Tests.Coupons;

/// <summary>Whom a coupon is for, how often, and at which hours.</summary>
public class CouponRestrictionTests
{
    private const string Members = "id: members\ntitle: 会員さま限定\npercent-off: 20\nonly-for: tag = 秘密の会員";

    [Fact]
    public async Task Who_is_not_meant_gets_nothing_and_learns_nothing()
    {
        using var shop = new CouponShop(Members);
        await shop.Chat.Follow(Taro);

        var refused = Assert.IsType<IssueResult.NotValidNow>(await shop.Ask(Taro, "members"));

        Assert.Equal(NotGiven.NotForThem, refused.Why);
        Assert.Contains("秘密の会員", refused.Reason.Japanese);
        Assert.DoesNotContain("会員", refused.Words);
        Assert.Empty((await shop.Chat.Friend(Taro)).Coupons);
    }

    [Fact]
    public async Task Who_is_meant_no_more_when_they_use_it_is_refused_and_staff_see_why()
    {
        using var shop = new CouponShop(Members);
        await shop.Chat.Follow(Hana);
        await shop.Tag(Hana, "秘密の会員");
        var issue = await shop.Give(Hana, "members");
        await shop.Tag(Hana, "秘密の会員", on: false);

        foreach (var tap in new[] { "use", "confirm" })
        {
            var said = Text(Assert.Single(await shop.Chat.Tap(Hana, $"coupon={issue.Id}&do={tap}")));
            Assert.DoesNotContain("会員", said);
            Assert.Contains("お使いいただけません", said);
        }

        Assert.Contains("秘密の会員", Assert.IsType<RedeemResult.NotForFriend>(await shop.Redeem(issue)).Reason.Japanese);
        await shop.Tag(Hana, "秘密の会員");
        Assert.IsType<RedeemResult.Redeemed>(await shop.Redeem(issue));
    }

    [Fact]
    public async Task A_forwarded_card_works_for_no_member_either()
    {
        using var shop = new CouponShop(Members);
        await shop.Chat.Follow(Hana);
        await shop.Chat.Follow(Taro);
        await shop.Tag(Hana, "秘密の会員");
        await shop.Tag(Taro, "秘密の会員");
        var issue = await shop.Give(Hana, "members");

        Assert.Contains("ご本人さま", Text(Assert.Single(await shop.Chat.Tap(Taro, $"coupon={issue.Id}&do=confirm"))));
        Assert.Equal(IssueState.Issued, (await shop.Stored(issue)).State);
    }

    [Fact]
    public async Task A_condition_on_the_coupon_itself_means_what_was_before_it_was_given()
    {
        using var shop = new CouponShop("id: first\ntitle: 初回\npercent-off: 20\nonly-for: coupon(first) is not issued\nonce-per-friend: false");
        await shop.Chat.Follow(Hana);

        var issue = await shop.Give(Hana, "first");

        Assert.IsType<IssueResult.NotValidNow>(await shop.Ask(Hana, "first"));
        Assert.IsType<RedeemResult.Redeemed>(await shop.Redeem(issue));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public async Task A_segment_decides_at_issue_and_one_that_is_gone_lets_nobody_in(bool? member, bool given)
    {
        var segments = new Segments { Member = member };
        using var shop = new CouponShop(services => services.AddSingleton<ISegmentMembership>(segments), "id: c\ntitle: c\ngift: 皿\nsegment: gold");
        await shop.Chat.Follow(Hana);

        var result = await shop.Ask(Hana, "c");

        Assert.Equal(given, result is IssueResult.Issued);
        if (result is IssueResult.Issued { Issue: var issue })
        {
            segments.Member = null;
            Assert.IsType<RedeemResult.NotForFriend>(await shop.Redeem(issue));
        }
    }

    [Fact]
    public async Task Without_anybody_who_knows_segments_nobody_gets_it()
    {
        using var shop = new CouponShop("id: c\ntitle: c\ngift: 皿\nsegment: gold");
        await shop.Chat.Follow(Hana);

        Assert.Equal(NotGiven.NotForThem, Assert.IsType<IssueResult.NotValidNow>(await shop.Ask(Hana, "c")).Why);
    }

    [Fact]
    public async Task A_friend_gets_it_as_often_as_it_says()
    {
        using var shop = new CouponShop("id: three\ntitle: c\ngift: 皿\nper-friend: 3");
        await shop.Chat.Follow(Hana);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => shop.Ask(Hana, "three"))));

        Assert.Equal(3, results.Count(result => result is IssueResult.Issued));
        Assert.Equal(5, results.Count(result => result is IssueResult.AlreadyHeld));
    }

    [Fact]
    public async Task A_friend_may_get_it_again_after_its_pause_to_the_minute()
    {
        using var shop = new CouponShop("id: monthly\ntitle: c\ngift: 皿\nagain-after: 30 days");
        await shop.Chat.Follow(Hana);
        await shop.Give(Hana, "monthly");

        shop.Chat.Clock.MoveTo("2026-12-21T09:59+09:00");
        var soon = Assert.IsType<IssueResult.NotValidNow>(await shop.Ask(Hana, "monthly"));
        Assert.Equal(NotGiven.TooSoon, soon.Why);
        Assert.Contains("2026/12/21(月) 10:00", soon.Words);
        shop.Chat.Clock.MoveTo("2026-12-21T10:00+09:00");
        await shop.Give(Hana, "monthly");
    }

    [Fact]
    public async Task At_other_hours_it_is_refused_with_the_hours_and_the_card_says_them()
    {
        using var shop = new CouponShop(
            """
            id: lunch
            title: 平日ランチ
            amount-off: 100
            usable:
              - days: [mon, tue, wed, thu, fri]
                from: 11:00
                until: 14:00
              - days: [sat]
                closed-on: [2026-12-31, 2027-01-01]
            """);
        await shop.Chat.Follow(Hana);
        var issue = await shop.Give(Hana, "lunch");
        Assert.Contains("ご利用日時: 月～金 11:00～14:00、土(12/31・1/1を除く)", Text(CouponCard.For(issue, Chat.Tokyo)));

        shop.Chat.Clock.MoveTo("2026-11-24T10:59+09:00");
        Assert.Contains("月～金 11:00～14:00", Text(Assert.Single(await shop.Chat.Tap(Hana, $"coupon={issue.Id}&do=use"))));
        Assert.IsType<RedeemResult.NotNow>(await shop.Redeem(await shop.Stored(issue)));
        shop.Chat.Clock.MoveTo("2026-12-31T12:00+09:00");
        Assert.IsType<RedeemResult.NotNow>(await shop.Redeem(issue));
        shop.Chat.Clock.MoveTo("2026-11-24T14:00+09:00");
        Assert.IsType<RedeemResult.NotNow>(await shop.Redeem(issue));
        shop.Chat.Clock.MoveTo("2026-11-24T13:59+09:00");
        Assert.IsType<TemplateMessage>(Assert.Single(await shop.Chat.Tap(Hana, $"coupon={issue.Id}&do=use")));
        Assert.IsType<RedeemResult.Redeemed>(await shop.Redeem(issue));
    }

    [Theory]
    [InlineData("days: [mon, wed, sat, sun]", "月・水・土・日")]
    [InlineData("from: 17:00\n    until: 2:00", "毎日 17:00～翌2:00")]
    [InlineData("from: 17:00\n    until: 0:00", "毎日 17:00～24:00")]
    [InlineData("closed-on: [2026-12-31]", "毎日(12/31を除く)")]
    public async Task Hours_are_said_as_people_say_them(string span, string words)
    {
        using var shop = new CouponShop($"id: c\ntitle: c\ngift: 皿\nusable:\n  - {span}");
        await shop.Chat.Follow(Hana);

        Assert.Contains($"ご利用日時: {words}\"", Text(CouponCard.For(await shop.Give(Hana, "c"), Chat.Tokyo)));
    }

    [Fact]
    public async Task A_friend_whose_day_is_not_known_is_refused_politely_in_the_chat_of_a_survey_too()
    {
        using var shop = new CouponShop("id: back\ntitle: c\ngift: 皿\nvalid-months: 3\nafter: 最終来店日");
        await shop.Chat.Follow(Hana);

        Assert.NotNull(Assert.IsType<IssueResult.NotValidNow>(await shop.Ask(Hana, "back")).Words);
        await shop.Set(Hana, "最終来店日", "2026-10-31");
        Assert.Equal("2027-01-31T15:00:00.000Z", (await shop.Give(Hana, "back")).ExpiresAt!.Value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Terms_of_a_day_outlive_the_coupons_new_terms()
    {
        using var shop = new CouponShop();
        await shop.Chat.Follow(Hana);
        var catalog = shop.Chat.Get<CouponCatalog>();
        var coupon = new Coupon { Id = "renewed", Title = "c", Reward = new Reward.Gift("皿"), OncePerFriend = false, OnlyFor = "all", Value = 10 };
        Assert.True(await catalog.Add(coupon, default));
        var old = await shop.Give(Hana, "renewed");

        await catalog.Renew(coupon with { Reward = new Reward.Gift("椀"), OnlyFor = "tag = だれもいない" }, default);

        var renewed = (await catalog.Find("renewed", default))!;
        Assert.NotEqual(old.Version, renewed.Version);
        Assert.Equal(12, old.Version!.Length);
        Assert.IsType<IssueResult.NotValidNow>(await shop.Ask(Hana, "renewed"));
        Assert.Equal(new Reward.Gift("皿"), (await shop.Stored(old)).Offer.Reward);
        Assert.IsType<RedeemResult.Redeemed>(await shop.Redeem(old));
        await catalog.Close("renewed", default);
        Assert.Equal(renewed.Version, Assert.IsType<CatalogResult.Changed>(await catalog.Reopen("renewed", default)).Coupon.Version);
    }

    private sealed class Segments : ISegmentMembership
    {
        public bool? Member { get; set; }

        public ValueTask<bool?> Has(string segmentId, Friend friend, DateTimeOffset now, CancellationToken ct) => ValueTask.FromResult(segmentId == "gold" ? Member : null);
    }
}
