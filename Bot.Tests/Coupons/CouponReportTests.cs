using System.Text;
using Bot.Coupons;
using Bot.Friends;
using static Bot.Tests.Coupons.CouponShop;

namespace Bot.Tests.Coupons;

/// <summary>What the shop owes: every issue stands in exactly one column, erased friends' too.</summary>
public sealed class CouponReportTests : IDisposable
{
    private readonly CouponShop _shop = new(
        "id: c\ntitle: =SUM(A1)\namount-off: 300\nvalid-days: 10\nonce-per-friend: false",
        "id: percent\ntitle: p\npercent-off: 10");

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Open_used_expired_revoked_and_undone_are_counted_in_numbers_and_yen_by_store()
    {
        await _shop.Chat.Follow(Hana);
        await _shop.Chat.Follow(Taro);
        await _shop.Give(Hana, "c");
        _shop.Chat.Clock.MoveTo("2026-12-10T10:00+09:00");
        var (shibuya, honten) = (await _shop.Give(Hana, "c"), await _shop.Give(Taro, "c"));
        Assert.IsType<RedeemResult.Redeemed>(await _shop.Redeem(shibuya, "渋谷"));
        await _shop.Redeem(honten, "渋谷");
        await _shop.Desk.Undo(honten.Code, "押し間違い", FactSource.Staff(), default);
        await _shop.Redeem(honten, "本店");
        await _shop.Desk.Revoke((await _shop.Give(Hana, "c")).Code, "誤配布", FactSource.Staff(), default);
        await _shop.Give(Taro, "c");
        await _shop.Give(Hana, "percent");

        var report = await _shop.Chat.Get<CouponReporter>().Read(null, default);

        var c = report.Single(one => one.Coupon == "c");
        Assert.Equal(
            new ReportRow("") { Issued = 5, Open = 1, Used = 2, Expired = 1, Revoked = 1, Undone = 1, OpenValue = 300, UsedValue = 600 },
            c.Total);
        Assert.Equal([(null, 0, 1L), ("本店", 1, 0L), ("渋谷", 1, 0L)], c.Rows.Select(row => (row.Store, (int)row.Used, row.Open)));
        Assert.All(c.Rows, row => Assert.Equal(c.CurrentVersion, row.Version));
        Assert.Equal((1, 0L, 1L), ((int)report.Single(one => one.Coupon == "percent").Total.Open, report[1].Total.OpenValue, report[1].Total.OpenWithoutValue));
        Assert.Equal("渋谷", (await _shop.Stored(shibuya)).Redemption!.Store);
    }

    [Fact]
    public async Task An_erased_friends_coupons_stay_in_the_sums_and_can_be_used_no_more()
    {
        await _shop.Chat.Follow(Hana);
        await _shop.Redeem(await _shop.Give(Hana, "c"), "渋谷");
        await _shop.Give(Hana, "c");
        await _shop.Chat.Get<FriendErasure>().Erase(Hana, default);

        var total = Assert.Single(await _shop.Chat.Get<CouponReporter>().Read("c", default)).Total;

        Assert.Equal(new ReportRow("") { Issued = 2, Used = 1, Erased = 1, UsedValue = 300 }, total);
    }

    [Fact]
    public async Task The_CSV_runs_nothing_and_adds_up()
    {
        await _shop.Chat.Follow(Hana);
        await _shop.Redeem(await _shop.Give(Hana, "c"), "=cmd|' /C calc'!A0");

        var csv = Encoding.UTF8.GetString(CouponReporter.Csv(await _shop.Chat.Get<CouponReporter>().Read(null, default)));

        Assert.StartsWith("\uFEFFcoupon,title,version,store,issued,", csv);
        Assert.Contains(",\"'=cmd|' /C calc'!A0\",1,0,1,", csv);
        Assert.Contains("c,\"'=SUM(A1)\",", csv);
    }
}
