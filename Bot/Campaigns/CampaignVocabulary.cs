using Bot.Conditions;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>The campaigns a condition may name in <c>received(…)</c>: those that were sent, at least in part.</summary>
internal sealed class CampaignVocabulary(IDocumentStore store) : IVocabularySource
{
    public async Task<ConditionVocabulary> Read(CancellationToken ct)
    {
        var names = new List<KnownName>();
        var query = new Query<Campaign>(CampaignCollections.Campaigns, !Filter.Equal("state", FieldValue.Of(CampaignState.Draft))) { Limit = 500 };
        do
        {
            var page = await store.Find(query, ct);
            names.AddRange(page.Items.Select(item => new KnownName(item.Value.Id, item.Value.Name)));
            query = query with { After = page.Next };
        }
        while (query.After is not null);
        return new ConditionVocabulary { Campaigns = names };
    }
}
