using Bot.Calendar;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>Gives coupons to friends.</summary>
public sealed class CouponIssuer(CouponCatalog catalog, TimeZoneInfo zone)
{
    /// <summary>
    /// Gives the coupon as part of a turn or another change: the issue, the friend's fact and the timeline are written with
    /// it or not at all.
    /// </summary>
    public async ValueTask<IssueResult> Issue(FriendChange change, string couponId, FactSource source, CancellationToken ct) =>
        await catalog.Find(couponId, ct) is { } coupon
            ? Issue(change, coupon, source)
            : new IssueResult.UnknownCoupon(couponId);

    /// <summary>
    /// Gives a coupon at hand. A coupon that a friend may get again is given once per <paramref name="occasion"/> where
    /// there is one (a campaign's id), also when a crash makes the giver begin again.
    /// </summary>
    public IssueResult Issue(FriendChange change, Coupon coupon, FactSource source, string? occasion = null)
    {
        var result = Decide(coupon, change.Friend, change.Now, zone, source, occasion);
        if (result is IssueResult.Issued { Issue: var issue })
        {
            change.Commit.Insert(CouponCollections.Issues, issue);
            change.Friend = change.Friend.WithCoupon(issue.ToFact());
            change.Record(TimelineKind.CouponIssued, coupon.Id, $"{coupon.Title} ({CouponCode.Say(issue.Code)})", source);
        }

        return result;
    }

    /// <summary>Whether the friend gets the coupon now, and the issue if so. Writes nothing.</summary>
    public static IssueResult Decide(
        Coupon coupon, Friend friend, DateTimeOffset now, TimeZoneInfo zone, FactSource source, string? occasion = null)
    {
        if (coupon.OncePerFriend && friend.Coupons.FirstOrDefault(fact => fact.Coupon == coupon.Id) is { } earlier)
        {
            return new IssueResult.AlreadyHeld(earlier);
        }

        if (coupon.ClosedAt <= now)
        {
            return new IssueResult.NotValidNow("クーポンの配布は終了しています。");
        }

        var expiresAt = coupon.ExpiryOf(now, zone);
        if (expiresAt <= now)
        {
            return new IssueResult.NotValidNow($"クーポンの有効期限({ShopDay.SayEnd(expiresAt.Value, zone)})が過ぎています。");
        }

        return new IssueResult.Issued(new CouponIssue
        {
            Id = DocumentId.New(now),
            CouponId = coupon.Id,
            FriendId = friend.Id,
            Code = CouponCode.New(),
            IssuedAt = StoredTime.Truncate(now),
            ValidFrom = coupon.ValidFrom > now ? coupon.ValidFrom : null,
            ExpiresAt = expiresAt,
            Offer = new Offer(coupon.Title, coupon.Reward, coupon.Terms, coupon.PictureUrl),
            Source = source,
            OnceKey = coupon.OncePerFriend ? $"{coupon.Id}/{friend.Id}"
                : occasion is not null ? $"{coupon.Id}/{friend.Id}/{occasion}"
                : null,
        });
    }
}
