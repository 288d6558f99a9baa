using System.Collections.Frozen;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>Every coupon of the shop: those of <c>coupons/*.yaml</c>, and those made by staff or API.</summary>
public sealed class CouponCatalog(IDocumentStore store)
{
    private volatile FrozenDictionary<string, Coupon> _defined = FrozenDictionary<string, Coupon>.Empty;

    /// <summary>The coupons of the files, by id. Files of other kinds may refer to these.</summary>
    public IReadOnlyDictionary<string, Coupon> Defined => _defined;

    /// <summary>Puts other coupons in the place of all that the files defined, at once.</summary>
    public void Define(IEnumerable<Coupon> coupons) => _defined = coupons.ToFrozenDictionary(coupon => coupon.Id);

    public async ValueTask<Coupon?> Find(string couponId, CancellationToken ct) =>
        _defined.GetValueOrDefault(couponId) ?? (await store.Get(CouponCollections.Coupons, couponId, ct))?.Value;
}
