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

    [Fact]
    public void The_samples_are_good()
    {
        var set = CouponDefinitions.Kind(Chat.Tokyo).Load(Chat.Samples);

        Assert.Empty(set.Errors);
        Assert.Equal(["fair-welcome-drink", "first-10off", "new-sweet-curry", "today-20off"], set.ById.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(new Reward.PercentOff(10), set.Find("first-10off")!.Reward);
        Assert.Equal(24, set.Find("today-20off")!.ValidHours);
    }

    private static DefinitionSet<Coupon> Read(string yaml) =>
        CouponDefinitions.Kind(Chat.Tokyo).Of([("coupons/c.yaml", Encoding.UTF8.GetBytes(yaml))]);
}
