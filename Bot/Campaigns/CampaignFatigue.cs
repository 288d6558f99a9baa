using Bot.Conditions;
using Bot.Friends;
using Bot.Segments;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Campaigns;

/// <summary>Knows who got how many campaigns lately, so that nobody is sent too many.</summary>
internal sealed class CampaignFatigue(IDocumentStore store, SegmentReader segments, IOptions<CampaignOptions> options)
{
    /// <summary>For so many days a campaign counts.</summary>
    public const int Days = 7;

    private static readonly CampaignState[] Begun = [CampaignState.Sending, CampaignState.Paused, CampaignState.Sent, CampaignState.Cancelled];

    /// <summary>Who got each campaign of the last days, but this one.</summary>
    public async Task<RecentCampaigns> Before(string campaignId, DateTimeOffset now, CancellationToken ct)
    {
        if (options.Value is { WarnAfterPerWeek: 0, MostPerWeek: 0 })
        {
            return new RecentCampaigns([]);
        }

        var recipients = new List<FriendIds>();
        var begun = new Filter.Compare("sendingAt", Comparison.Greater, now.AddDays(-Days)) & Filter.In("state", Begun.Select(FieldValue.Of));
        foreach (var id in (await store.Ids(CampaignCollections.Campaigns, begun, ct)).Where(id => id != campaignId))
        {
            recipients.Add(await segments.Whoever(new Condition.Received(id), now, ct));
        }

        return new RecentCampaigns(recipients);
    }
}

/// <summary>Who got each of the campaigns of the last days.</summary>
internal sealed class RecentCampaigns(IReadOnlyList<FriendIds> recipients)
{
    /// <summary>How many there are, and so at most how many a friend got.</summary>
    public int Count => recipients.Count;

    /// <summary>Whether the friend got so many of them; 0: no number is too many.</summary>
    public bool AreAtLeast(int most, string friendId) =>
        most > 0 && recipients.Count >= most && recipients.Count(friends => friends.Contains(friendId)) >= most;
}
