using System.Globalization;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>
/// A campaign's audience between the moment it is chosen and the moment everybody stands in a message. Kept in slices, so
/// that it stays those chosen whatever becomes of friends, condition and process meanwhile.
/// </summary>
internal sealed class CampaignAudience(IDocumentStore store, CampaignStore campaigns)
{
    private const int SlicesInCommit = 10;
    private const int SlicesRead = 4;

    /// <summary>Which erasures are seen by a look at the friends that comes after this: its version goes to <see cref="Keep"/>.</summary>
    public async Task<long> Gate(CancellationToken ct) =>
        (await store.Get(CampaignCollections.AudienceGates, AudienceGate.OnlyId, ct))?.Version ?? 0;

    /// <summary>
    /// Keeps who was chosen; they are the audience once the campaign says how many they are. Null: somebody moved the
    /// campaign or erased a friend meanwhile, and the audience is to be chosen anew.
    /// </summary>
    public async Task<Stored<Campaign>?> Keep(Stored<Campaign> campaign, FriendIds chosen, int friendsInSlice, long gate, CancellationToken ct)
    {
        // A version before this one wrote friends down while it chose them, ascending: those have their messages.
        var left = campaign.Value.Freeze?.LastFriend is { } last ? chosen[chosen.CountUntil(last)..] : chosen;
        foreach (var slices in Slices(campaign.Value.Id, left, friendsInSlice).Chunk(SlicesInCommit))
        {
            var commit = new Commit();
            foreach (var slice in slices)
            {
                commit.Insert(CampaignCollections.Audiences, slice);
            }

            if (await campaigns.GoOn(campaign, new CampaignStep.Choose(), commit, ct) is not GoneOn.Written(var next))
            {
                return null;
            }

            campaign = next;
        }

        var complete = new CampaignStep.Choose(left.Count);
        var pass = new Commit().Put(CampaignCollections.AudienceGates, new AudienceGate(), gate);
        return await campaigns.GoOn(campaign, complete, pass, ct) is GoneOn.Written(var kept) ? kept : null;
    }

    /// <summary>Some more of those who stand in no message yet, ascending; none when that is nobody.</summary>
    public async Task<IReadOnlyList<Stored<AudienceSlice>>> Next(string campaignId, CancellationToken ct) => (await store.Find(
        new Query<AudienceSlice>(CampaignCollections.Audiences, Filter.Equal("campaignId", campaignId)) { OrderBy = "lastId", Limit = SlicesRead },
        ct)).Items;

    /// <summary>Removes what was kept of an audience that never was complete. Null: somebody moved the campaign meanwhile.</summary>
    public async Task<Stored<Campaign>?> BeginAgain(Stored<Campaign> campaign, CancellationToken ct)
    {
        foreach (var removal in await Removals(campaign.Value.Id, ct))
        {
            if (await campaigns.GoOn(campaign, new CampaignStep.Choose(), removal, ct) is not GoneOn.Written(var next))
            {
                return null;
            }

            campaign = next;
        }

        return campaign;
    }

    /// <summary>Removes what is left of it: the campaign is over, so nobody keeps anything for it any more.</summary>
    public async Task Remove(string campaignId, CancellationToken ct)
    {
        foreach (var removal in await Removals(campaignId, ct))
        {
            await store.Commit(removal, ct);
        }
    }

    private async Task<IEnumerable<Commit>> Removals(string campaignId, CancellationToken ct) =>
        (await store.Ids(CampaignCollections.Audiences, Filter.Equal("campaignId", campaignId), ct))
            .Chunk(100)
            .Select(ids => ids.Aggregate(new Commit(), (commit, id) => commit.Delete(CampaignCollections.Audiences, id)));

    private static IEnumerable<AudienceSlice> Slices(string campaignId, FriendIds friends, int friendsInSlice)
    {
        var number = 0;
        for (var first = 0; first < friends.Count; first += friendsInSlice)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{campaignId}-{++number:D6}");
            yield return new AudienceSlice(id, campaignId, friends[first..Math.Min(first + friendsInSlice, friends.Count)]);
        }
    }
}
