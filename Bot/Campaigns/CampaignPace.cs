using System.Collections.Concurrent;

namespace Bot.Campaigns;

/// <summary>How fast campaigns are going out, from looks at them during the last minute. A pause starts it anew.</summary>
internal sealed class CampaignPace
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, IReadOnlyList<(DateTimeOffset At, double Done)>> _looks = new();

    /// <summary>Notes that so many friends are done at this time.</summary>
    public void Note(string campaignId, double done, DateTimeOffset at) => _looks.AddOrUpdate(
        campaignId,
        [(at, done)],
        (_, looks) => [.. looks.Where(look => at - look.At < Window && look.At < at), (at, done)]);

    /// <summary>Friends a second; null: too early to tell.</summary>
    public double? Of(string campaignId) =>
        _looks.TryGetValue(campaignId, out var looks) && looks is [var first, .., var last] && last.Done > first.Done
            ? (last.Done - first.Done) / (last.At - first.At).TotalSeconds
            : null;

    public void Forget(string campaignId) => _looks.TryRemove(campaignId, out _);
}
