using Bot.Attention;
using Bot.Storage;

namespace Bot.Work;

/// <summary>Long work of the last week that failed.</summary>
internal sealed class JobMatters(IDocumentStore store, TimeProvider clock) : INeedsAPerson
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(7);

    public async Task<IReadOnlyList<Matter>> Look(CancellationToken ct)
    {
        var failed = Filter.Equal("state", FieldValue.Of(JobState.Failed)) & new Filter.Compare("createdAt", Comparison.Greater, clock.GetUtcNow() - Recently);
        var page = await store.Find(new Query<Job>(JobCollections.Jobs, failed) { OrderBy = "createdAt", Descending = true, Limit = 3 }, ct);
        return [.. page.Items.Select(job => new Matter(
            Urgency.Today, $"「{job.Value.Title.Japanese}」が途中で止まりました。", $"“{job.Value.Title.English}” stopped on the way.", $"/jobs/{job.Value.Id}"))];
    }
}
