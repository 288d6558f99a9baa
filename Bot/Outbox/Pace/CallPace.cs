using System.Threading.RateLimiting;

namespace Bot.Outbox.Pace;

/// <summary>The pace of one kind of call.</summary>
internal abstract class CallPace : IDisposable
{
    /// <summary>Returns when one call may be made.</summary>
    public abstract ValueTask Turn(CancellationToken ct);

    public abstract void Dispose();
}

/// <summary>The pace of an instance that is alone: a token bucket.</summary>
internal sealed class OwnPace(int perSecond) : CallPace
{
    private readonly TokenBucketRateLimiter _bucket = Bucket(perSecond);

    public override async ValueTask Turn(CancellationToken ct)
    {
        using var token = await _bucket.AcquireAsync(1, ct);
    }

    public override void Dispose() => _bucket.Dispose();

    // Refilled often in small amounts, so that a second's worth never goes out at once.
    private static TokenBucketRateLimiter Bucket(int perSecond)
    {
        var periods = Math.Min(50, perSecond);
        var perPeriod = (int)Math.Ceiling(perSecond / (double)periods);
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = perPeriod * 2,
            TokensPerPeriod = perPeriod,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)perPeriod / perSecond),
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            AutoReplenishment = true,
        });
    }
}
