using System.Net.Http.Json;
using Bot.Campaigns;
using Bot.Conditions;
using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Tests.Campaigns;

public class CampaignSendTests
{
    private static readonly string[] Tastes = ["甘口", "辛口", "常連"];

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Exactly_the_friends_of_the_segment_get_it_once()
    {
        await using var shop = new Shop();
        var random = new Random(7);
        var friends = await shop.Befriend(1_700, (_, friend) => friend with
        {
            Status = random.Next(10) == 0 ? FriendStatus.Blocked : FriendStatus.Following,
            Tags = [.. Tastes.Where(_ => random.Next(2) == 0).Select(Shop.Tag)],
        });
        const string condition = "tag = 甘口 and not tag = 辛口";
        var draft = await shop.Draft(condition);
        var context = new ConditionContext(Shop.Noon, Shop.Tokyo);
        var parsed = ConditionText.Parse(condition).Condition!.AmongFollowing();
        var expected = (await shop.Store.GetMany(FriendCollections.Friends, friends, None))
            .Where(friend => parsed.Holds(friend.Value, context))
            .Select(friend => friend.Value.Id)
            .ToList();

        await shop.Approved(draft);
        await shop.Run();

        var outbox = await shop.Outbox(draft.Id);
        Assert.Equal(expected, outbox.SelectMany(message => message.To));
        Assert.All(outbox, message => Assert.True(message.Call == OutboxCall.Multicast && message.To.Count <= 500 && Guid.TryParse(message.RetryKey, out _)));
        Assert.Equal($"{draft.Id}-000001", outbox[0].Id);
        Assert.Equal(CampaignState.Sending, (await shop.Campaign(draft.Id)).State);

        await shop.Send();
        await shop.Run();

        var campaign = await shop.Campaign(draft.Id);
        Assert.Equal(CampaignState.Sent, campaign.State);
        Assert.Equal(new CampaignCounts(expected.Count, 0, 0, 0, 0), campaign.Counts);
        Assert.Equal(expected, shop.Delivered.Select(delivery => delivery.FriendId));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_process_killed_at_any_commit_of_freezing_goes_on_without_a_friend_twice_or_missing(bool personal, bool written)
    {
        await using var shop = new Shop();

        // Several commits: batches go by 4,000 friends, own messages by 250.
        var friends = await shop.Befriend(personal ? 510 : 4_001);
        for (var dies = 1; ; dies++)
        {
            shop.Delivered.Clear();
            var draft = await shop.Draft(text: personal ? "{name}さん、こんにちは" : "こんにちは");
            await shop.Approved(draft);

            shop.Store.DieAt(dies, written);
            var died = await Record.ExceptionAsync(shop.Run) is StoreException;

            // Nothing goes out before everybody is written down.
            if ((await shop.Campaign(draft.Id)).State != CampaignState.Sending)
            {
                await shop.Restart();
                Assert.Equal(0, await shop.Send());
            }

            await shop.Restart();
            await shop.Run();
            await shop.Run();
            await shop.Send();
            await shop.Run();

            Assert.Equal(friends, shop.Delivered.Select(delivery => delivery.FriendId).Order(StringComparer.Ordinal));
            Assert.Equal(CampaignState.Sent, (await shop.Campaign(draft.Id)).State);
            if (!died)
            {
                Assert.True(dies > 4, $"Freezing took only {dies - 1} commits.");
                return;
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_killed_while_giving_coupons_gives_each_friend_one(bool written)
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(260);
        for (var dies = 1; ; dies++)
        {
            shop.Delivered.Clear();
            var coupon = Curry with { Id = $"curry-{dies}" };
            await shop.Offer(coupon);
            var draft = await shop.Draft(couponId: coupon.Id);
            await shop.Approved(draft);

            shop.Store.DieAt(dies, written);
            var died = await Record.ExceptionAsync(shop.Run) is StoreException;
            await shop.Restart();
            await shop.Offer(Curry);
            await shop.Run();
            await shop.Run();
            await shop.Send();
            await shop.Run();

            Assert.Equal(friends, shop.Delivered.Select(delivery => delivery.FriendId).Order(StringComparer.Ordinal));
            var issues = await shop.Store.Find(new Query<CouponIssue>(CouponCollections.Issues, Filter.Equal("couponId", coupon.Id)) { Limit = 1_000 }, None);
            Assert.Equal(friends, issues.Items.Select(issue => issue.Value.FriendId).Order(StringComparer.Ordinal));
            var stored = await shop.Store.GetMany(FriendCollections.Friends, friends, None);
            Assert.All(stored, friend => Assert.Single(friend.Value.Coupons, fact => fact.Coupon == coupon.Id));
            if (!died)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Who_holds_the_coupon_already_is_left_out_and_the_reason_is_kept()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        await shop.Befriend(3, (number, friend) => number == 2
            ? friend.WithCoupon(new CouponFact(Curry.Id, "earlier", Shop.Noon))
            : friend);
        var draft = await shop.Draft(text: "クーポンをどうぞ", couponId: Curry.Id);

        await shop.Approved(draft);
        await shop.Run();
        await shop.Send();
        await shop.Run();

        Assert.Equal([Shop.Id(1), Shop.Id(3)], shop.Delivered.Select(delivery => delivery.FriendId));
        Assert.All(shop.Delivered, delivery => Assert.IsType<FlexMessage>(delivery.Messages[^1]));
        Assert.Equal(new CampaignCounts(2, 1, 0, 0, 0), (await shop.Campaign(draft.Id)).Counts);
        var skipped = await shop.Get<CampaignRecipients>().Find(draft.Id, Shop.Id(2), None);
        Assert.Equal(RecipientState.Skipped, skipped!.State);
        Assert.Contains("すでに", skipped.Reason!.Japanese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_terms_that_were_previewed_are_given_though_the_coupon_changes()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        await shop.Befriend(1);
        var draft = await shop.Draft(couponId: Curry.Id);
        await shop.Approved(draft, "2026-11-22T10:00");

        await shop.Offer(Curry with { Reward = new Reward.PercentOff(90) });
        shop.Clock.Now = Shop.Noon.AddDays(1);
        await shop.Run();

        var issues = await shop.Store.Find(new Query<CouponIssue>(CouponCollections.Issues, Filter.Everything), None);
        Assert.Equal(Curry.Reward, Assert.Single(issues.Items).Value.Offer.Reward);
    }

    [Fact]
    public async Task A_coupon_that_is_over_keeps_the_campaign_from_starting()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        await shop.Befriend(1);
        var draft = await shop.Draft(couponId: Curry.Id);
        await shop.Approved(draft, "2026-11-22T10:00");

        await shop.Offer(Curry with { ClosedAt = Shop.Noon.AddHours(1) });
        shop.Clock.Now = Shop.Noon.AddDays(1);
        await shop.Run();

        var campaign = await shop.Campaign(draft.Id);
        Assert.Equal((CampaignState.Paused, PauseCause.CannotStart), (campaign.State, campaign.Pause!.Cause));
        Assert.Empty(await shop.Outbox());
    }

    [Fact]
    public async Task A_missing_value_never_shows_a_placeholder()
    {
        await using var shop = new Shop();
        await shop.Befriend(2, (number, friend) => number == 1 ? friend : friend with { Profile = null });
        var draft = await shop.Draft(text: "{name|お客さま}、{birthday_menu|季節のメニュー}をどうぞ{gift}");

        await shop.Approved(draft);
        await shop.Run();
        await shop.Send();

        Assert.Equal(
            ["友だち1、季節のメニューをどうぞ", "お客さま、季節のメニューをどうぞ"],
            shop.Delivered.Select(delivery => ((TextMessage)delivery.Messages[0]).Text));
    }

    [Fact]
    public async Task A_pause_lets_nothing_more_out_and_a_resume_sends_the_rest()
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(1_200);
        var draft = await shop.Draft();
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send(atMost: 1);

        Assert.IsType<StepResult.Taken>(await shop.Desk.Pause(draft.Id, None));
        Assert.Equal(0, await shop.Send());
        await shop.Run();
        Assert.Equal(CampaignState.Paused, (await shop.Campaign(draft.Id)).State);

        Assert.IsType<StepResult.Taken>(await shop.Desk.Resume(draft.Id, None));
        await shop.Send();
        await shop.Run();

        Assert.Equal(friends, shop.Delivered.Select(delivery => delivery.FriendId));
        Assert.Equal(CampaignState.Sent, (await shop.Campaign(draft.Id)).State);
    }

    [Fact]
    public async Task A_cancelled_campaign_drops_who_still_waits_and_takes_back_coupons_nobody_saw()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry);
        await shop.Befriend(5);
        var draft = await shop.Draft(couponId: Curry.Id);
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send(atMost: 2);

        Assert.IsType<StepResult.Taken>(await shop.Desk.Cancel(draft.Id, None));
        Assert.Equal(0, await shop.Send());
        await shop.Run();

        var campaign = await shop.Campaign(draft.Id);
        Assert.Equal(CampaignState.Cancelled, campaign.State);
        Assert.Equal(new CampaignCounts(2, 3, 0, 0, 0), campaign.Counts);
        Assert.Null(campaign.DueAt);
        var friends = await shop.Store.GetMany(FriendCollections.Friends, [.. Enumerable.Range(1, 5).Select(Shop.Id)], None);
        Assert.Equal([1, 1, 0, 0, 0], friends.Select(friend => friend.Value.Coupons.Count));
        Assert.Equal(2, await shop.Store.Count(CouponCollections.Issues, Filter.Everything, None));

        // So the next campaign can give it to those three.
        var next = await shop.Draft(text: "もう一度", couponId: Curry.Id);
        await shop.Approved(next);
        await shop.Run();
        await shop.Send();
        Assert.Equal(5, shop.Delivered.Select(delivery => delivery.FriendId).Distinct().Count());
    }

    [Fact]
    public async Task A_limited_coupon_goes_to_as_many_as_there_are_and_a_cancelled_campaign_gives_places_back()
    {
        await using var shop = new Shop();
        await shop.Offer(Curry with { Limit = 3 });
        await shop.Befriend(5);
        var draft = await shop.Draft(couponId: Curry.Id);
        await shop.Approved(draft);
        await shop.Run();
        Assert.Equal(3, await shop.Store.Count(CouponCollections.Places, Filter.Everything, None));
        await shop.Send(atMost: 1);

        await shop.Desk.Cancel(draft.Id, None);
        await shop.Send();
        await shop.Run();

        Assert.Equal(1, await shop.Store.Count(CouponCollections.Places, Filter.Everything, None));
        Assert.Equal(1, await shop.Store.Count(CouponCollections.Issues, Filter.Everything, None));
    }

    [Fact]
    public async Task A_running_send_rests_as_soon_as_another_instance_is_told_that_it_is_quiet_now()
    {
        using var test = TestStore.OnSqlite();
        await using var shop = new Shop(test);
        await using var second = new Shop(test);
        await shop.Befriend(1_200);
        var draft = await shop.Draft();
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send(atMost: 1);

        await second.Api.PutAsJsonAsync("/api/settings", new { quietHours = "11:00-13:00" });
        await shop.Run();

        var resting = await shop.Campaign(draft.Id);
        Assert.Equal((CampaignState.Paused, PauseCause.QuietHours), (resting.State, resting.Pause!.Cause));
        shop.Clock.Now = Shop.Noon.AddHours(1);
        await shop.Run();
        await shop.Send();
        Assert.Equal(1_200, shop.Delivered.Count);
    }

    [Fact]
    public async Task A_running_send_rests_from_nine_in_the_evening_until_nine_in_the_morning()
    {
        await using var shop = new Shop();
        await shop.Befriend(1_200);
        var draft = await shop.Draft();
        shop.Clock.Now = Shop.Noon.AddHours(8).AddMinutes(59);
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send(atMost: 1);
        await shop.Run();
        Assert.Equal(CampaignState.Sending, (await shop.Campaign(draft.Id)).State);

        shop.Clock.Now = Shop.Noon.AddHours(9);
        await shop.Run();
        var resting = await shop.Campaign(draft.Id);
        Assert.Equal((CampaignState.Paused, PauseCause.QuietHours), (resting.State, resting.Pause!.Cause));
        Assert.Equal(0, await shop.Send());

        shop.Clock.Now = Shop.Noon.AddHours(20).AddMinutes(59);
        await shop.Run();
        Assert.IsType<StepResult.Taken>(await shop.Desk.Resume(draft.Id, None));
        Assert.Equal(0, await shop.Send());

        shop.Clock.Now = Shop.Noon.AddHours(21);
        await shop.Run();
        await shop.Send();
        await shop.Run();
        Assert.Equal(CampaignState.Sent, (await shop.Campaign(draft.Id)).State);
        Assert.Equal(1_200, shop.Delivered.Count);
    }

    [Fact]
    public async Task A_campaign_that_falls_due_at_night_because_the_bot_was_off_waits_for_the_morning()
    {
        await using var shop = new Shop();
        await shop.Befriend(3);
        var draft = await shop.Draft();
        await shop.Approved(draft, "2026-11-21T20:00");

        shop.Clock.Now = Shop.Noon.AddHours(11);
        await shop.Run();

        var campaign = await shop.Campaign(draft.Id);
        Assert.Equal(CampaignState.Scheduled, campaign.State);
        Assert.Equal(Shop.Noon.AddHours(21), campaign.SendAt);
        Assert.Empty(await shop.Outbox());
    }

    [Fact]
    public async Task An_audience_that_grew_wildly_since_its_approval_waits_for_a_person()
    {
        await using var shop = new Shop();
        await shop.Befriend(100);
        var draft = await shop.Draft();
        await shop.Approved(draft, "2026-11-21T15:00");
        await shop.Befriend(101, first: 1_000);

        shop.Clock.Now = Shop.Noon.AddHours(3);
        await shop.Run();
        var paused = await shop.Campaign(draft.Id);
        Assert.Equal((CampaignState.Paused, PauseCause.AudienceGrew), (paused.State, paused.Pause!.Cause));
        Assert.Contains("201", paused.Pause.Reason.English, StringComparison.Ordinal);

        await shop.Desk.Resume(draft.Id, None);
        await shop.Run();
        await shop.Send();
        Assert.Equal(201, shop.Delivered.Count);
    }

    [Fact]
    public async Task When_the_outbox_holds_the_mailing_the_campaign_shows_why_and_a_person_resumes_it()
    {
        await using var shop = new Shop();
        await shop.Befriend(2);
        var draft = await shop.Draft();
        await shop.Approved(draft);
        await shop.Run();
        var mailing = (await shop.Store.Get(OutboxCollections.Mailings, draft.Id, None))!;
        await shop.Store.Commit(
            new Commit().Replace(OutboxCollections.Mailings, mailing.Value with { Held = true, HeldBecause = new("今月の上限に達しました。", "The limit is reached.") }, mailing.Version),
            None);

        await shop.Run();
        var paused = await shop.Campaign(draft.Id);
        Assert.Equal((CampaignState.Paused, PauseCause.Outbox, new Words("今月の上限に達しました。", "The limit is reached.")), (paused.State, paused.Pause!.Cause, paused.Pause.Reason));

        await shop.Desk.Resume(draft.Id, None);
        Assert.Equal(1, await shop.Send());
    }

    [Fact]
    public async Task A_send_that_LINE_refused_for_everybody_has_failed_and_says_why()
    {
        await using var shop = new Shop();
        await shop.Befriend(2);
        var draft = await shop.Draft();
        await shop.Approved(draft);
        await shop.Run();

        await shop.Send(outcome: message => message with { State = OutboxState.Failed, Reason = new("LINEが受け付けませんでした。", "LINE refused it.") });
        await shop.Run();

        Assert.Equal(CampaignState.Failed, (await shop.Campaign(draft.Id)).State);
        var page = await shop.Get<CampaignRecipients>().List(draft.Id, RecipientState.Failed, null, 10, None);
        Assert.Equal(["LINE refused it.", "LINE refused it."], page.Recipients.Select(recipient => recipient.Reason!.English));
    }

    [Fact]
    public async Task Every_friend_of_the_audience_is_accounted_for_page_by_page()
    {
        await using var shop = new Shop();
        var friends = await shop.Befriend(1_234);
        var draft = await shop.Draft();
        await shop.Approved(draft);
        await shop.Run();
        await shop.Send(atMost: 2, message => message with { Skipped = [new SkippedFriend(message.To[3], new("ブロックされています。", "Blocked the account."))] });
        var recipients = shop.Get<CampaignRecipients>();

        var all = new List<Recipient>();
        string? after = null;
        do
        {
            var page = await recipients.List(draft.Id, null, after, 100, None);
            all.AddRange(page.Recipients);
            after = page.After;
        }
        while (after is not null);

        Assert.Equal(friends, all.Select(recipient => recipient.FriendId));
        Assert.Equal(998, all.Count(recipient => recipient.State == RecipientState.Sent));
        Assert.Equal(234, all.Count(recipient => recipient.State == RecipientState.Waiting));
        Assert.Equal([friends[3], friends[503]], (await recipients.List(draft.Id, RecipientState.Skipped, null, 10, None)).Recipients.Select(recipient => recipient.FriendId));
        Assert.Equal(RecipientState.Waiting, (await recipients.Find(draft.Id, friends[1_233], None))!.State);
        Assert.Null(await recipients.Find(draft.Id, "Uffffffffffffffffffffffffffffffff", None));
        Assert.Equal(
            new CampaignCounts(998, 2, 0, 0, 234),
            await shop.Get<CampaignTally>().Of(await shop.Campaign(draft.Id), None));
    }

    private static Coupon Curry { get; } = new()
    {
        Id = "curry",
        Title = "新カレー割引",
        Reward = new Reward.PercentOff(10),
        ValidDays = 7,
    };
}
