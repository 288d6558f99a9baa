using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Line;

namespace Bot.Tests.Line;

public class CouponLimitsTests
{
    private static readonly LineCoupon Fits = new()
    {
        Title = "カレー100円引き🍛",
        Reward = new DiscountReward(new FixedPrice(100)),
        StartsAt = DateTimeOffset.UnixEpoch,
        EndsAt = DateTimeOffset.FromUnixTimeSeconds(1_924_959_599),
    };

    [Fact]
    public void The_sample_of_LINEs_guide_fits() => Expect(Fits, null);

    [Fact]
    public void What_is_missing_is_told_member_by_member() => Assert.Equal(
    [
        "title: May not be empty", "startTimestamp: must be specified", "endTimestamp: must be specified", "timezone: May not be empty",
        "visibility: May not be empty", "maxUseCountPerTicket: must be specified", "acquisitionCondition: must be specified", "reward: must be specified",
    ],
    LineLimits.CheckCoupon(JsonDocument.Parse("{}").RootElement).Select(violation => violation.ToString()));

    [Theory]
    [InlineData(60, 1000, 100, 16, null)]
    [InlineData(61, 0, 0, 0, "title: Length must be between 0 and 60")]
    [InlineData(1, 1001, 0, 0, "description: Length must be between 0 and 1000")]
    [InlineData(1, 0, 101, 0, "usageCondition: Length must be between 0 and 100")]
    [InlineData(1, 0, 0, 17, "couponCode: Length must be between 0 and 16")]
    public void Texts(int title, int description, int usage, int code, string? problem) => Expect(
        Fits with { Title = new('題', title), Description = new('説', description), UsageCondition = new('条', usage), CouponCode = new('0', code) }, problem);

    [Theory]
    [InlineData(1, null)]
    [InlineData(-1, null)]
    [InlineData(0, "maxUseCountPerTicket: Must be 1 or -1")]
    [InlineData(2, "maxUseCountPerTicket: Must be 1 or -1")]
    [InlineData(-2, "maxUseCountPerTicket: Must be an integer of -1 or more")]
    public void Used_once_or_without_end(int uses, string? problem) => Expect(Fits with { MaxUseCountPerTicket = uses }, problem);

    [Theory]
    [InlineData(1, 1, null)]
    [InlineData(99, 999_999, null)]
    [InlineData(50, -1, null)]
    [InlineData(0, 1, "acquisitionCondition.lotteryProbability: Must be an integer of 1 or more")]
    [InlineData(100, 1, "acquisitionCondition.lotteryProbability: Must be between 1 and 99")]
    [InlineData(50, 0, "acquisitionCondition.maxAcquireCount: Must be between 1 and 999999, or -1")]
    [InlineData(50, 1_000_000, "acquisitionCondition.maxAcquireCount: Must be between 1 and 999999, or -1")]
    [InlineData(50, -2, "acquisitionCondition.maxAcquireCount: Must be an integer of -1 or more")]
    public void A_lottery(int probability, int winners, string? problem) =>
        Expect(Fits with { AcquisitionCondition = new LotteryAcquisition(probability, winners) }, problem);

    [Theory]
    [InlineData("""{"type":"free"}""", null)]
    [InlineData("""{"type":"gift"}""", null)]
    [InlineData("""{"type":"others"}""", null)]
    [InlineData("""{"type":"voucher"}""", "reward.type: Must be one of the following values: [discount, free, gift, cashBack, others]")]
    [InlineData("""{"type":"discount"}""", "reward.priceInfo: must be specified")]
    [InlineData("""{"type":"discount","priceInfo":{"type":"fixed","fixedAmount":0}}""", "reward.priceInfo.fixedAmount: Must be an integer of 1 or more")]
    [InlineData("""{"type":"discount","priceInfo":{"type":"percentage","percentage":99}}""", null)]
    [InlineData("""{"type":"discount","priceInfo":{"type":"percentage","percentage":100}}""", "reward.priceInfo.percentage: Must be between 1 and 99")]
    [InlineData("""{"type":"discount","priceInfo":{"type":"explicit","originalPrice":1000,"priceAfterDiscount":999}}""", null)]
    [InlineData("""{"type":"discount","priceInfo":{"type":"explicit","originalPrice":1000,"priceAfterDiscount":1000}}""", "reward.priceInfo.priceAfterDiscount: Must be less than originalPrice")]
    [InlineData("""{"type":"cashBack","priceInfo":{"type":"percentage","percentage":1}}""", null)]
    [InlineData("""{"type":"cashBack","priceInfo":{"type":"explicit","originalPrice":1000,"priceAfterDiscount":900}}""", "reward.priceInfo.type: Must be one of the following values: [fixed, percentage]")]
    public void A_reward(string reward, string? problem) => Expect(With("reward", reward), problem);

    [Theory]
    [InlineData("timezone", "\"ASIA_TOKYO\"", null)]
    [InlineData("visibility", "\"PUBLIC\"", null)]
    [InlineData("visibility", "\"PRIVATE\"", "visibility: Must be one of the following values: [UNLISTED, PUBLIC]")]
    [InlineData("acquisitionCondition", """{"type":"referral"}""", "acquisitionCondition.type: Must be one of the following values: [normal, lottery]")]
    [InlineData("endTimestamp", "0", "endTimestamp: Must be after startTimestamp")]
    [InlineData("endTimestamp", "1", null)]
    [InlineData("endTimestamp", "\"tomorrow\"", "endTimestamp: Must be an integer of 0 or more")]
    [InlineData("imageUrl", "\"http://example.com/a.png\"", "imageUrl: invalid uri scheme")]
    [InlineData("barcodeImageUrl", "\"none\"", "barcodeImageUrl: invalid uri")]
    public void Its_other_members(string name, string value, string? problem) => Expect(With(name, value), problem);

    [Fact]
    public void A_clock_that_LINE_does_not_know() =>
        Assert.StartsWith("timezone: Must be one of", Assert.Single(LineLimits.CheckCoupon(Fits with { Timezone = "Asia/Tokyo" })).ToString(), StringComparison.Ordinal);

    private static JsonElement With(string name, string value)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(Fits, LineApiJson.Wire.LineCoupon)!;
        json[name] = JsonNode.Parse(value);
        return JsonSerializer.SerializeToElement(json);
    }

    private static void Expect(LineCoupon coupon, string? problem) => Expect(JsonSerializer.SerializeToElement(coupon, LineApiJson.Wire.LineCoupon), problem);

    private static void Expect(JsonElement coupon, string? problem) => Assert.Equal(
        problem is null ? [] : [problem], LineLimits.CheckCoupon(coupon).Select(violation => violation.ToString()));
}
