using Bot.Conditions;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>The campaigns a condition may name in <c>received(…)</c>: those that were sent, at least in part.</summary>
internal sealed class CampaignVocabulary(IDocumentStore store) : IVocabularySource
{
    public async Task<ConditionVocabulary> Read(CancellationToken ct)
    {
        var query = new Query<Campaign>(CampaignCollections.Campaigns, !Filter.Equal("state", FieldValue.Of(CampaignState.Draft))) { Limit = 500 };
        return new ConditionVocabulary
        {
            Campaigns = await store.Everything(query, ct).Select(item => new KnownName(item.Value.Id, item.Value.Name)).ToListAsync(ct),
        };
    }
}
