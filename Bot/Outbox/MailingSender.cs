using Bot.Friends;
using Bot.Instances;
using Bot.Line;
using Bot.Storage;
using Microsoft.Extensions.Options;

namespace Bot.Outbox;

/// <summary>
/// Sends mailings: the frozen batches of campaigns. Before each call it looks whether the mailing is still to be sent,
/// leaves out who may no longer be reached, makes sure nobody gets the same twice, and stores whom the call goes to; then
/// a killed process only repeats that very call, which LINE accepts once.
/// </summary>
internal sealed partial class MailingSender(
    IDocumentStore store,
    LineCalls line,
    OutboxSignal signal,
    Leases leases,
    TimeProvider clock,
    IOptions<OutboxOptions> options,
    ILogger<MailingSender> logger) : BackgroundService
{
    private const int PageSize = 96;

    // A batch may wait this long (a pause, a night) between being frozen and being sent.
    private static readonly TimeSpan LongestWayToSending = TimeSpan.FromDays(7);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly Lease _lease = leases.Of(Roles.Sender);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _lease.UntilHeld(stoppingToken);
            try
            {
                while (_lease.IsHeld && await SendSome(stoppingToken))
                {
                }
            }
            catch (StoreException problem)
            {
                LogStoreProblem(problem.Message);
            }

            await signal.Wait(Poll, stoppingToken);
        }
    }

    // One page of each open mailing in turn, so that a huge one does not keep a small one waiting. True: there was work.
    private async Task<bool> SendSome(CancellationToken ct)
    {
        var open = await store.Find(new Query<Mailing>(OutboxCollections.Mailings, Filter.Equal("finished", false)) { Limit = 50 }, ct);
        var worked = false;
        foreach (var mailing in open.Items.TakeWhile(_ => _lease.IsHeld))
        {
            worked |= mailing.Value switch
            {
                { Cancelled: true } => await DropRest(mailing, ct),
                { Held: true } => false,
                _ => await SendPage(mailing, ct),
            };
        }

        return worked;
    }

    private async Task<bool> SendPage(Stored<Mailing> mailing, CancellationToken ct)
    {
        var page = await Unsent(mailing.Value.Id, ct);
        if (page.Items.Count == 0)
        {
            await store.Commit(new Commit().Replace(OutboxCollections.Mailings, mailing.Value with { Finished = true }, mailing.Version), ct);
            return false;
        }

        var now = clock.GetUtcNow();
        var due = page.Items.Where(message => message.Value.DueAt is null || message.Value.DueAt <= now).ToList();
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.MailingCalls, CancellationToken = ct },
            async (message, token) =>
            {
                if (_lease.IsHeld)
                {
                    await SendOrPutOff(message, token);
                }
            });
        return due.Count > 0;
    }

    // What a killed process left in the middle of its call comes first. Asked one state at a time, the index has the order.
    private async Task<Page<OutboxMessage>> Unsent(string mailingId, CancellationToken ct) =>
        await InState(mailingId, OutboxState.Sending, ct) is { Items.Count: > 0 } underWay
            ? underWay
            : await InState(mailingId, OutboxState.Waiting, ct);

    private Task<Page<OutboxMessage>> InState(string mailingId, OutboxState state, CancellationToken ct) => store.Find(
        new Query<OutboxMessage>(OutboxCollections.Messages, Filter.Equal("mailingId", mailingId) & Filter.Equal("state", FieldValue.Of(state)))
        {
            Limit = PageSize,
        },
        ct);

    // The one place where a batch's failure is caught: it is tried again later, the others and the bot go on.
    private async Task SendOrPutOff(Stored<OutboxMessage> message, CancellationToken ct)
    {
        try
        {
            await Send(message, ct);
        }
        catch (Exception failure) when (failure is not StoreException and not OperationCanceledException)
        {
            LogSendFailed(message.Value.Id, failure);
            if (await store.Get(OutboxCollections.Messages, message.Value.Id, ct) is { Value.State: OutboxState.Waiting or OutboxState.Sending } current)
            {
                await Store(
                    current.Value with
                    {
                        State = OutboxState.Waiting,
                        Unsure = current.Value.Unsure || current.Value.State == OutboxState.Sending,
                        Attempts = current.Value.Attempts + 1,
                        DueAt = Now() + PauseAfterFailure,
                        Reason = new($"送信中に問題が起きました: {failure.Message}", $"Something went wrong while it was sent: {failure.Message}"),
                    },
                    current.Version,
                    ct);
            }
        }
    }

    private async Task Send(Stored<OutboxMessage> stored, CancellationToken ct)
    {
        if (await store.Get(OutboxCollections.Mailings, stored.Value.MailingId!, ct) is not { Value: { Held: false, Cancelled: false } } mailing)
        {
            return;
        }

        var (message, version) = (stored.Value, stored.Version);
        if (message.State == OutboxState.Waiting && message.Attempts == 0)
        {
            message = await LeaveOutUnreachable(message, mailing.Value.Topic, ct);
            if (message.Recipients().Count == 0)
            {
                await Store(message.Finished(OutboxState.Dropped, Now(), new("送る相手がいなくなりました。", "Nobody was left to send to.")), version, ct);
                return;
            }

            if (await WhoGotTheSame(message, ct) is { } repeated)
            {
                await Hold(message.MailingId!, repeated, ct);
                return;
            }
        }

        // One found under way is written again as well: then whoever left it there, should they only have been paused, can
        // write nothing more about it.
        message = message with { State = OutboxState.Sending, FirstTriedAt = message.FirstTriedAt ?? Now(), Unsure = message.Unsure || message.State == OutboxState.Sending };
        if (!await Store(message, version, ct))
        {
            return; // Erased, cancelled or claimed by another in the meantime.
        }

        version++;
        var (call, current) = Delivery.Next(message, clock.GetUtcNow(), pushWhenReplyIsTooLate: true);
        if (call is null)
        {
            await Store(current, version, ct);
            return;
        }

        if (await line.Make(call.Value, current, mailing.Value.MessagesOf(current), () => _lease.IsHeld, ct) is not { } result)
        {
            return; // Whoever has the role now finds it under way.
        }

        var after = Delivery.After(current, call.Value, result, Now(), pushWhenReplyIsTooLate: true);
        if (result.Failure is LineFailure.MonthlyLimitReached)
        {
            // The hold makes it wait, perhaps until next month; once released it goes on as if it had not been tried.
            after = after with { DueAt = Now(), Attempts = stored.Value.Attempts, FirstTriedAt = stored.Value.FirstTriedAt };
            await Hold(
                message.MailingId!,
                new("今月のメッセージ通数の上限に達しました。プランを変更するか、来月に再開してください。", "LINE's monthly limit is reached. Take a larger plan, or resume next month."),
                ct);
        }

        await Store(after, version, ct);
    }

    private async Task<OutboxMessage> LeaveOutUnreachable(OutboxMessage message, string? topic, CancellationToken ct)
    {
        var reachable = (await store.Ids(
            FriendCollections.Friends,
            new Filter.IdIn(message.To.ToHashSet()) & Filter.Equal("status", FieldValue.Of(FriendStatus.Following)) & !OptedOut(topic),
            ct)).ToHashSet();
        var already = message.Skipped.Select(skipped => skipped.FriendId).ToHashSet();
        return message with
        {
            Skipped =
            [
                .. message.Skipped,
                .. message.To
                    .Where(id => !reachable.Contains(id) && !already.Contains(id))
                    .Select(id => new SkippedFriend(id, Unreachable)),
            ],
        };
    }

    private static Words Unreachable { get; } = new("ブロック中か、配信停止を希望されています。", "Blocked the account, or opted out.");

    private static Filter OptedOut(string? topic) =>
        new Filter.Exists("optedOutAt") | (topic is null ? Filter.Nothing : new Filter.Any("optedOutOf", Filter.Equal("topic", topic)));

    // The breaker: batches hold ascending ids, so whoever could overlap stands right behind our first id in this index.
    private async Task<Words?> WhoGotTheSame(OutboxMessage message, CancellationToken ct)
    {
        if (message.ContentDigest is null || options.Value.RepeatHours == 0)
        {
            return null;
        }

        var since = clock.GetUtcNow() - TimeSpan.FromHours(options.Value.RepeatHours);
        var neighbours = await store.Find(
            new Query<OutboxMessage>(
                OutboxCollections.Messages,
                new Filter.And(
                [
                    Filter.Equal("contentDigest", message.ContentDigest),
                    new Filter.Compare("lastTo", Comparison.GreaterOrEqual, message.To[0]),
                    new Filter.Compare("createdAt", Comparison.GreaterOrEqual, since - LongestWayToSending),
                ]))
            {
                OrderBy = "lastTo",
                Limit = 16,
            },
            ct);
        var others = neighbours.Items.Select(neighbour => neighbour.Value).Where(other => other.Id != message.Id);
        return Breaker.Repeats(message.ContentDigest, message.Recipients().ToHashSet().Contains, others, since).Count > 0
            ? new("同じ内容がすでに届いている友だちがいるため、自動で停止しました。", "Stopped, because some of these friends have got the same content already.")
            : null;
    }

    private async Task Hold(string mailingId, Words reason, CancellationToken ct)
    {
        while (await store.Get(OutboxCollections.Mailings, mailingId, ct) is { Value.Held: false } mailing)
        {
            var held = mailing.Value with { Held = true, HeldBecause = reason };
            if (await store.Commit(new Commit().Replace(OutboxCollections.Mailings, held, mailing.Version), ct) is CommitResult.Committed)
            {
                LogHeld(mailingId, reason);
                return;
            }
        }
    }

    private async Task<bool> DropRest(Stored<Mailing> mailing, CancellationToken ct)
    {
        var page = await Unsent(mailing.Value.Id, ct);
        if (page.Items.Count == 0)
        {
            await store.Commit(new Commit().Replace(OutboxCollections.Mailings, mailing.Value with { Finished = true }, mailing.Version), ct);
            return false;
        }

        foreach (var message in page.Items)
        {
            // What was under way when it was cancelled may have arrived: nobody should claim it did not.
            var state = message.Value.State == OutboxState.Sending ? OutboxState.Uncertain : OutboxState.Dropped;
            await Store(message.Value.Finished(state, Now(), new("配信が中止されました。", "It was cancelled.")), message.Version, ct);
        }

        return true;
    }

    private async Task<bool> Store(OutboxMessage message, long version, CancellationToken ct) =>
        await store.Commit(new Commit().Replace(OutboxCollections.Messages, message, version), ct) is CommitResult.Committed;

    private DateTimeOffset Now() => StoredTime.Truncate(clock.GetUtcNow());

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mailing {Id} is held: {Reason}")]
    private partial void LogHeld(string id, Words reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Id} could not be sent")]
    private partial void LogSendFailed(string id, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be used: {Problem}")]
    private partial void LogStoreProblem(string problem);
}
