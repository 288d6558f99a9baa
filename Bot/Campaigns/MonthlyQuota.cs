using Bot.Line;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>Asks LINE what is left of this month's messages, and takes off what approved campaigns will still use.</summary>
internal sealed class MonthlyQuota(LineClient line, IDocumentStore store, CampaignTally tally)
{
    private static readonly CampaignState[] Ahead = [CampaignState.Scheduled, CampaignState.Freezing, CampaignState.Sending, CampaignState.Paused];

    /// <summary>A person waits for the preview; what LINE does not tell by then is unknown.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The month as it is for this campaign (null: for one not written yet): what the others will use is not left for it.</summary>
    public async Task<MonthlyMessages> Read(string? campaignId, CancellationToken ct)
    {
        var reserved = await Reserved(campaignId, ct);
        return await AskLine(ct) is var (quota, consumption)
            ? new MonthlyMessages(Known: true, quota.Limit, consumption.TotalUsage, reserved)
            : new MonthlyMessages(Known: false, null, null, reserved);
    }

    private async Task<(Quota Quota, QuotaConsumption Consumption)?> AskLine(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var (asked, used) = (line.Quota(patience.Token), line.QuotaConsumption(patience.Token));
            await Task.WhenAll(asked, used);
            return (await asked).Value is { } quota && (await used).Value is { } consumption ? (quota, consumption) : null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<long> Reserved(string? campaignId, CancellationToken ct)
    {
        long reserved = 0;
        var query = new Query<Campaign>(CampaignCollections.Campaigns, Filter.In("state", Ahead.Select(FieldValue.Of))) { Limit = 100 };
        await foreach (var (campaign, _) in store.Everything(query, ct))
        {
            if (campaign.Id != campaignId)
            {
                reserved += campaign.Freeze is { Complete: true } ? (await tally.Of(campaign, ct)).Waiting : campaign.Approval is { } approval ? approval.Audience - approval.HeldOut : 0;
            }
        }

        return reserved;
    }
}
