using Bot.Instances;
using Bot.Line;
using Bot.Storage;

namespace Bot.Coupons;

/// <summary>
/// Has LINE make its own coupon for each version of a coupon that asks for one. LINE has no retry key here: after a claim whose outcome is
/// unknown it is first looked for among LINE's coupons.
/// </summary>
internal sealed partial class MakeLineCoupons(
    CouponCatalog catalog, IDocumentStore store, LineClient line, Leases leases, TimeZoneInfo zone, TimeProvider clock, ILogger<MakeLineCoupons> log)
    : BackgroundService
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly Lease _lease = leases.Of(Roles.Housekeeping);

    /// <summary>Makes what is missing. Answers how many were made.</summary>
    public async Task<int> MakeMissing(CancellationToken ct)
    {
        var made = 0;
        foreach (var coupon in (await catalog.All(ct)).Where(coupon => coupon.Line && coupon.Version.Length > 0))
        {
            var now = StoredTime.Truncate(clock.GetUtcNow());
            if (CouponIssuer.ProblemAt(coupon, now, zone) is null)
            {
                made += await Make(coupon, now, ct) ? 1 : 0;
            }
        }

        return made;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        do
        {
            try
            {
                if (_lease.IsHeld)
                {
                    await MakeMissing(stoppingToken);
                }
            }
            catch (StoreException problem)
            {
                LogStoreProblem(problem.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> Make(Coupon coupon, DateTimeOffset now, CancellationToken ct)
    {
        var copy = await store.Get(CouponCollections.LineCopies, LineCouponCopy.IdOf(coupon), ct);
        if (copy is { Value: { LineCouponId: not null } or { Problem: not null } })
        {
            return false;
        }

        string? found = null;
        if (copy is null)
        {
            var claim = new LineCouponCopy(LineCouponCopy.IdOf(coupon), coupon.Id, coupon.Version, now);
            if (await store.Commit(new Commit().Insert(CouponCollections.LineCopies, claim), ct) is not CommitResult.Committed)
            {
                return false;
            }

            copy = new Stored<LineCouponCopy>(claim, 1);
        }
        else if (await Search(coupon, ct) is (true, var earlier))
        {
            found = earlier;
        }
        else
        {
            return false; // LINE did not say; the next look asks again.
        }

        var settled = found is not null ? copy.Value with { LineCouponId = found } : Settle(copy.Value, await line.CreateCoupon(LineCouponCopy.Of(coupon, now, zone), ct));
        return settled is not null
            && await store.Commit(new Commit().Replace(CouponCollections.LineCopies, settled, copy.Version), ct) is CommitResult.Committed
            && settled.LineCouponId is not null;
    }

    // Null: the outcome is not known, or another try may go better.
    private LineCouponCopy? Settle(LineCouponCopy copy, LineResult<MadeLineCoupon> result)
    {
        if (result.Succeeded)
        {
            LogMade(copy.CouponId, result.Value.CouponId);
            return copy with { LineCouponId = result.Value.CouponId };
        }

        LogNotMade(copy.CouponId, result.Failure.Message);
        return result.Failure is LineFailure.BadRequest refused
            ? copy with { Problem = string.Join(" ", refused.Details.Select(detail => $"{detail.Property}: {detail.Message}").Prepend(refused.Message)) }
            : null;
    }

    private async Task<(bool Answered, string? LineCouponId)> Search(Coupon coupon, CancellationToken ct)
    {
        await foreach (var listed in line.Coupons(["RUNNING"], ct))
        {
            if (!listed.Succeeded)
            {
                return (false, null);
            }

            if (listed.Value.Title != coupon.Title)
            {
                continue;
            }

            var detail = await line.FindCoupon(listed.Value.CouponId, ct);
            if (!detail.Succeeded)
            {
                return (false, null);
            }

            if (detail.Value.CouponCode == coupon.Version)
            {
                return (true, listed.Value.CouponId);
            }
        }

        return (true, null);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "LINE made its coupon {LineCoupon} for coupon {Coupon}")]
    private partial void LogMade(string coupon, string lineCoupon);

    [LoggerMessage(Level = LogLevel.Warning, Message = "LINE did not make its coupon for coupon {Coupon}: {Problem}")]
    private partial void LogNotMade(string coupon, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
