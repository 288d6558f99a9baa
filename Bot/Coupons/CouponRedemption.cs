using System.Security.Cryptography;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>What redeeming, undoing and revoking do to the friend and the documents, in a turn and at the staff's desk alike.</summary>
internal static class CouponRedemption
{
    public static RedeemResult Redeem(FriendChange change, Stored<CouponIssue> stored, FactSource by)
    {
        var number = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        var result = CouponMachine.Redeem(stored.Value, change.Now, by, number);
        if (result is RedeemResult.Redeemed { Issue: var issue })
        {
            Write(change, issue, stored.Version, TimelineKind.CouponRedeemed, $"{issue.Offer.Title} (使用番号 {number})", by);
        }

        return result;
    }

    public static CouponIssue? Undo(FriendChange change, Stored<CouponIssue> stored, string reason, FactSource by)
    {
        var issue = CouponMachine.Undo(stored.Value, change.Now);
        if (issue is not null)
        {
            Write(change, issue, stored.Version, TimelineKind.CouponRedemptionUndone, $"{issue.Offer.Title}: {reason}", by);
        }

        return issue;
    }

    public static CouponIssue? Revoke(FriendChange change, Stored<CouponIssue> stored, string reason, FactSource by)
    {
        var issue = CouponMachine.Revoke(stored.Value, change.Now);
        if (issue is not null)
        {
            Write(change, issue, stored.Version, TimelineKind.CouponRevoked, $"{issue.Offer.Title}: {reason}", by);
        }

        return issue;
    }

    private static void Write(FriendChange change, CouponIssue issue, long version, TimelineKind kind, string detail, FactSource by)
    {
        change.Commit.Replace(CouponCollections.Issues, issue, version);
        change.Friend = change.Friend.WithCoupon(issue.ToFact());
        change.Record(kind, issue.CouponId, detail, by);
    }
}
