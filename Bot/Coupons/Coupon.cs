using Bot.Calendar;
using System.Text.Json.Serialization;

namespace Bot.Coupons;

/// <summary>An offer of the shop. Giving it to a friend makes a <see cref="CouponIssue"/> with the terms of that day.</summary>
public sealed record Coupon
{
    /// <summary>Lower-case letters, digits and hyphens, at most 60.</summary>
    public required string Id { get; init; }

    /// <summary>What the friend reads on the card, at most 60 characters.</summary>
    public required string Title { get; init; }

    /// <summary>What the friend gets for showing it.</summary>
    public required Reward Reward { get; init; }

    /// <summary>Conditions of use in the shop's words, at most 500 characters.</summary>
    public string? Terms { get; init; }

    /// <summary>An https address of a JPEG or PNG, at most 2,000 characters.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>From when it can be used; it may be given before.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (not including) it can be given and used.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How many hours after it was given it ends.</summary>
    public int? ValidHours { get; init; }

    /// <summary>How many days after it was given it ends; the last day counts whole, in the shop's zone.</summary>
    public int? ValidDays { get; init; }

    /// <summary>Whether a friend can get it only once, ever.</summary>
    public bool OncePerFriend { get; init; } = true;

    /// <summary>Since when it is given no more. What was given stays good.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When an issue of this moment ends (not including), or null: never.</summary>
    public DateTimeOffset? ExpiryOf(DateTimeOffset issuedAt, TimeZoneInfo zone)
    {
        var start = ValidFrom > issuedAt ? ValidFrom.Value : issuedAt;
        DateTimeOffset?[] ends =
        [
            ValidUntil,
            ValidHours is { } hours ? start.AddHours(hours) : null,
            ValidDays is { } days ? ShopDay.Start(ShopDay.Of(start, zone).AddDays(days + 1), zone) : null,
        ];
        return ends.Min();
    }
}

/// <summary>What the friend gets.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PercentOff), "percent")]
[JsonDerivedType(typeof(AmountOff), "amount")]
[JsonDerivedType(typeof(FreeItem), "freeItem")]
public abstract record Reward
{
    private Reward()
    {
    }

    /// <summary>The reward as the card says it.</summary>
    [JsonIgnore]
    public string Words => this switch
    {
        PercentOff { Percent: var percent } => $"{percent}%OFF",
        AmountOff { Yen: var yen } => FormattableString.Invariant($"{yen:N0}円引き"),
        FreeItem { Item: var item } => $"{item} 無料",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>1 to 100 percent.</summary>
    public sealed record PercentOff(int Percent) : Reward;

    /// <summary>1 to 1,000,000 yen.</summary>
    public sealed record AmountOff(int Yen) : Reward;

    /// <summary>One thing for nothing, named in at most 40 characters.</summary>
    public sealed record FreeItem(string Item) : Reward;
}
