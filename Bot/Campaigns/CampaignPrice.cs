using Bot.Segments;
using Microsoft.Extensions.Options;

namespace Bot.Campaigns;

/// <summary>What a campaign to some friends would cost, while people still look for its audience: by what LINE said within the last minute.</summary>
internal sealed class CampaignPrice(MonthlyQuota quota, IOptions<CampaignOptions> options) : ISendPrice
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private Tuple<MonthlyMessages, long>? _last;

    public async Task<SendPrice> Of(long friends, long followers, CancellationToken ct)
    {
        var cost = PreviewCost.For(await Month(ct), options.Value.ChosenPlan, (int)friends, (int)followers);
        return new SendPrice(friends, cost.Yen, cost.Left);
    }

    private async Task<MonthlyMessages> Month(CancellationToken ct)
    {
        if (_last is { Item1: var known, Item2: var at } && TimeProvider.System.GetElapsedTime(at) < Kept)
        {
            return known;
        }

        var month = await quota.Read(campaignId: null, ct);
        _last = Tuple.Create(month, TimeProvider.System.GetTimestamp());
        return month;
    }
}
