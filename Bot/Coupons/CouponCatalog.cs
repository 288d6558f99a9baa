using Bot.Definitions;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>Every coupon of the shop: those of <c>coupons/*.yaml</c>, and those made by staff or API.</summary>
public sealed class CouponCatalog(LiveDefinitions<Coupon> files, IDocumentStore store, TimeProvider clock)
{
    private const int Tries = 10;

    /// <summary>The coupons of the files, by id. Files of other kinds may refer to these.</summary>
    public IReadOnlyDictionary<string, Coupon> Defined => files.Current.ById;

    /// <summary>The coupon of this id, of a file or stored, closed or not; null: there is none.</summary>
    public async ValueTask<Coupon?> Find(string couponId, CancellationToken ct) =>
        files.Find(couponId) ?? (await store.Get(CouponCollections.Coupons, couponId, ct))?.Value;

    /// <summary>All coupons by id.</summary>
    public async Task<IReadOnlyList<Coupon>> All(CancellationToken ct)
    {
        var query = new Query<Coupon>(CouponCollections.Coupons, Filter.Everything) { Limit = 500 };
        var made = await store.Everything(query, ct).Select(stored => stored.Value).Where(coupon => !Defined.ContainsKey(coupon.Id)).ToListAsync(ct);
        return [.. Defined.Values.Concat(made).OrderBy(coupon => coupon.Id, StringComparer.Ordinal)];
    }

    /// <summary>Keeps a new coupon; false when the id is taken.</summary>
    public async Task<bool> Add(Coupon coupon, CancellationToken ct) =>
        !Defined.ContainsKey(coupon.Id)
        && await store.Commit(new Commit().Insert(CouponCollections.Coupons, coupon.WithVersion()), ct) is CommitResult.Committed;

    /// <summary>Gives a coupon no more; those given stay good. Closing again changes nothing.</summary>
    public Task<CatalogResult> Close(string couponId, CancellationToken ct) =>
        Change(couponId, coupon => coupon.ClosedAt is null ? coupon with { ClosedAt = StoredTime.Truncate(clock.GetUtcNow()) } : coupon, ct);

    /// <summary>Gives a closed coupon again. Reopening one that is open changes nothing.</summary>
    public Task<CatalogResult> Reopen(string couponId, CancellationToken ct) => Change(couponId, coupon => coupon with { ClosedAt = null }, ct);

    /// <summary>
    /// Gives the coupon with other terms from now on; those given keep theirs. It stays open or closed as it is. Where the version of the
    /// terms is told that the change was made from, terms that somebody else changed meanwhile are left alone.
    /// </summary>
    public Task<CatalogResult> Renew(Coupon terms, CancellationToken ct, string? from = null) =>
        Change(terms.Id, coupon => (terms with { ClosedAt = coupon.ClosedAt }).WithVersion(), ct, from);

    private async Task<CatalogResult> Change(string couponId, Func<Coupon, Coupon> change, CancellationToken ct, string? from = null)
    {
        if (Defined.ContainsKey(couponId))
        {
            return new CatalogResult.InFile();
        }

        for (var tried = 0; tried < Tries; tried++)
        {
            switch (await store.Get(CouponCollections.Coupons, couponId, ct))
            {
                case null:
                    return new CatalogResult.Unknown();
                case var stored:
                    var coupon = change(stored.Value);
                    if (from is not null && from != stored.Value.Version && coupon.Version != stored.Value.Version)
                    {
                        return new CatalogResult.Outdated(stored.Value);
                    }

                    if (ReferenceEquals(coupon, stored.Value)
                        || await store.Commit(new Commit().Replace(CouponCollections.Coupons, coupon, stored.Version), ct) is CommitResult.Committed)
                    {
                        return new CatalogResult.Changed(coupon);
                    }

                    break;
            }
        }

        throw new StoreException("The coupon keeps changing. Try again.");
    }
}

/// <summary>What became of closing, reopening or renewing a coupon.</summary>
public abstract record CatalogResult
{
    private CatalogResult()
    {
    }

    /// <summary>It is now as it was to be.</summary>
    public sealed record Changed(Coupon Coupon) : CatalogResult;

    /// <summary>Somebody else changed its terms since the change was begun; they stay as they are.</summary>
    public sealed record Outdated(Coupon Current) : CatalogResult;

    /// <summary>There is no coupon of this id.</summary>
    public sealed record Unknown : CatalogResult;

    /// <summary>It stands in a file; it is changed there.</summary>
    public sealed record InFile : CatalogResult;
}
