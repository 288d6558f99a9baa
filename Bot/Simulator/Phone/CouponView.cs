using System.Globalization;
using System.Text.Json;
using Bot.Simulator.Platform;

namespace Bot.Simulator.Phone;

/// <summary>A coupon as a person's phone shows it, and what they can do with it now.</summary>
internal sealed record CouponView(string CouponId, string Title)
{
    /// <summary><c>upcoming</c>, <c>running</c>, <c>expired</c> or <c>closed</c>.</summary>
    public required string State { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>The IANA name of the clock its dates are shown by.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What it is worth, in a few words; null: the title says it.</summary>
    public string? Reward { get; init; }

    public string? Description { get; init; }

    public string? UsageCondition { get; init; }

    public string? CouponCode { get; init; }

    public string? ImageUrl { get; init; }

    public string? BarcodeImageUrl { get; init; }

    public bool IsPublic { get; init; }

    /// <summary>The chance of winning it, in percent; null: no lottery.</summary>
    public int? Probability { get; init; }

    /// <summary>Nobody can win it any more.</summary>
    public bool AllTaken { get; init; }

    /// <summary>How often one may use it; null: no end.</summary>
    public int? MostUses { get; init; }

    /// <summary>When the person took it or drew for it; null: not yet.</summary>
    public DateTimeOffset? DrawnAt { get; init; }

    public bool? Won { get; init; }

    public int Uses { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public static CouponView Of(Coupon coupon, Person person, DateTimeOffset now)
    {
        var ticket = coupon.Tickets.GetValueOrDefault(person.Number);
        return new(coupon.Id, coupon.Title)
        {
            State = StateOf(coupon, now),
            StartsAt = coupon.StartsAt,
            EndsAt = coupon.EndsAt,
            TimeZone = ZoneOf(Tap.Text(coupon.Body, "timezone")!),
            Reward = RewardOf(coupon.Body.GetProperty("reward")),
            Description = Tap.Text(coupon.Body, "description"),
            UsageCondition = Tap.Text(coupon.Body, "usageCondition"),
            CouponCode = Tap.Text(coupon.Body, "couponCode"),
            ImageUrl = Tap.Text(coupon.Body, "imageUrl"),
            BarcodeImageUrl = Tap.Text(coupon.Body, "barcodeImageUrl"),
            IsPublic = coupon.IsPublic,
            Probability = coupon.Probability,
            AllTaken = coupon.Tickets.Values.Count(other => other.Won) >= coupon.MostWinners,
            MostUses = coupon.MostUses,
            DrawnAt = ticket?.DrawnAt,
            Won = ticket?.Won,
            Uses = ticket?.UsedAt.Count ?? 0,
            LastUsedAt = ticket is { UsedAt: [.., var last] } ? last : null,
        };
    }

    public static string StateOf(Coupon coupon, DateTimeOffset now) =>
        coupon.Closed is not null ? "closed" : now < coupon.StartsAt ? "upcoming" : now >= coupon.EndsAt ? "expired" : "running";

    /// <summary>
    /// The IANA name of LINE's: <c>AMERICA_LOS_ANGELES</c> is America/Los_Angeles. IANA's Etc zones count the other way round:
    /// twelve hours behind Greenwich is Etc/GMT+12.
    /// </summary>
    internal static string ZoneOf(string timezone)
    {
        if (timezone.StartsWith("ETC_GMT_", StringComparison.Ordinal))
        {
            return timezone.Replace("ETC_GMT_MINUS_", "Etc/GMT+", StringComparison.Ordinal).Replace("ETC_GMT_PLUS_", "Etc/GMT-", StringComparison.Ordinal);
        }

        var words = timezone.Split('_').Select(word => word[0] + word[1..].ToLowerInvariant()).ToArray();
        return $"{words[0]}/{string.Join('_', words[1..])}";
    }

    private static string? RewardOf(JsonElement reward)
    {
        var amount = reward.TryGetProperty("priceInfo", out var price) && price.ValueKind == JsonValueKind.Object
            ? Tap.Text(price, "type") switch
            {
                "fixed" => Yen(price, "fixedAmount"),
                "percentage" => $"{price.GetProperty("percentage").GetInt32()}%",
                "explicit" => $"{Yen(price, "originalPrice")} → {Yen(price, "priceAfterDiscount")}",
                _ => "",
            }
            : "";
        return Tap.Text(reward, "type") switch
        {
            "discount" when amount.Contains('→', StringComparison.Ordinal) => amount,
            "discount" => $"{amount}引き",
            "cashBack" => $"{amount}キャッシュバック",
            "free" => "無料",
            "gift" => "プレゼント",
            _ => null,
        };
    }

    private static string Yen(JsonElement price, string name) => string.Create(CultureInfo.InvariantCulture, $"{price.GetProperty(name).GetInt64():#,0}円");
}

/// <summary>A coupon with what LINE keeps to itself: how many took it, drew in vain, and used it.</summary>
internal sealed record CouponCount(string CouponId, string Title, string Status, string State, bool IsPublic, int Acquired, int Lost, int UsedBy, int Uses)
{
    public static CouponCount Of(Coupon coupon, DateTimeOffset now) => new(
        coupon.Id, coupon.Title, coupon.Status, CouponView.StateOf(coupon, now), coupon.IsPublic,
        coupon.Tickets.Values.Count(ticket => ticket.Won), coupon.Tickets.Values.Count(ticket => !ticket.Won),
        coupon.Tickets.Values.Count(ticket => ticket.UsedAt.Count > 0), coupon.Tickets.Values.Sum(ticket => ticket.UsedAt.Count));
}
