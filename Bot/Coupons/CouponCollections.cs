using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>The documents of coupons.</summary>
public static class CouponCollections
{
    /// <summary>Coupons made by staff or API; those of <c>coupons/*.yaml</c> are not stored.</summary>
    public static Collection<Coupon> Coupons { get; } =
        new Collection<Coupon>("coupons", CouponsJson.Documents.For<Coupon>(), coupon => coupon.Id).Traced(Trace.Values);

    /// <summary>Every coupon given to a friend; code and once-key are unique.</summary>
    public static Collection<CouponIssue> Issues { get; } =
        new Collection<CouponIssue>("couponIssues", CouponsJson.Documents.For<CouponIssue>(), issue => issue.Id)
            .Field("couponId", FieldKind.Text, issue => issue.CouponId)
            .Field("friendId", FieldKind.Text, issue => issue.FriendId)
            .Field("code", FieldKind.Text, issue => issue.Code)
            .Field("state", FieldKind.Text, issue => FieldValue.Of(issue.State))
            .Field("issuedAt", FieldKind.Time, issue => issue.IssuedAt)
            .Field("expiresAt", FieldKind.Time, issue => issue.ExpiresAt)
            .Field("onceKey", FieldKind.Text, issue => issue.OnceKey)
            .Field("token", FieldKind.Text, issue => issue.Token)
            .Field("remindAt", FieldKind.Time, issue => issue.RemindAt)
            .Field("redemption.at", FieldKind.Time, issue => issue.Redemption?.At)
            .Field("redemption.store", FieldKind.Text, issue => issue.Redemption?.Store)
            .IndexedBy("couponId", "issuedAt")
            .IndexedBy("redemption.store", "redemption.at")
            .IndexedBy("redemption.at")
            .IndexedBy("state", "remindAt")
            .IndexedBy("friendId", "issuedAt")
            .UniqueBy("code")
            .UniqueBy("token")
            .UniqueBy("onceKey")
            .WithChangeFeed();

    /// <summary>The places taken of limited coupons and prizes: a coupon or prize, and a number. They name no friend.</summary>
    public static Collection<CouponPlace> Places { get; } =
        new Collection<CouponPlace>("couponPlaces", CouponsJson.Documents.For<CouponPlace>(), place => place.Id)
            .Field("of", FieldKind.Text, place => place.Of)
            .IndexedBy("of");

    /// <summary>The coupons of LINE's own that were made for coupons of ours.</summary>
    public static Collection<LineCouponCopy> LineCopies { get; } =
        new("lineCoupons", CouponsJson.Documents.For<LineCouponCopy>(), copy => copy.Id);

    /// <summary>What erased friends had, one document a coupon.</summary>
    public static Collection<CouponTally> Tallies { get; } =
        new Collection<CouponTally>("couponTallies", CouponsJson.Documents.For<CouponTally>(), tally => tally.Id).Traced(Trace.Nothing);
}

[JsonSerializable(typeof(Coupon))]
[JsonSerializable(typeof(CouponIssue))]
[JsonSerializable(typeof(CouponTally))]
[JsonSerializable(typeof(CouponPlace))]
[JsonSerializable(typeof(LineCouponCopy))]
internal sealed partial class CouponsJson : JsonSerializerContext
{
    public static CouponsJson Documents { get; } = new(DocumentJson.Options());
}
