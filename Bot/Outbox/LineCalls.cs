using System.Threading.RateLimiting;
using Bot.Line;
using Microsoft.Extensions.Options;

namespace Bot.Outbox;

/// <summary>LINE's three sending calls at the pace LINE allows: a token bucket for each, per channel.</summary>
internal sealed class LineCalls(LineClient line, IOptions<OutboxOptions> options) : IDisposable
{
    private readonly RateLimiter _replies = Bucket(options.Value.RepliesPerSecond);
    private readonly RateLimiter _pushes = Bucket(options.Value.PushesPerSecond);
    private readonly RateLimiter _multicasts = Bucket(options.Value.MulticastsPerSecond);

    /// <summary>
    /// Makes the call when its turn has come; null when the caller may not make it any more by then. This is asked last,
    /// since waiting for the turn, or a pause of the whole process, may have taken long.
    /// </summary>
    public async Task<LineResult<Sent>?> Make(OutboxCall call, OutboxMessage message, IReadOnlyList<Message> content, Func<bool> mayStill, CancellationToken ct)
    {
        using var token = await BucketOf(call).AcquireAsync(1, ct);
        return !mayStill() ? null : call switch
        {
            OutboxCall.Reply => await line.Reply(message.ReplyToken!, content, ct: ct),
            OutboxCall.Push => await line.Push(message.To[0], content, message.RetryKey, ct: ct),
            _ => await line.Multicast(message.Recipients(), content, message.RetryKey, ct: ct),
        };
    }

    public void Dispose()
    {
        _replies.Dispose();
        _pushes.Dispose();
        _multicasts.Dispose();
    }

    private RateLimiter BucketOf(OutboxCall call) => call switch
    {
        OutboxCall.Reply => _replies,
        OutboxCall.Push => _pushes,
        _ => _multicasts,
    };

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
