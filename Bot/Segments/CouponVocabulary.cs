using Bot.Conditions;
using Bot.Coupons;

namespace Bot.Segments;

/// <summary>The coupons a condition may name, with their titles.</summary>
internal sealed class CouponVocabulary(CouponCatalog catalog) : IVocabularySource
{
    public async Task<ConditionVocabulary> Read(CancellationToken ct) => new()
    {
        Coupons = [.. (await catalog.All(ct)).Select(coupon => new KnownName(coupon.Id, coupon.Title))],
    };
}
