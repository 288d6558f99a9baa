using System.Collections.Concurrent;

namespace Bot.Campaigns;

/// <summary>
/// How fast campaigns are going out, from looks at them during the last minute: the runner's, and those of people who watch,
/// since they may watch at another instance than the runner's. A pause starts it anew.
/// </summary>
internal sealed class CampaignPace
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TooEarly = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, IReadOnlyList<(DateTimeOffset At, double Done)>> _looks = new();

    /// <summary>Notes that so many friends are done at this time.</summary>
    public void Note(string campaignId, double done, DateTimeOffset at) => _looks.AddOrUpdate(
        campaignId,
        [(at, done)],
        (_, looks) => [.. looks.Where(look => at - look.At < Window && look.At < at), (at, done)]);

    /// <summary>How far a campaign has come; asking is a look at it.</summary>
    public CampaignProgress Progress(Campaign campaign, CampaignCounts counts, DateTimeOffset now)
    {
        if (campaign.State == CampaignState.Sending)
        {
            Note(campaign.Id, counts.Done, now);
        }
        else if (campaign.Counts is not null)
        {
            Forget(campaign.Id);
        }

        return CampaignProgress.Of(counts, Of(campaign.Id), now);
    }

    public void Forget(string campaignId) => _looks.TryRemove(campaignId, out _);

    // Friends a second; null: too early to tell.
    private double? Of(string campaignId) =>
        _looks.TryGetValue(campaignId, out var looks) && looks is [var first, .., var last] && last.Done > first.Done && last.At - first.At >= TooEarly
            ? (last.Done - first.Done) / (last.At - first.At).TotalSeconds
            : null;
}
