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
        && await store.Commit(new Commit().Insert(CouponCollections.Coupons, coupon), ct) is CommitResult.Committed;

    /// <summary>Gives a coupon no more; those given stay good. Closing again changes nothing.</summary>
    public async Task<CloseResult> Close(string couponId, CancellationToken ct)
    {
        if (Defined.ContainsKey(couponId))
        {
            return new CloseResult.InFile();
        }

        for (var tried = 0; tried < Tries; tried++)
        {
            switch (await store.Get(CouponCollections.Coupons, couponId, ct))
            {
                case null:
                    return new CloseResult.Unknown();
                case { Value.ClosedAt: not null } closed:
                    return new CloseResult.Closed(closed.Value);
                case var open:
                    var coupon = open.Value with { ClosedAt = StoredTime.Truncate(clock.GetUtcNow()) };
                    if (await store.Commit(new Commit().Replace(CouponCollections.Coupons, coupon, open.Version), ct) is CommitResult.Committed)
                    {
                        return new CloseResult.Closed(coupon);
                    }

                    break;
            }
        }

        throw new StoreException("The coupon keeps changing. Try again.");
    }
}

/// <summary>What became of closing a coupon.</summary>
public abstract record CloseResult
{
    private CloseResult()
    {
    }

    /// <summary>It is given no more.</summary>
    public sealed record Closed(Coupon Coupon) : CloseResult;

    /// <summary>There is no coupon of this id.</summary>
    public sealed record Unknown : CloseResult;

    /// <summary>It stands in a file; the file says whether it is closed.</summary>
    public sealed record InFile : CloseResult;
}
