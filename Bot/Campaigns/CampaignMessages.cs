using Bot.Coupons;
using Bot.Friends;
using Bot.Line;

namespace Bot.Campaigns;

/// <summary>A campaign's messages as one friend sees them.</summary>
internal static class CampaignMessages
{
    /// <summary>Whether each friend needs a message of their own.</summary>
    public static bool IsPersonal(CampaignContent content) => content.CouponId is not null || Personalisation.IsPersonal(content.Messages);

    public static IReadOnlyList<Message> For(CampaignContent content, Friend friend, CouponIssue? issue, TimeZoneInfo zone) =>
    [
        .. Personalisation.Personalise(content.Messages, friend),
        .. issue is null ? Array.Empty<Message>() : [CouponCard.Sent(issue, zone)],
    ];

    /// <summary>The same to look at only: the coupon is a card that nobody was given.</summary>
    public static IReadOnlyList<Message> Sample(CampaignContent content, Coupon? coupon, Friend friend, DateTimeOffset now, TimeZoneInfo zone)
    {
        var given = coupon is not null && CouponIssuer.ProblemAt(coupon, now, zone) is null ? CouponIssuer.Sample(coupon, friend.Id, now, zone) : null;
        return For(content, friend, given, zone);
    }
}
