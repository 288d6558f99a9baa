using Bot.Calendar;

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

    /// <summary>What one use costs the shop in yen; null: unknown, unless the reward says so itself.</summary>
    public int? Value { get; init; }

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

    /// <summary>How many days after it was given (or after <see cref="After"/>) it ends; the last day counts whole, in the shop's zone.</summary>
    public int? ValidDays { get; init; }

    /// <summary>How many months after it was given (or after <see cref="After"/>) it ends; the last day counts whole.</summary>
    public int? ValidMonths { get; init; }

    /// <summary>The day of the friend's from which days and months count: an attribute's name, or a reserved word of <see cref="FriendDays"/>.</summary>
    public string? After { get; init; }

    /// <summary>The attribute with the friend's birthday; where set, it is good in the month of that birthday only.</summary>
    public string? BirthdayMonth { get; init; }

    /// <summary>At which hours of the week it can be used; null: at any.</summary>
    public OpeningHours? Usable { get; init; }

    /// <summary>Whether a friend can get it only once, ever.</summary>
    public bool OncePerFriend { get; init; } = true;

    /// <summary>How many times a friend can get it; null: <see cref="OncePerFriend"/> decides.</summary>
    public int? PerFriend { get; init; }

    /// <summary>How much time must lie between one and the next for the same friend.</summary>
    public TimeSpan? AgainAfter { get; init; }

    /// <summary>How many are given in all, first come, first served; null: as many as are asked for.</summary>
    public int? Limit { get; init; }

    /// <summary>A condition of which the friend must be, when it is given and when it is used, in its canonical text.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>A saved segment the friend must be in, when it is given and when it is used.</summary>
    public string? Segment { get; init; }

    /// <summary>How long before its end those who did not use it are reminded; null: not.</summary>
    public TimeSpan? Remind { get; init; }

    /// <summary>What the reminder says above the card, with placeholders; null: the bot's own words.</summary>
    public string? RemindText { get; init; }

    /// <summary>Whether it is sent as a coupon of LINE's own, of whose use LINE tells nobody.</summary>
    public bool Line { get; init; }

    /// <summary>Which terms these are: 12 hex digits that change with them. Empty where nobody asked for it.</summary>
    public string Version { get; init; } = "";

    /// <summary>Since when it is given no more. What was given stays good.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>
    /// When an issue of this moment ends (not including), or null: never. Days and months count from <paramref name="since"/>
    /// where that is given.
    /// </summary>
    public DateTimeOffset? ExpiryOf(DateTimeOffset issuedAt, TimeZoneInfo zone, DateOnly? since = null)
    {
        var start = ValidFrom > issuedAt ? ValidFrom.Value : issuedAt;
        var day = since ?? ShopDay.Of(start, zone);
        DateTimeOffset?[] ends =
        [
            ValidUntil,
            ValidHours is { } hours ? start.AddHours(hours) : null,
            ValidDays is { } days ? EndOf(day, last => last.AddDays(days), zone) : null,

            // The last day of a shorter month stands for one it does not have: 31 January and a month is 28 February.
            ValidMonths is { } months ? EndOf(day, last => last.AddMonths(months), zone) : null,
        ];
        return ends.Min();
    }

    // A friend may say that their day is 9999-12-31; what ends after the calendar does not end.
    private static DateTimeOffset? EndOf(DateOnly day, Func<DateOnly, DateOnly> last, TimeZoneInfo zone) =>
        day.Year > 9900 ? null : ShopDay.Start(last(day).AddDays(1), zone);
}
