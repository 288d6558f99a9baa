using Bot.Instances;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Webhook;

/// <summary>Forgets the ids of finished events once LINE can no longer deliver them again.</summary>
internal sealed partial class InboxCleaner(
    IDocumentStore store, Leases leases, TimeProvider clock, IOptions<WebhookOptions> options, ILogger<InboxCleaner> logger) : BackgroundService
{
    private const int PageSize = 500;

    private readonly Lease _lease = leases.Of(Roles.Housekeeping);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (_lease.IsHeld && await Clean(stoppingToken) == PageSize)
                {
                }
            }
            catch (StoreException problem)
            {
                LogStoreProblem(problem.Message);
            }
        }
    }

    internal async Task<int> Clean(CancellationToken ct)
    {
        var old = Filter.Equal("state", FieldValue.Of(InboxState.Done))
            & new Filter.Compare("receivedAt", Comparison.Less, clock.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepDays));
        var page = await store.Find(new Query<InboxEvent>(InboxCollections.Inbox, old) { OrderBy = "receivedAt", Limit = PageSize }, ct);
        var commit = new Commit();
        foreach (var done in page.Items)
        {
            commit.Delete(InboxCollections.Inbox, done.Value.Id);
        }

        if (!commit.IsEmpty)
        {
            await store.Commit(commit, ct);
        }

        return page.Items.Count;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
