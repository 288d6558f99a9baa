using System.Threading.Channels;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Outbox;

/// <summary>
/// Sends what the bot says to single friends: replies and pushes, each friend's in order. Memory only speeds it up;
/// what does not fit, has to wait or was left by a killed process is read from the outbox again.
/// </summary>
internal sealed partial class OutboxSender : BackgroundService
{
    private const int PageSize = 500;

    private readonly IDocumentStore _store;
    private readonly LineCalls _line;
    private readonly TimeProvider _clock;
    private readonly OutboxOptions _options;
    private readonly ILogger<OutboxSender> _logger;
    private readonly DateTimeOffset _startedAt;
    private readonly LaneFeed<Waiting> _feed;

    public OutboxSender(IDocumentStore store, LineCalls line, TimeProvider clock, IOptions<OutboxOptions> options, ILogger<OutboxSender> logger)
    {
        (_store, _line, _clock, _options, _logger) = (store, line, clock, options.Value, logger);
        _startedAt = clock.GetUtcNow();
        _feed = new LaneFeed<Waiting>(_options.Lanes);
    }

    /// <summary>Sends a message that was just stored (at version 1), soon.</summary>
    public void Offer(OutboxMessage message) =>
        _feed.Offer(message.Id, message.To[0], new Waiting(new Stored<OutboxMessage>(message, 1), FromStore: false));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _feed.Run(ReadOutbox, SendInOrder, LogStoreProblem, stoppingToken);

    private async Task ReadOutbox(CancellationToken ct)
    {
        string? after = null;
        do
        {
            var due = new Filter.Compare("singleDueAt", Comparison.LessOrEqual, _clock.GetUtcNow());
            var page = await _store.Find(new Query<OutboxMessage>(OutboxCollections.Messages, due) { OrderBy = "singleDueAt", Limit = PageSize, After = after }, ct);
            foreach (var message in page.Items)
            {
                await _feed.Write(message.Value.Id, message.Value.To[0], new Waiting(message, FromStore: true), ct);
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private async Task SendInOrder(ChannelReader<Waiting> lane, CancellationToken ct)
    {
        // Friends whose earlier message has to wait, and until when: their later ones wait behind it.
        var held = new Dictionary<string, OutboxMessage>();
        await foreach (var next in lane.ReadAllAsync(ct))
        {
            try
            {
                await Send(next, held, ct);
            }
            catch (StoreException problem)
            {
                LogStoreProblem(problem.Message); // Still waiting in the outbox; the retry key (or token) makes a repetition harmless.
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogSendFailed(next.Message.Value.Id, failure);
            }
            finally
            {
                _feed.Done(next.Message.Value.Id);
            }
        }
    }

    private async Task Send(Waiting next, Dictionary<string, OutboxMessage> held, CancellationToken ct)
    {
        var stored = next.Message;
        if (next.FromStore)
        {
            // Read from a page: it may have been sent, or erased, since.
            if (await _store.Get(OutboxCollections.Messages, stored.Value.Id, ct) is not { Value.State: OutboxState.Waiting, Value.DueAt: not null } fresh)
            {
                return;
            }

            // An earlier process may have tried it just before it died, with no time to write that down.
            stored = fresh with { Value = fresh.Value with { Unsure = fresh.Value.Unsure || fresh.Value.CreatedAt < _startedAt } };
        }

        var message = stored.Value;
        var to = message.To[0];
        if (held.TryGetValue(to, out var first) && first.Id != message.Id && first.DueAt >= message.DueAt)
        {
            await Store(message with { DueAt = first.DueAt + TimeSpan.FromMilliseconds(1), Reason = "Waits for an earlier message to the same friend." }, stored.Version, ct);
            return;
        }

        var after = await Attempt(message, ct);
        if (after.State == OutboxState.Waiting)
        {
            held[to] = after;
        }
        else
        {
            held.Remove(to);
        }

        await Store(after, stored.Version, ct);
    }

    private async Task<OutboxMessage> Attempt(OutboxMessage message, CancellationToken ct)
    {
        while (true)
        {
            var (call, current) = Delivery.Next(message, _clock.GetUtcNow(), _options.PushWhenReplyIsTooLate);
            if (call is null)
            {
                return current;
            }

            var result = await _line.Make(call.Value, current, current.Messages!, ct);
            message = Delivery.After(current, call.Value, result, StoredTime.Truncate(_clock.GetUtcNow()), _options.PushWhenReplyIsTooLate);
            if (message.State != OutboxState.Waiting || message.DueAt > _clock.GetUtcNow())
            {
                return message;
            }
        }
    }

    private async Task Store(OutboxMessage message, long version, CancellationToken ct)
    {
        if (message.State is OutboxState.Failed or OutboxState.Uncertain)
        {
            LogNotSent(message.Id, message.State, message.Reason);
        }

        // A conflict means that the message was erased or dropped while it was sent: that stands.
        await _store.Commit(new Commit().Replace(OutboxCollections.Messages, message, version), ct);
    }

    private sealed record Waiting(Stored<OutboxMessage> Message, bool FromStore);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} is {State}: {Reason}")]
    private partial void LogNotSent(string id, OutboxState state, string? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} could not be sent")]
    private partial void LogSendFailed(string id, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
