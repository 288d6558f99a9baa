using System.Collections.Concurrent;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Outbox;

/// <summary>
/// Sends what the bot says to single friends: replies and pushes, each friend's in order. Memory only speeds it up;
/// what does not fit, has to wait or was left by a killed process is read from the outbox again, by any instance.
/// </summary>
internal sealed partial class OutboxSender : BackgroundService
{
    // In a shop of several instances others take what waits in this one's memory for too long: better little, soon.
    private const int WaitingInLane = 512;
    private const int WaitingInLaneBesideOthers = 16;

    // How long after its time a message that had to wait may still come before a later one.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly IDocumentStore _store;
    private readonly OutboxHandOver _handOver;
    private readonly LineCalls _line;
    private readonly TimeProvider _clock;
    private readonly OutboxOptions _options;
    private readonly ILogger<OutboxSender> _logger;
    private readonly LaneFeed<InHand<OutboxMessage>> _feed;

    // Friends whose earlier message has to wait, and until when: their later ones wait behind it.
    private readonly ConcurrentDictionary<string, (string Id, DateTimeOffset Until)> _waiting = new();

    public OutboxSender(IDocumentStore store, LineCalls line, TimeProvider clock, IOptions<OutboxOptions> options, ILogger<OutboxSender> logger)
    {
        (_store, _line, _clock, _options, _logger) = (store, line, clock, options.Value, logger);
        _handOver = new OutboxHandOver(store, clock);
        _feed = new(_options.Lanes, _options.Lanes * (store.IsShared ? WaitingInLaneBesideOthers : WaitingInLane), _handOver.Length);
    }

    /// <summary>Gets messages to one friend ready to be stored, and sent soon after.</summary>
    public Outgoing Prepare(IReadOnlyList<OutboxMessage> messages)
    {
        var places = messages.TakeWhile(message => _feed.Reserve(message.Id, message.To[0])).ToList();
        if (places.Count < messages.Count)
        {
            // All or none, so that none overtakes another.
            places.ForEach(message => _feed.Release(message.Id));
            return new Outgoing(messages, _ => { }, _ => { });
        }

        var hand = _handOver.Take();
        return new Outgoing(
            [.. messages.Select(message => OutboxHandOver.Sending(message, hand))],
            message => _feed.Offer(message.Id, message.To[0], new(new(message, 1), hand)),
            _feed.Release);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _feed.Run(ReadOutbox, SendOrLog, LogStoreProblem, stoppingToken);

    private Task ReadOutbox(CancellationToken ct) =>
        _handOver.Read(_feed.Holds, taken => _feed.Write(taken.Stored.Value.Id, taken.Stored.Value.To[0], taken, ct), ct);

    private async Task<bool> SendOrLog(InHand<OutboxMessage> next, CancellationToken ct)
    {
        try
        {
            return await Send(next, ct);
        }
        catch (StoreException problem)
        {
            LogStoreProblem(problem.Message); // Taken from the outbox again, as one that may have been sent.
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogSendFailed(next.Stored.Value.Id, failure);
        }

        return true;
    }

    // False: somebody else has it.
    private async Task<bool> Send(InHand<OutboxMessage> mine, CancellationToken ct)
    {
        while (true)
        {
            if (!mine.Hand.IsSure)
            {
                if (await _handOver.TakeAgain(mine.Stored, ct) is not { } again)
                {
                    return false;
                }

                mine = again;
            }

            if (await Attempt(mine.Stored.Value, mine.Hand, ct) is not { } after)
            {
                continue; // The time passed while LINE's pace was kept.
            }

            if (after.State != OutboxState.Waiting || after.DueAt > _clock.GetUtcNow())
            {
                await Store(after, mine.Stored.Version, ct);
                return true;
            }

            mine = mine with { Stored = mine.Stored with { Value = OutboxHandOver.Sending(after, mine.Hand) } };
        }
    }

    private async Task<OutboxMessage?> Attempt(OutboxMessage message, Hand hand, CancellationToken ct)
    {
        var to = message.To[0];
        if (_waiting.TryGetValue(to, out var first) && first.Id != message.Id && _clock.GetUtcNow() is var now && now <= first.Until + Grace)
        {
            var later = (now > first.Until ? now : first.Until) + TimeSpan.FromMilliseconds(1);
            return message with
            {
                State = OutboxState.Waiting,
                DueAt = later,
                Reason = new("同じ友だちへの前のメッセージが送られるのを待っています。", "Waits for an earlier message to the same friend."),
            };
        }

        var (call, current) = Delivery.Next(message, _clock.GetUtcNow(), _options.PushWhenReplyIsTooLate);
        var after = current;
        if (call is not null)
        {
            if (await _line.Make(call.Value, current, current.Messages!, () => hand.IsSure, ct) is not { } result)
            {
                return null;
            }

            after = Delivery.After(current, call.Value, result, StoredTime.Truncate(_clock.GetUtcNow()), _options.PushWhenReplyIsTooLate);
        }

        if (after is { State: OutboxState.Waiting, DueAt: { } until })
        {
            _waiting[to] = (after.Id, until);
        }
        else
        {
            _waiting.TryRemove(to, out _);
        }

        return after;
    }

    private async Task Store(OutboxMessage message, long version, CancellationToken ct)
    {
        if (message.State is OutboxState.Failed or OutboxState.Uncertain)
        {
            LogNotSent(message.Id, message.State, message.Reason);
        }

        // A conflict means that the message was erased or dropped, or taken over by another, while it was sent: that stands.
        await _store.Commit(new Commit().Replace(OutboxCollections.Messages, message, version), ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} is {State}: {Reason}")]
    private partial void LogNotSent(string id, OutboxState state, Words? reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} could not be sent")]
    private partial void LogSendFailed(string id, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
