using System.Security.Cryptography;
using System.Text.Json;

namespace Bot.Coupons;

/// <summary>Tells terms of one coupon apart: equal terms have equal versions, whatever comments a file has.</summary>
internal static class CouponVersion
{
    /// <summary>The coupon with its version. Closing and reopening does not change what is promised, so it changes no version.</summary>
    public static Coupon WithVersion(this Coupon coupon)
    {
        var terms = JsonSerializer.SerializeToUtf8Bytes(coupon with { Version = "", ClosedAt = null }, CouponCollections.Coupons.Json);
        return coupon with { Version = Convert.ToHexStringLower(SHA256.HashData(terms))[..12] };
    }
}
