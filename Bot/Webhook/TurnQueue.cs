using System.Threading.Channels;
using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Webhook;

/// <summary>
/// Brings inbox events to their turns: one friend's in order, different friends' in parallel. Memory only speeds it up;
/// what does not fit, fails or was waiting when the process died is read from the inbox again.
/// </summary>
internal sealed partial class TurnQueue : BackgroundService
{
    private const int PageSize = 500;

    private readonly IDocumentStore _store;
    private readonly TurnTaker _turns;
    private readonly TimeProvider _clock;
    private readonly WebhookOptions _options;
    private readonly ILogger<TurnQueue> _logger;
    private readonly LaneFeed<Waiting> _feed;

    public TurnQueue(IDocumentStore store, TurnTaker turns, TimeProvider clock, IOptions<WebhookOptions> options, ILogger<TurnQueue> logger)
    {
        (_store, _turns, _clock, _options, _logger) = (store, turns, clock, options.Value, logger);
        _feed = new LaneFeed<Waiting>(_options.Lanes);
    }

    /// <summary>Takes the turn of an event that was just stored, soon.</summary>
    public void Offer(Stored<InboxEvent> received, WebhookEvent happened) =>
        _feed.Offer(received.Value.Id, LaneOf(received.Value), new Waiting(received, happened));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _feed.Run(ReadInbox, TakeTurns, LogStoreProblem, stoppingToken);

    private async Task ReadInbox(CancellationToken ct)
    {
        // While memory keeps up only retries become due here; after a start or an overflow, everything waiting does.
        string? after = null;
        do
        {
            var due = new Filter.Compare("dueAt", Comparison.LessOrEqual, _clock.GetUtcNow());
            var page = await _store.Find(new Query<InboxEvent>(InboxCollections.Inbox, due) { OrderBy = "dueAt", Limit = PageSize, After = after }, ct);
            foreach (var received in page.Items)
            {
                await _feed.Write(received.Value.Id, LaneOf(received.Value), new Waiting(received, Happened: null), ct);
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private async Task TakeTurns(ChannelReader<Waiting> lane, CancellationToken ct)
    {
        var waiting = new List<Waiting>();
        while (await lane.WaitToReadAsync(ct))
        {
            while (lane.TryRead(out var next))
            {
                waiting.Add(next);
            }

            // LINE does not promise the order of delivery; the order of happening is the best we know.
            foreach (var next in waiting.Count == 1 ? waiting : [.. waiting.OrderBy(one => one.Received.Value.HappenedAt)])
            {
                await TakeTurn(next, ct);
                _feed.Done(next.Received.Value.Id);
            }

            waiting.Clear();
        }
    }

    private async Task TakeTurn(Waiting next, CancellationToken ct)
    {
        try
        {
            var received = next.Received;
            if (next.Happened is null)
            {
                // Read from a page of the inbox: its turn may have been taken since.
                if (await _store.Get(InboxCollections.Inbox, received.Value.Id, ct) is not { Value.State: InboxState.Waiting } fresh)
                {
                    return;
                }

                received = fresh;
            }

            var happened = next.Happened ?? LineJson.ParseEvent(received.Value.Event!.Utf8.Span);
            await _turns.Take(received, happened, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            await PutAside(next.Received.Value.Id, failure, ct);
        }
    }

    // The one place where a turn's failure is caught: the event is tried again later, its neighbours go on.
    private async Task PutAside(string id, Exception failure, CancellationToken ct)
    {
        LogTurnFailed(id, failure);
        try
        {
            if (await _store.Get(InboxCollections.Inbox, id, ct) is not { Value.State: InboxState.Waiting } received)
            {
                return;
            }

            var attempts = received.Value.Attempts + 1;
            var givenUp = attempts >= _options.Attempts;
            await _store.Commit(
                new Commit().Replace(
                    InboxCollections.Inbox,
                    received.Value with
                    {
                        Attempts = attempts,
                        State = givenUp ? InboxState.Failed : InboxState.Waiting,
                        DueAt = givenUp ? null : _clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Pow(2, attempts)),
                        Problem = $"{failure.GetType().Name}: {failure.Message}",
                    },
                    received.Version),
                ct);
        }
        catch (StoreException problem)
        {
            LogStoreProblem(problem.Message); // Still waiting in the inbox, still due.
        }
    }

    private static string LaneOf(InboxEvent received) => received.FriendId ?? received.Id;

    /// <summary>An event on its way to its turn; without the parsed event when it was read from the inbox.</summary>
    private sealed record Waiting(Stored<InboxEvent> Received, WebhookEvent? Happened);

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of event {EventId} failed")]
    private partial void LogTurnFailed(string eventId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
