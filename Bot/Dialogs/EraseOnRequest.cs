using Bot.Friends;
using Bot.Outbox;
using Bot.Storage;

namespace Bot.Dialogs;

/// <summary>
/// Erases the friends who asked for it, as soon as they have been told. Several instances may try: a friend is erased in one commit,
/// their request in it.
/// </summary>
internal sealed partial class EraseOnRequest(IDocumentStore store, FriendErasure erasure, TimeProvider clock, ILogger<EraseOnRequest> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // Where the reply cannot be sent, the wish counts more than the answer to it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Erases who has been told by now; answers how many.</summary>
    public async Task<int> RunDue(CancellationToken ct)
    {
        var erased = 0;
        var due = await store.Find(new Query<ErasureRequest>(DialogCollections.ErasureRequests, Filter.Everything) { OrderBy = "askedAt" }, ct);
        foreach (var (request, _) in due.Items)
        {
            if (clock.GetUtcNow() - request.AskedAt < LongestWait && await IsBeingTold(request.FriendId, ct))
            {
                continue;
            }

            if (await erasure.Erase(request.FriendId, request.ReceiptId, tell: null, ct) is { } receipt)
            {
                LogErased(receipt.Id);
                erased++;
            }
        }

        return erased;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunDue(stoppingToken);
            }
            catch (StoreException problem)
            {
                LogStoreProblem(problem.Message);
            }
        }
    }

    private async Task<bool> IsBeingTold(string friendId, CancellationToken ct) => await store.Count(
        OutboxCollections.Messages,
        Filter.Equal("friendId", friendId) & (Filter.Equal("state", FieldValue.Of(OutboxState.Waiting)) | Filter.Equal("state", FieldValue.Of(OutboxState.Sending))),
        ct) > 0;

    [LoggerMessage(Level = LogLevel.Information, Message = "A friend was erased at their own request, receipt {Receipt}")]
    private partial void LogErased(string receipt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Requests to be erased could not be looked at: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
