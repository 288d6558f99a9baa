using Bot.Segments;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>Campaigns whose condition was taken from a segment. Once approved they keep it, whatever becomes of the segment.</summary>
internal sealed class CampaignsOfSegments(IDocumentStore store) : ISegmentUses
{
    private const int Told = 50;

    public async Task<IReadOnlyList<SegmentUse>> Of(string segmentId, CancellationToken ct) =>
    [
        .. (await store.Find(new Query<Campaign>(CampaignCollections.Campaigns, Filter.Equal("segmentId", segmentId)) { Limit = Told }, ct)).Items
            .Select(item => item.Value)
            .OrderByDescending(campaign => campaign.CreatedAt)
            .Select(campaign => new SegmentUse("campaign", campaign.Id, campaign.Name, campaign.State == CampaignState.Draft)),
    ];
}
