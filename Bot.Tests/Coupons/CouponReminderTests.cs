using Bot.Calendar;
using Bot.Coupons;
using Bot.Friends;
using Bot.Line;
using Bot.Storage;
using static Bot.Tests.Coupons.CouponShop;

namespace Bot.Tests.Coupons;

/// <summary>Before it ends, who has not used it is reminded: once, awake, and nobody else.</summary>
public sealed class CouponReminderTests : IDisposable
{
    private readonly CouponShop _shop = new("id: c\ntitle: 秋の感謝\ngift: 皿\nvalid-days: 10\nremind: 3 days\nonce-per-friend: false");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Three_days_before_the_end_the_card_comes_once()
    {
        var issue = await Given(Hana);
        _shop.Chat.Clock.MoveTo("2026-11-28T23:59+09:00");
        Assert.Equal(0, await _shop.Reminders().RemindDue(default));

        _shop.Chat.Clock.MoveTo("2026-11-29T00:00+09:00");
        Assert.Equal(1, await _shop.Reminders().RemindDue(default));
        Assert.Equal(0, await _shop.Reminders().RemindDue(default));

        var messages = Assert.Single(await _shop.Pushed(Hana)).Messages!;
        Assert.Contains("2026/12/01(火)まで", Text(messages[0]));
        Assert.Contains(issue.Id, Text(messages[1]));
        Assert.Empty(LineLimits.Check(messages));
        Assert.Equal(ReminderOutcome.Sent, (await _shop.Stored(issue)).Reminder!.Outcome);
    }

    [Fact]
    public async Task Who_used_it_blocked_the_account_or_was_erased_is_left_alone()
    {
        var used = await Given(Hana);
        var blocked = await Given(Taro);
        const string erased = "U33333333333333333333333333333333";
        await Given(erased);
        await _shop.Redeem(used);
        await _shop.Chat.Block(Taro);
        await _shop.Chat.Get<FriendErasure>().Erase(erased, default);
        _shop.Chat.Clock.MoveTo("2026-11-30T12:00+09:00");

        Assert.Equal(0, await _shop.Reminders().RemindDue(default));

        Assert.Equal(0, await _shop.Chat.Store.Count(Bot.Outbox.OutboxCollections.Messages, Filter.Everything, default));
        Assert.Equal(ReminderOutcome.NotFollowing, (await _shop.Stored(blocked)).Reminder!.Outcome);
    }

    [Fact]
    public async Task In_quiet_hours_it_waits_and_after_the_end_it_is_not_sent()
    {
        var issue = await Given(Hana);
        var reminders = _shop.Reminders(quiet: QuietHours.Parse("21:00-09:00"));
        _shop.Chat.Clock.MoveTo("2026-11-29T08:59+09:00");
        Assert.Equal(0, await reminders.RemindDue(default));

        _shop.Chat.Clock.MoveTo("2026-11-29T09:00+09:00");
        Assert.Equal(1, await reminders.RemindDue(default));

        var late = await Given(Taro);
        _shop.Chat.Clock.MoveTo("2027-01-01T12:00+09:00");
        Assert.Equal(0, await reminders.RemindDue(default));
        Assert.Equal(ReminderOutcome.TooLate, (await _shop.Stored(late)).Reminder!.Outcome);
        Assert.NotNull(issue.RemindAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_dies_at_the_commit_reminds_once_all_the_same(bool written)
    {
        await Given(Hana);
        _shop.Chat.Clock.MoveTo("2026-11-30T12:00+09:00");
        var failing = new FailingStore(_shop.Chat.Store);
        failing.DieAt(1, written);
        await Assert.ThrowsAsync<StoreException>(() => _shop.Reminders(failing).RemindDue(default));

        await _shop.Reminders().RemindDue(default);

        Assert.Single(await _shop.Pushed(Hana));
    }

    [Fact]
    public async Task Two_instances_at_once_remind_once()
    {
        for (var i = 0; i < 20; i++)
        {
            await Given(Hana);
        }

        _shop.Chat.Clock.MoveTo("2026-11-30T12:00+09:00");

        var counts = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => _shop.Reminders().RemindDue(default))));

        Assert.Equal(20, counts.Sum());
        Assert.Equal(20, (await _shop.Pushed(Hana)).Count);
    }

    [Fact]
    public async Task Who_uses_it_while_the_reminder_is_decided_gets_none()
    {
        var issue = await Given(Hana);
        _shop.Chat.Clock.MoveTo("2026-11-30T12:00+09:00");
        var failing = new FailingStore(_shop.Chat.Store) { Meanwhile = async _ => await _shop.Redeem(issue) };

        Assert.Equal(0, await _shop.Reminders(failing).RemindDue(default));
        Assert.Empty(await _shop.Pushed(Hana));
    }

    [Fact]
    public async Task The_shops_own_words_call_the_friend_by_name()
    {
        using var shop = new CouponShop("id: c\ntitle: 秋の感謝\ngift: 皿\nvalid-hours: 24\nremind: 3h\nremind-text: \"{name|お客さま}、もうすぐ終わりです\"");
        await shop.Chat.Follow(Hana);
        await shop.Give(Hana, "c");
        shop.Chat.Clock.MoveTo("2026-11-22T07:00+09:00");

        await shop.Reminders().RemindDue(default);

        Assert.Contains("お客さま、もうすぐ終わりです", Text(Assert.Single(await shop.Pushed(Hana)).Messages![0]));
    }

    [Fact]
    public async Task Who_got_it_in_its_last_days_is_not_reminded_at_once()
    {
        using var shop = new CouponShop("id: c\ntitle: c\ngift: 皿\nvalid-until: 2026-11-22\nremind: 3 days");
        await shop.Chat.Follow(Hana);

        Assert.Null((await shop.Give(Hana, "c")).RemindAt);
    }

    private async Task<CouponIssue> Given(string friend)
    {
        await _shop.Chat.Follow(friend);
        return await _shop.Give(friend, "c");
    }
}
