using System.Globalization;
using Bot.Calendar;
using Bot.Friends;

namespace Bot.Coupons;

/// <summary>Days of a friend that a coupon's time may count from: what they told us, or what we saw ourselves.</summary>
public static class FriendDays
{
    /// <summary>The days every friend may have without telling; any other name is an attribute's.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["followed", "first_seen", "last_message"];

    /// <summary>The friend's day of this name, in the shop's zone; null: they have none.</summary>
    public static DateOnly? Of(Friend friend, string name, TimeZoneInfo zone) => name switch
    {
        "followed" => Day(friend.FollowedAt, zone),
        "first_seen" => Day(friend.FirstSeenAt, zone),
        "last_message" => Day(friend.LastMessageAt, zone),
        _ => friend.Attributes.FirstOrDefault(attribute => attribute.Name == name) is { } attribute ? attribute.Date ?? Written(attribute.Text) : null,
    };

    private static DateOnly? Day(DateTimeOffset? moment, TimeZoneInfo zone) => moment is { } at ? ShopDay.Of(at, zone) : null;

    // Imports often leave a day as a text.
    private static DateOnly? Written(string? text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
