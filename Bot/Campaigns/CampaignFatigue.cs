using Bot.Friends;
using Bot.Segments;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Campaigns;

/// <summary>Knows who got how many campaigns lately, so that nobody is sent too many.</summary>
internal sealed class CampaignFatigue(IDocumentStore store, ReceivedCampaigns received, IOptions<CampaignOptions> options)
{
    /// <summary>For so many days a campaign counts.</summary>
    public const int Days = 7;

    private static readonly CampaignState[] Begun = [CampaignState.Sending, CampaignState.Paused, CampaignState.Sent, CampaignState.Cancelled];

    /// <summary>Who got each campaign of the last days, but this one. Nobody may get more than <paramref name="most"/>; 0: as many as there are.</summary>
    public async Task<RecentCampaigns> Before(string campaignId, DateTimeOffset now, int most, CancellationToken ct)
    {
        int[] limits = [.. new[] { most, options.Value.WarnAfterPerWeek }.Where(limit => limit > 0)];
        if (limits.Length == 0)
        {
            return RecentCampaigns.None;
        }

        var begun = new Filter.Compare("sendingAt", Comparison.Greater, now.AddDays(-Days)) & Filter.In("state", Begun.Select(FieldValue.Of));
        string[] recent = [.. (await store.Ids(CampaignCollections.Campaigns, begun, ct)).Where(id => id != campaignId)];
        if (recent.Length < limits.Min())
        {
            return RecentCampaigns.None; // Nobody can have got as many; who got them, maybe everybody, need not be read.
        }

        var recipients = new List<FriendIds>();
        foreach (var id in recent)
        {
            recipients.Add((await received.Of(id, ct)).Friends);
        }

        return new RecentCampaigns(recipients, most);
    }
}

/// <summary>Who got each of the campaigns of the last days, and how many anybody may get.</summary>
internal sealed class RecentCampaigns(IReadOnlyList<FriendIds> recipients, int most)
{
    /// <summary>Nobody got any that count.</summary>
    public static RecentCampaigns None { get; } = new([], 0);

    /// <summary>How many there are, and so at most how many a friend got.</summary>
    public int Count => recipients.Count;

    /// <summary>Whether the friend got as many as anybody may.</summary>
    public bool AreTheMost(string friendId) => AreAtLeast(most, friendId);

    /// <summary>Whether the friend got so many of them; 0: no number is too many.</summary>
    public bool AreAtLeast(int many, string friendId) =>
        many > 0 && recipients.Count >= many && recipients.Count(friends => friends.Contains(friendId)) >= many;
}
