using Bot.Coupons;
using Bot.Friends;

namespace Bot.Tests.Coupons;

public class CouponMachineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private static readonly FactSource Staff = FactSource.Staff("田中");

    private static readonly CouponIssue Issue = new()
    {
        Id = "i1",
        CouponId = "first-10off",
        FriendId = "U1",
        Code = "K7MF2RXA9HTP",
        IssuedAt = Noon,
        ExpiresAt = Noon.AddHours(24),
        Offer = new Offer("初回10%OFF", new Reward.PercentOff(10)),
        Source = FactSource.Bot,
    };

    [Fact]
    public void Redeeming_keeps_when_by_whom_and_the_number()
    {
        var redeemed = Assert.IsType<RedeemResult.Redeemed>(CouponMachine.Redeem(Issue, Noon.AddHours(1), Staff, "042317")).Issue;

        Assert.Equal(IssueState.Redeemed, redeemed.State);
        Assert.Equal(new Redemption(Noon.AddHours(1), "042317", Staff), redeemed.Redemption);
        Assert.Equal(Noon.AddHours(1), redeemed.ToFact().RedeemedAt);
    }

    [Fact]
    public void A_second_redemption_changes_nothing_and_shows_the_first()
    {
        var first = CouponMachine.Redeem(Issue, Noon, Staff, "111111").Issue;

        var second = CouponMachine.Redeem(first, Noon.AddMinutes(1), Staff, "222222");

        Assert.Equal("111111", Assert.IsType<RedeemResult.AlreadyRedeemed>(second).Issue.Redemption!.Number);
    }

    [Theory]
    [InlineData(23, 59, true)]
    [InlineData(24, 0, false)]
    [InlineData(24, 1, false)]
    public void It_is_good_until_the_minute_before_it_expires(int hours, int minutes, bool good)
    {
        var result = CouponMachine.Redeem(Issue, Noon + new TimeSpan(hours, minutes, 0), Staff, "1");

        Assert.Equal(good, result is RedeemResult.Redeemed);
        Assert.Equal(!good, result is RedeemResult.Expired);
    }

    [Fact]
    public void Before_its_first_day_it_is_not_used_up()
    {
        var early = Issue with { ValidFrom = Noon.AddHours(2) };

        Assert.Equal(Noon.AddHours(2), Assert.IsType<RedeemResult.NotYet>(CouponMachine.Redeem(early, Noon, Staff, "1")).From);
    }

    [Fact]
    public void Undoing_makes_it_good_again_unless_its_time_is_over_meanwhile()
    {
        var redeemed = CouponMachine.Redeem(Issue, Noon, Staff, "1").Issue;

        var undone = CouponMachine.Undo(redeemed, Noon.AddHours(1))!;

        Assert.Null(undone.Redemption);
        Assert.Equal(IssueState.Issued, undone.StateAt(Noon.AddHours(1)));
        Assert.Equal(IssueState.Expired, undone.StateAt(Noon.AddHours(25)));
        Assert.Null(CouponMachine.Undo(undone, Noon.AddHours(1)));
    }

    [Fact]
    public void A_redeemed_one_stays_redeemed_after_its_time()
    {
        var redeemed = CouponMachine.Redeem(Issue, Noon, Staff, "1").Issue;

        Assert.Equal(IssueState.Redeemed, redeemed.StateAt(Noon.AddDays(30)));
    }

    [Fact]
    public void Only_an_unused_one_is_taken_back_and_then_it_is_useless()
    {
        var revoked = CouponMachine.Revoke(Issue, Noon)!;

        Assert.IsType<RedeemResult.Revoked>(CouponMachine.Redeem(revoked, Noon, Staff, "1"));
        Assert.Null(CouponMachine.Revoke(revoked, Noon));
        Assert.Null(CouponMachine.Revoke(CouponMachine.Redeem(Issue, Noon, Staff, "1").Issue, Noon));
        Assert.Null(CouponMachine.Revoke(Issue, Noon.AddDays(2)));
    }
}
