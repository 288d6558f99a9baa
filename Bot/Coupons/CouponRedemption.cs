using System.Security.Cryptography;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>What redeeming, undoing and revoking do to the friend and the documents, in a turn and at the staff's desk alike.</summary>
internal sealed class CouponRedemption(CouponEligibility eligibility, CouponPlaces places, TimeZoneInfo zone)
{
    /// <summary>Null: it can be used now by this friend; else what stands against it, before anything is used up.</summary>
    public async ValueTask<RedeemResult?> Obstacle(FriendChange change, CouponIssue issue, CancellationToken ct)
    {
        if (issue.StateAt(change.Now) != IssueState.Issued || issue.ValidFrom > change.Now)
        {
            return CouponMachine.Redeem(issue, change.Now, FactSource.Bot, number: "");
        }

        if (await eligibility.RefusalOfUse(issue, change.Friend, change.Now, ct) is { } reason)
        {
            return new RedeemResult.NotForFriend(issue, reason);
        }

        return issue.Offer.Usable?.Include(change.Now, zone) == false ? new RedeemResult.NotNow(issue) : null;
    }

    public async ValueTask<RedeemResult> Redeem(FriendChange change, Stored<CouponIssue> stored, FactSource by, string? store, CancellationToken ct)
    {
        if (await Obstacle(change, stored.Value, ct) is { } obstacle)
        {
            return obstacle;
        }

        var number = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        var result = CouponMachine.Redeem(stored.Value, change.Now, by, number, store);
        if (result is RedeemResult.Redeemed { Issue: var issue })
        {
            Write(change, issue, stored.Version, TimelineKind.CouponRedeemed, $"{issue.Offer.Title} (使用番号 {number}{(store is null ? "" : $"、{store}")})", by);
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

    public CouponIssue? Revoke(FriendChange change, Stored<CouponIssue> stored, string reason, FactSource by)
    {
        var issue = CouponMachine.Revoke(stored.Value, change.Now);
        if (issue is not null)
        {
            // Somebody else may have what this friend could not use any more.
            places.GiveBack(change.Commit, issue);
            issue = issue with { Places = null };
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
