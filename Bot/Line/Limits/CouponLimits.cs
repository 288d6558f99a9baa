namespace Bot.Line.Limits;

/// <summary>A coupon of LINE's own, before it is made. (Messaging API reference, Create a coupon.)</summary>
internal static class CouponLimits
{
    private const int Title = 60;
    private const int Description = 1000;
    private const int UsageCondition = 100;
    private const int CouponCode = 16;
    private const int MostWinners = 999_999;
    private const int MostPercent = 99;

    /// <summary>LINE's names of the clocks a coupon's dates may be shown by.</summary>
    public static IReadOnlyList<string> Timezones { get; } =
    [
        "ETC_GMT_MINUS_12", "ETC_GMT_MINUS_11", "PACIFIC_HONOLULU", "AMERICA_ANCHORAGE", "AMERICA_LOS_ANGELES", "AMERICA_PHOENIX",
        "AMERICA_CHICAGO", "AMERICA_NEW_YORK", "AMERICA_CARACAS", "AMERICA_SANTIAGO", "AMERICA_ST_JOHNS", "AMERICA_SAO_PAULO",
        "ETC_GMT_MINUS_2", "ATLANTIC_CAPE_VERDE", "EUROPE_LONDON", "EUROPE_PARIS", "EUROPE_ISTANBUL", "EUROPE_MOSCOW", "ASIA_TEHRAN",
        "ASIA_TBILISI", "ASIA_KABUL", "ASIA_TASHKENT", "ASIA_COLOMBO", "ASIA_KATHMANDU", "ASIA_ALMATY", "ASIA_RANGOON", "ASIA_BANGKOK",
        "ASIA_TAIPEI", "ASIA_TOKYO", "AUSTRALIA_DARWIN", "AUSTRALIA_SYDNEY", "ASIA_VLADIVOSTOK", "ETC_GMT_PLUS_12", "PACIFIC_TONGATAPU",
    ];

    public static void Check(Node coupon)
    {
        coupon.Text("title", Title);
        coupon.Text("description", Description, required: false);
        coupon.Text("usageCondition", UsageCondition, required: false);
        coupon.Text("couponCode", CouponCode, required: false);
        UriLimits.Media(coupon, "imageUrl", required: false);
        UriLimits.Media(coupon, "barcodeImageUrl", required: false);
        var start = coupon.Long("startTimestamp", 0);
        if (coupon.Long("endTimestamp", 0) is { } end && start >= end)
        {
            coupon.Fail("endTimestamp", "Must be after startTimestamp", new("終わりは、始まりより後にしてください。", "It must end after it begins."));
        }

        coupon.OneOf("timezone", required: true, [.. Timezones]);
        coupon.OneOf("visibility", required: true, "UNLISTED", "PUBLIC");
        if (coupon.Long("maxUseCountPerTicket", -1) is not (null or 1 or -1))
        {
            coupon.Fail("maxUseCountPerTicket", "Must be 1 or -1", new("1 か -1(制限なし)にしてください。", "Write 1, or -1 for no limit."));
        }

        if (coupon.Object("acquisitionCondition") is { } condition)
        {
            Acquisition(condition);
        }

        // Not required by LINE's OpenAPI, but by the reference.
        if (coupon.Object("reward") is { } reward)
        {
            Reward(reward);
        }
    }

    private static void Acquisition(Node condition)
    {
        condition.OneOf("type", required: true, "normal", "lottery");
        if (condition.Type != "lottery")
        {
            return;
        }

        Percent(condition, "lotteryProbability");
        if (condition.Long("maxAcquireCount", -1) is 0 or > MostWinners)
        {
            condition.Fail(
                "maxAcquireCount",
                $"Must be between 1 and {MostWinners}, or -1",
                new($"1~{MostWinners} か、-1(制限なし)にしてください。", $"Write 1 to {MostWinners}, or -1 for no limit."));
        }
    }

    private static void Reward(Node reward)
    {
        reward.OneOf("type", required: true, "discount", "free", "gift", "cashBack", "others");
        if (reward.Type is "discount" or "cashBack" && reward.Object("priceInfo") is { } price)
        {
            Price(price, reward.Type == "discount" ? ["fixed", "percentage", "explicit"] : ["fixed", "percentage"]);
        }
    }

    private static void Price(Node price, string[] kinds)
    {
        price.OneOf("type", required: true, kinds);
        switch (price.Type)
        {
            case "fixed":
                price.Long("fixedAmount", 1);
                break;
            case "percentage":
                Percent(price, "percentage");
                break;
            case "explicit" when kinds.Contains("explicit"):
                var original = price.Long("originalPrice", 1);
                if (price.Long("priceAfterDiscount", 0) is { } after && after >= original)
                {
                    price.Fail(
                        "priceAfterDiscount",
                        "Must be less than originalPrice",
                        new("もとの価格より安くしてください。", "It must be less than the original price."));
                }

                break;
        }
    }

    private static void Percent(Node node, string name)
    {
        if (node.Long(name, 1) is > MostPercent)
        {
            node.Fail(name, $"Must be between 1 and {MostPercent}", new($"1~{MostPercent}の数字を書いてください。", $"Write a number from 1 to {MostPercent}."));
        }
    }
}
