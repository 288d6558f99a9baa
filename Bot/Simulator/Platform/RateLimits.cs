namespace Bot.Simulator.Platform;

/// <summary>LINE's limit per channel and endpoint, as token buckets.</summary>
internal sealed class RateLimits(TimeProvider clock)
{
    private static readonly Dictionary<string, (double Burst, TimeSpan Per)> Known = new()
    {
        ["multicast"] = (200, TimeSpan.FromSeconds(1)),
        ["coupon"] = (200, TimeSpan.FromSeconds(1)),
        ["narrowcast"] = (60, TimeSpan.FromHours(1)),
        ["broadcast"] = (60, TimeSpan.FromHours(1)),
        ["webhook/test"] = (60, TimeSpan.FromHours(1)),
        ["webhook/endpoint"] = (1_000, TimeSpan.FromMinutes(1)),
        ["chat/loading"] = (100, TimeSpan.FromSeconds(1)),
        ["oauth/accessToken"] = (370, TimeSpan.FromSeconds(1)),
    };

    private static readonly (double Burst, TimeSpan Per) Audience = (60, TimeSpan.FromMinutes(1));

    private static readonly (double Burst, TimeSpan Per) Insight = (60, TimeSpan.FromHours(1));

    private static readonly (double Burst, TimeSpan Per) Others = (2_000, TimeSpan.FromSeconds(1));

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (double Left, DateTimeOffset At)> _buckets = [];

    public bool Take(string endpoint)
    {
        var (burst, per) = Known.TryGetValue(endpoint, out var known) ? known
            : endpoint.StartsWith("audience/", StringComparison.Ordinal) ? Audience
            : endpoint.StartsWith("insight/", StringComparison.Ordinal) ? Insight
            : Others;
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var (left, at) = _buckets.GetValueOrDefault(endpoint, (burst, now));
            left = Math.Clamp(left + (burst * ((now - at) / per)), 0, burst);
            var granted = left >= 1;
            _buckets[endpoint] = (granted ? left - 1 : left, now);
            return granted;
        }
    }
}
