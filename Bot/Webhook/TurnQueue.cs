using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Webhook;

/// <summary>
/// Brings inbox events to their turns: one friend's in order, different friends' in parallel. Memory only speeds it up;
/// what does not fit, fails or was left by a process that died is read from the inbox again, by any instance.
/// </summary>
internal sealed partial class TurnQueue : BackgroundService
{
    // In a shop of several instances others take what waits in this one's memory for too long: better little, soon.
    private const int WaitingInLane = 512;
    private const int WaitingInLaneBesideOthers = 16;

    private readonly IDocumentStore _store;
    private readonly InboxHandOver _handOver;
    private readonly TurnTaker _turns;
    private readonly TimeProvider _clock;
    private readonly WebhookOptions _options;
    private readonly ILogger<TurnQueue> _logger;
    private readonly LaneFeed<Arrival> _feed;

    public TurnQueue(IDocumentStore store, TurnTaker turns, TimeProvider clock, IOptions<WebhookOptions> options, ILogger<TurnQueue> logger)
    {
        (_store, _turns, _clock, _options, _logger) = (store, turns, clock, options.Value, logger);
        _handOver = new InboxHandOver(store, clock);

        // LINE does not promise the order of delivery; the order of happening is the best we know.
        _feed = new(
            _options.Lanes,
            _options.Lanes * (store.IsShared ? WaitingInLaneBesideOthers : WaitingInLane),
            _handOver.Length,
            arrival => arrival.Received.Stored.Value.HappenedAt);
    }

    /// <summary>Gets ready for events that are about to be stored, to take their turns soon after.</summary>
    public Incoming Prepare() => new(_handOver.Take(), _feed);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _feed.Run(ReadInbox, TakeTurn, LogStoreProblem, stoppingToken);

    // While memory keeps up only retries become due here; after a start or an overflow, everything waiting does.
    private Task ReadInbox(CancellationToken ct) => _handOver.Read(
        _feed.Holds,
        taken => _feed.Write(taken.Stored.Value.Id, taken.Stored.Value.Lane, new(taken, Happened: null), ct),
        ct);

    // False: somebody else has it.
    private async Task<bool> TakeTurn(Arrival next, CancellationToken ct)
    {
        var received = next.Received.Stored;
        try
        {
            if (!next.Received.Hand.IsSure)
            {
                if (await _handOver.TakeAgain(received, ct) is not { } again)
                {
                    return false;
                }

                received = again.Stored;
            }

            return await _turns.Take(received, next.Happened ?? LineJson.ParseEvent(received.Value.Event!.Utf8.Span), ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            await PutAside(received, failure, ct);
            return true;
        }
    }

    // The one place where a turn's failure is caught: the event is tried again later, its neighbours go on.
    private async Task PutAside(Stored<InboxEvent> received, Exception failure, CancellationToken ct)
    {
        LogTurnFailed(received.Value.Id, failure);
        var attempts = received.Value.Attempts + 1;
        var givenUp = attempts >= _options.Attempts;
        try
        {
            // A conflict: its turn was taken after all, or another has it.
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
            LogStoreProblem(problem.Message); // Still waiting in the inbox, due when it is in nobody's hands.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of event {EventId} failed")]
    private partial void LogTurnFailed(string eventId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
