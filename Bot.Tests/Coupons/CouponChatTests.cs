using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using Bot.Tests.Friends;
using Microsoft.Extensions.DependencyInjection;

namespace Bot.Tests.Coupons;

/// <summary>Friends and staff use coupons, over the real turn and a real store.</summary>
public sealed class CouponChatTests : IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";
    private const string Taro = "U22222222222222222222222222222222";

    private readonly Chat _chat = new(
        services => services.AddFriends().AddCoupons().AddSingleton<IReaction, ShowCoupons>(),
        ("coupons/first-10off.yaml", "id: first-10off\ntitle: 初回10%OFF\npercent-off: 10\nvalid-days: 30"),
        ("coupons/today.yaml", "id: today\ntitle: 24時間限定\npercent-off: 20\nvalid-hours: 24\nonce-per-friend: false"),
        ("coupons/closed.yaml", "id: closed\ntitle: 終了\npercent-off: 5\nclosed: true"),
        ("coupons/over.yaml", "id: over\ntitle: 終了\npercent-off: 5\nvalid-until: 2026-11-20"),
        ("coupons/december.yaml", "id: december\ntitle: 12月\npercent-off: 5\nvalid-from: 2026-12-01"));

    public void Dispose() => _chat.Dispose();

    [Fact]
    public async Task Tapping_use_asks_first_and_confirming_uses_it_up_with_a_number()
    {
        var issue = await Given(Hana, "first-10off");

        var asked = Assert.IsType<ConfirmTemplate>(Assert.IsType<TemplateMessage>(Assert.Single(await _chat.Tap(Hana, $"coupon={issue.Id}&do=use"))).Template);
        Assert.Contains("店員の前で", asked.Text);
        Assert.Equal(["使用する", "もどる"], asked.Actions.Select(action => action.Label));
        Assert.Equal(IssueState.Issued, (await Stored(issue)).State);

        _chat.Clock.Advance(TimeSpan.FromMinutes(1));
        var used = Assert.IsType<FlexMessage>(Assert.Single(await _chat.Tap(Hana, Data(asked.Actions[0]))));
        var redemption = (await Stored(issue)).Redemption!;
        Assert.Contains(redemption.Number, LineJson.ToElement(used.Contents).GetRawText());
        Assert.Contains("2026/11/21(土) 10:01", LineJson.ToElement(used.Contents).GetRawText());
        Assert.NotNull(Assert.Single((await _chat.Friend(Hana)).Coupons).RedeemedAt);
        Assert.Equal([TimelineKind.CouponIssued, TimelineKind.CouponRedeemed], await Happened(Hana));
    }

    [Fact]
    public async Task Going_back_shows_the_card_and_uses_nothing()
    {
        var issue = await Given(Hana, "first-10off");

        var card = Assert.IsType<FlexMessage>(Assert.Single(await _chat.Tap(Hana, $"coupon={issue.Id}&do=show")));

        Assert.Contains(CouponCode.Say(issue.Code), LineJson.ToElement(card.Contents).GetRawText());
        Assert.Equal(IssueState.Issued, (await Stored(issue)).State);
    }

    [Fact]
    public async Task A_second_tap_shows_the_same_number_again()
    {
        var issue = await Given(Hana, "first-10off");
        await _chat.Tap(Hana, $"coupon={issue.Id}&do=confirm");
        var number = (await Stored(issue)).Redemption!.Number;
        _chat.Clock.Advance(TimeSpan.FromMinutes(3));

        foreach (var tap in new[] { "confirm", "use", "show" })
        {
            var said = Assert.IsType<FlexMessage>(Assert.Single(await _chat.Tap(Hana, $"coupon={issue.Id}&do={tap}")));
            Assert.Contains(number, LineJson.ToElement(said.Contents).GetRawText());
        }

        Assert.Single(await Happened(Hana), TimelineKind.CouponRedeemed);
    }

    [Fact]
    public async Task A_forwarded_button_works_for_nobody_else()
    {
        var issue = await Given(Hana, "first-10off");

        var said = Assert.IsType<TextMessage>(Assert.Single(await _chat.Tap(Taro, $"coupon={issue.Id}&do=confirm")));

        Assert.Contains("ご本人さま", said.Text);
        Assert.Equal(said, Assert.Single(await _chat.Tap(Taro, "coupon=nonsense&do=confirm")));
        Assert.Equal(IssueState.Issued, (await Stored(issue)).State);
        Assert.Empty((await _chat.Friend(Taro)).Coupons);
    }

    [Fact]
    public async Task A_confirmation_found_later_in_the_chat_is_asked_again()
    {
        var issue = await Given(Hana, "first-10off");
        var confirm = CouponPostback.Confirm(issue.Id, _chat.Clock.GetUtcNow());
        _chat.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.IsType<TemplateMessage>(Assert.Single(await _chat.Tap(Hana, confirm)));
        Assert.Equal(IssueState.Issued, (await Stored(issue)).State);
    }

    [Fact]
    public async Task A_day_coupon_works_a_minute_before_its_end_and_not_after()
    {
        var issue = await Given(Hana, "today");
        var other = await Given(Hana, "today");
        _chat.Clock.MoveTo("2026-11-22T09:59+09:00");
        Assert.IsType<FlexMessage>(Assert.Single(await _chat.Tap(Hana, $"coupon={issue.Id}&do=confirm")));

        _chat.Clock.MoveTo("2026-11-22T10:01+09:00");
        var late = Assert.IsType<TextMessage>(Assert.Single(await _chat.Tap(Hana, $"coupon={other.Id}&do=confirm")));

        Assert.Contains("有効期限", late.Text);
        Assert.Null((await Stored(other)).Redemption);
    }

    [Fact]
    public async Task One_friend_gets_it_once_and_keeps_the_terms_of_that_day()
    {
        await Given(Hana, "first-10off");

        Assert.IsType<IssueResult.AlreadyHeld>(await Desk.Issue("first-10off", Hana, FactSource.Api, default));
        Assert.Equal(1, await _chat.Store.Count(CouponCollections.Issues, Filter.Everything, default));
    }

    [Theory]
    [InlineData("closed", typeof(IssueResult.NotValidNow))]
    [InlineData("over", typeof(IssueResult.NotValidNow))]
    [InlineData("nothing", typeof(IssueResult.UnknownCoupon))]
    public async Task What_is_not_offered_is_not_given(string coupon, Type result)
    {
        await _chat.Follow(Hana);

        Assert.IsType(result, await Desk.Issue(coupon, Hana, FactSource.Api, default));
        Assert.Empty((await _chat.Friend(Hana)).Coupons);
    }

    [Fact]
    public async Task A_coupon_for_later_is_given_now_and_used_then()
    {
        var issue = await Given(Hana, "december");

        Assert.Contains("2026/12/01(火) 00:00", Assert.IsType<TextMessage>(Assert.Single(await _chat.Tap(Hana, $"coupon={issue.Id}&do=use"))).Text);
        Assert.IsType<RedeemResult.NotYet>(await Desk.Redeem(issue.Code, FactSource.Staff("田中"), default));
        _chat.Clock.MoveTo("2026-12-01T00:00+09:00");
        Assert.IsType<TemplateMessage>(Assert.Single(await _chat.Tap(Hana, $"coupon={issue.Id}&do=use")));
    }

    [Fact]
    public async Task Writing_coupon_shows_the_unused_ones_soonest_end_first()
    {
        Assert.Contains("ありません", Assert.IsType<TextMessage>(Assert.Single(await _chat.Write(Hana, "クーポン"))).Text);
        var first = await Given(Hana, "first-10off");
        var today = await Given(Hana, "today");
        var used = await Given(Hana, "today");
        await _chat.Tap(Hana, $"coupon={used.Id}&do=confirm");

        var cards = Assert.IsType<FlexMessage>(Assert.Single(await _chat.Write(Hana, "ｸｰﾎﾟﾝ "))).Contents;

        var bubbles = Assert.IsType<FlexCarousel>(cards).Contents;
        Assert.Equal(2, bubbles.Count);
        Assert.Contains(today.Id, LineJson.ToElement(bubbles[0]).GetRawText());
        Assert.Contains(first.Id, LineJson.ToElement(bubbles[1]).GetRawText());
    }

    [Fact]
    public async Task Twenty_coupons_are_shown_as_twelve()
    {
        for (var i = 0; i < 20; i++)
        {
            await Given(Hana, "today");
        }

        var cards = Assert.IsType<FlexMessage>(Assert.Single(await _chat.Write(Hana, "クーポン"))).Contents;

        Assert.Equal(12, Assert.IsType<FlexCarousel>(cards).Contents.Count);
    }

    [Fact]
    public async Task Staff_redeem_by_code_undo_with_a_reason_and_redeem_again()
    {
        var issue = await Given(Hana, "first-10off");
        var tanaka = FactSource.Staff("田中");

        Assert.IsType<RedeemResult.Redeemed>(await Desk.Redeem(CouponCode.Say(issue.Code).ToLowerInvariant(), tanaka, default));
        Assert.IsType<RedeemResult.AlreadyRedeemed>(await Desk.Redeem(issue.Code, tanaka, default));
        Assert.NotNull((await Desk.Undo(issue.Code, "お会計の取り消し", tanaka, default))!.Changed);
        Assert.Null((await Desk.Undo(issue.Code, "もう一度", tanaka, default))!.Changed);
        Assert.Null(Assert.Single((await _chat.Friend(Hana)).Coupons).RedeemedAt);
        Assert.IsType<RedeemResult.Redeemed>(await Desk.Redeem(issue.Code, tanaka, default));

        var undone = (await _chat.TimelineOf(Hana)).Single(entry => entry.Kind == TimelineKind.CouponRedemptionUndone);
        Assert.Contains("お会計の取り消し", undone.Detail);
        Assert.Equal(tanaka, undone.Source);
        Assert.Equal(2, (await Happened(Hana)).Count(kind => kind == TimelineKind.CouponRedeemed));
    }

    [Fact]
    public async Task A_revoked_coupon_is_refused_politely()
    {
        var issue = await Given(Hana, "first-10off");
        await Desk.Revoke(issue.Code, "誤配布", FactSource.Staff("田中"), default);

        Assert.Contains("ご利用いただけなくなりました", Assert.IsType<TextMessage>(Assert.Single(await _chat.Tap(Hana, $"coupon={issue.Id}&do=use"))).Text);
        Assert.IsType<RedeemResult.Revoked>(await Desk.Redeem(issue.Code, FactSource.Staff("田中"), default));
        Assert.NotNull(Assert.Single((await _chat.Friend(Hana)).Coupons).RevokedAt);
    }

    [Fact]
    public async Task Whatever_races_it_is_redeemed_exactly_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var issue = await Given(Hana, "today");
            var staff = Enumerable.Range(0, 4).Select(i =>
                Task.Run(async () => await Desk.Redeem(issue.Code, FactSource.Staff($"staff{i}"), default) is RedeemResult.Redeemed));
            var taps = Enumerable.Range(0, 4).Select(_ =>
                Task.Run(async () =>
                {
                    await _chat.Tap(Hana, $"coupon={issue.Id}&do=confirm");
                    return false;
                }));

            var byStaff = (await Task.WhenAll(staff.Concat(taps))).Count(redeemed => redeemed);

            var redemption = (await Stored(issue)).Redemption!;
            Assert.Equal(redemption.By.Kind == FactSourceKind.Staff ? 1 : 0, byStaff);
            Assert.Equal(round + 1, (await Happened(Hana)).Count(kind => kind == TimelineKind.CouponRedeemed));
        }
    }

    [Fact]
    public async Task Given_by_many_at_once_it_is_given_once()
    {
        await _chat.Follow(Hana);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            Task.Run(() => Desk.Issue("first-10off", Hana, FactSource.Api, default))));

        Assert.Single(results, result => result is IssueResult.Issued);
        Assert.Equal(1, await _chat.Store.Count(CouponCollections.Issues, Filter.Everything, default));
        Assert.Single((await _chat.Friend(Hana)).Coupons);
    }

    [Fact]
    public async Task Erasing_a_friend_takes_the_issues_and_leaves_the_counts()
    {
        var issue = await Given(Hana, "today");
        await Given(Hana, "today");
        await Given(Taro, "today");
        await Desk.Redeem(issue.Code, FactSource.Staff("田中"), default);
        var before = await Counts();

        var receipt = await _chat.Get<FriendErasure>().Erase(Hana, default);

        Assert.Contains(new ErasedCount("couponIssues", 2), receipt!.Erased);
        Assert.Equal(before, await Counts());
        Assert.Equal(new CouponCounts(3, 1, 0, 0), before);
        Assert.Null(await Desk.Redeem(issue.Code, FactSource.Staff("田中"), default));

        async Task<CouponCounts> Counts() => CouponCounts.Of((await _chat.Get<CouponReporter>().Read("today", default))[0].Total);
    }

    private CouponDesk Desk => _chat.Get<CouponDesk>();

    private async Task<CouponIssue> Given(string friend, string coupon)
    {
        if (await _chat.Get<FriendStore>().Find(friend, default) is null)
        {
            await _chat.Follow(friend);
        }

        return Assert.IsType<IssueResult.Issued>(await Desk.Issue(coupon, friend, FactSource.Staff("佐藤"), default)).Issue;
    }

    private async Task<CouponIssue> Stored(CouponIssue issue) =>
        (await _chat.Store.Get(CouponCollections.Issues, issue.Id, default))!.Value;

    private async Task<IReadOnlyList<TimelineKind>> Happened(string friend) =>
        [.. (await _chat.TimelineOf(friend)).Select(entry => entry.Kind).Where(kind => kind is not (TimelineKind.Tapped or TimelineKind.Wrote or TimelineKind.Followed))];

    private static string Data(LineAction action) => Assert.IsType<PostbackAction>(action).Data;
}
