using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>That a friend was chosen for a campaign and has no message of it yet: told by the campaign, taken out without a trace.</summary>
internal sealed class AudiencePersonalData(IDocumentStore store) : IPersonalData
{
    public string Name => CampaignCollections.Audiences.Name;

    public async Task<JsonArray> Export(string friendId, CancellationToken ct) =>
        [.. (await Of(friendId, ct)).Select(slice => new JsonObject { ["campaignId"] = slice.Value.CampaignId })];

    public async Task<int> Erase(string friendId, Commit commit, CancellationToken ct)
    {
        // Read before the slices: an audience that is completed after this look fails the commit.
        var gate = await store.Get(CampaignCollections.AudienceGates, AudienceGate.OnlyId, ct);
        commit.Put(CampaignCollections.AudienceGates, new AudienceGate(), gate?.Version ?? 0);
        var slices = await Of(friendId, ct);
        foreach (var (slice, version) in slices)
        {
            var rest = slice.Friends.Without(friendId);
            if (rest.Count == 0)
            {
                commit.Delete(CampaignCollections.Audiences, slice.Id, version);
            }
            else
            {
                commit.Replace(CampaignCollections.Audiences, slice with { Friends = rest }, version);
            }
        }

        return slices.Count;
    }

    private async Task<IReadOnlyList<Stored<AudienceSlice>>> Of(string friendId, CancellationToken ct)
    {
        var around = new Filter.Compare("lastId", Comparison.GreaterOrEqual, friendId) & new Filter.Compare("firstId", Comparison.LessOrEqual, friendId);
        return await store.Everything(new Query<AudienceSlice>(CampaignCollections.Audiences, around), ct)
            .Where(slice => slice.Value.Friends.Contains(friendId))
            .ToListAsync(ct);
    }
}
