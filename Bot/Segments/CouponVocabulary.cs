using Bot.Conditions;
using Bot.Coupons;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>The coupons a condition may name, with their titles.</summary>
internal sealed class CouponVocabulary(CouponCatalog catalog, IDocumentStore store) : IVocabularySource
{
    public async Task<ConditionVocabulary> Read(CancellationToken ct)
    {
        var coupons = catalog.Defined.Values.Select(coupon => new KnownName(coupon.Id, coupon.Title)).ToList();
        var query = new Query<Coupon>(CouponCollections.Coupons, Filter.Everything) { Limit = 500 };
        do
        {
            var page = await store.Find(query, ct);
            coupons.AddRange(page.Items.Select(item => new KnownName(item.Value.Id, item.Value.Title)));
            query = query with { After = page.Next };
        }
        while (query.After is not null);

        return new ConditionVocabulary { Coupons = coupons };
    }
}
