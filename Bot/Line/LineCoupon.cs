using System.Text.Json.Serialization;

namespace Bot.Line;

/// <summary>
/// A coupon of LINE's own, as the shop wants it: LINE hands it out and takes it back without telling the bot, and it cannot
/// be changed once it is made. (Messaging API reference, Create a coupon.)
/// </summary>
public sealed record LineCoupon
{
    /// <summary>What it is called. LINE: 1 to 60 UTF-16 units.</summary>
    public required string Title { get; init; }

    /// <summary>What it is worth.</summary>
    public required LineCouponReward Reward { get; init; }

    /// <summary>From when on it can be used; LINE counts whole seconds.</summary>
    [JsonPropertyName("startTimestamp"), JsonConverter(typeof(UnixSeconds))]
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Until when it can be used; LINE counts whole seconds.</summary>
    [JsonPropertyName("endTimestamp"), JsonConverter(typeof(UnixSeconds))]
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>Who may have it: everybody, or those a lottery favours.</summary>
    public LineCouponAcquisition AcquisitionCondition { get; init; } = new NormalAcquisition();

    /// <summary>How often a friend may use it: 1, or -1 for as often as they like.</summary>
    public int MaxUseCountPerTicket { get; init; } = 1;

    /// <summary>The clock its dates are shown by, in LINE's names, e.g. <c>ASIA_TOKYO</c>.</summary>
    public string Timezone { get; init; } = "ASIA_TOKYO";

    /// <summary><c>UNLISTED</c>: for those it is sent to. <c>PUBLIC</c>: also on the account's page.</summary>
    public string Visibility { get; init; } = "UNLISTED";

    /// <summary>What friends should know. LINE: at most 1,000 UTF-16 units.</summary>
    public string? Description { get; init; }

    /// <summary>When it does not apply. LINE: at most 100 UTF-16 units.</summary>
    public string? UsageCondition { get; init; }

    /// <summary>What staff type in. LINE: at most 16 UTF-16 units.</summary>
    public string? CouponCode { get; init; }

    /// <summary>Its picture, JPEG or PNG at an https address; LINE copies it at once. LINE: at most 10 MB.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>What staff scan, JPEG or PNG at an https address; LINE copies it at once. LINE: at most 10 MB.</summary>
    public string? BarcodeImageUrl { get; init; }
}

/// <summary>Who may have a coupon. A kind of LINE's console that the API cannot make is this record itself.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(NormalAcquisition), "normal")]
[JsonDerivedType(typeof(LotteryAcquisition), "lottery")]
public record LineCouponAcquisition;

/// <summary>Everybody who sees it.</summary>
public sealed record NormalAcquisition : LineCouponAcquisition;

/// <summary>Those who win it; each friend draws once.</summary>
/// <param name="LotteryProbability">In percent. LINE: 1 to 99.</param>
/// <param name="MaxAcquireCount">How many friends can win. LINE: 1 to 999,999, or -1 for no end.</param>
public sealed record LotteryAcquisition(int LotteryProbability, int MaxAcquireCount) : LineCouponAcquisition;

/// <summary>What a coupon is worth. A kind that is not known here is this record itself.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(DiscountReward), "discount")]
[JsonDerivedType(typeof(CashBackReward), "cashBack")]
[JsonDerivedType(typeof(FreeReward), "free")]
[JsonDerivedType(typeof(GiftReward), "gift")]
[JsonDerivedType(typeof(OtherReward), "others")]
public record LineCouponReward;

/// <summary>Something costs less.</summary>
public sealed record DiscountReward(LineCouponPrice PriceInfo) : LineCouponReward;

/// <summary>Money comes back: a fixed amount or a percentage.</summary>
public sealed record CashBackReward(LineCouponPrice PriceInfo) : LineCouponReward;

/// <summary>Something costs nothing.</summary>
public sealed record FreeReward : LineCouponReward;

/// <summary>Something is given on top.</summary>
public sealed record GiftReward : LineCouponReward;

/// <summary>Anything else; the title says what.</summary>
public sealed record OtherReward : LineCouponReward;

/// <summary>How much it is. A way that is not known here is this record itself.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(FixedPrice), "fixed")]
[JsonDerivedType(typeof(PercentagePrice), "percentage")]
[JsonDerivedType(typeof(ExplicitPrice), "explicit")]
public record LineCouponPrice;

/// <summary>So much money, in the currency of the account's country.</summary>
public sealed record FixedPrice(long FixedAmount) : LineCouponPrice
{
    /// <summary><c>JPY</c>, <c>THB</c> or <c>TWD</c>; LINE says it, one does not ask for it.</summary>
    public string? Currency { get; init; }
}

/// <summary>So many percent. LINE: 1 to 99.</summary>
public sealed record PercentagePrice(int Percentage) : LineCouponPrice;

/// <summary>From one price to another; for a discount only.</summary>
public sealed record ExplicitPrice(long OriginalPrice, long PriceAfterDiscount) : LineCouponPrice
{
    /// <summary><c>JPY</c>, <c>THB</c> or <c>TWD</c>; LINE says it, one does not ask for it.</summary>
    public string? Currency { get; init; }
}

/// <summary>A coupon as LINE keeps it. Those made in LINE's console may lack what the API asks for.</summary>
/// <param name="CouponId">What a <see cref="CouponMessage"/> names it by.</param>
public sealed record LineCouponDetail(string CouponId)
{
    /// <summary><c>DRAFT</c> (of LINE's console only), <c>RUNNING</c> or <c>CLOSED</c>.</summary>
    public string? Status { get; init; }

    /// <summary>What it is called.</summary>
    public string? Title { get; init; }

    /// <summary>What it is worth.</summary>
    public LineCouponReward? Reward { get; init; }

    /// <summary>Who may have it.</summary>
    public LineCouponAcquisition? AcquisitionCondition { get; init; }

    /// <summary>From when on it can be used.</summary>
    [JsonPropertyName("startTimestamp"), JsonConverter(typeof(UnixSeconds))]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until when it can be used.</summary>
    [JsonPropertyName("endTimestamp"), JsonConverter(typeof(UnixSeconds))]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("createdTimestamp"), JsonConverter(typeof(UnixSeconds))]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The clock its dates are shown by, in LINE's names.</summary>
    public string? Timezone { get; init; }

    /// <summary><c>UNLISTED</c>, <c>PUBLIC</c>, or <c>PRIVATE</c> (of LINE's console only).</summary>
    public string? Visibility { get; init; }

    /// <summary>How often a friend may use it; -1: as often as they like.</summary>
    public int? MaxUseCountPerTicket { get; init; }

    /// <summary>What friends should know.</summary>
    public string? Description { get; init; }

    /// <summary>When it does not apply.</summary>
    public string? UsageCondition { get; init; }

    /// <summary>What staff type in.</summary>
    public string? CouponCode { get; init; }

    /// <summary>LINE's copy of its picture.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>LINE's copy of what staff scan.</summary>
    public string? BarcodeImageUrl { get; init; }
}

/// <summary>A coupon made: what a <see cref="CouponMessage"/> names it by.</summary>
public sealed record MadeLineCoupon(string CouponId);

/// <summary>A coupon in LINE's list.</summary>
public sealed record ListedLineCoupon(string CouponId, string Title);

/// <summary>Some of the account's coupons.</summary>
public sealed record LineCouponPage(IReadOnlyList<ListedLineCoupon> Items)
{
    /// <summary>Where the rest begins; null: there is no more.</summary>
    public string? Next { get; init; }
}
