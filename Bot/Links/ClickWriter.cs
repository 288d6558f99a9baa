using System.Threading.Channels;
using Bot.Storage;

namespace Bot.Links;

/// <summary>
/// Counts taps on links. Many are written in one commit, so that a campaign's first minute costs the store little, and whoever
/// tapped is sent on when theirs is written, or a moment later when the store is slow.
/// </summary>
internal sealed partial class ClickWriter(IDocumentStore store, TimeProvider clock, ILogger<ClickWriter> log) : BackgroundService
{
    private const int MostWaiting = 20_000;
    private const int MostInCommit = 500;
    private const int Tries = 20;

    // Of real time, whatever the clock says.
    private static readonly TimeSpan AtMost = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Channel<Tap> _waiting = Channel.CreateBounded<Tap>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Counts a tap. Returns when it is written, but after a third of a second in any case.</summary>
    public async Task Count(LinkCode code)
    {
        var tap = new Tap(code, StoredTime.Truncate(clock.GetUtcNow()), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_waiting.Writer.TryWrite(tap))
        {
            NotCounted(code.MailingId);
            return;
        }

        await Task.WhenAny(tap.Written.Task, Task.Delay(AtMost));
    }

    /// <summary>Writes what waits now. Where the store cannot be used this is a <see cref="StoreException"/>, and nothing is lost.</summary>
    public async Task WriteWaiting(CancellationToken ct)
    {
        for (var batch = Take(); batch.Count > 0; batch = Take())
        {
            await WriteOrKeep(batch, ct);
        }
    }

    private List<Tap> _kept = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (_kept.Count > 0 || await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                try
                {
                    await WriteWaiting(stoppingToken);
                }
                catch (StoreException outage)
                {
                    StoreFailed(outage);
                    await Task.Delay(PauseAfterFailure, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping; those who tapped in this moment are on their way already.
        }
    }

    private List<Tap> Take()
    {
        var batch = _kept;
        _kept = [];
        while (batch.Count < MostInCommit && _waiting.Reader.TryRead(out var tap))
        {
            batch.Add(tap);
        }

        return batch;
    }

    private async Task WriteOrKeep(List<Tap> batch, CancellationToken ct)
    {
        try
        {
            await Write(batch, ct);
        }
        catch
        {
            _kept = batch;
            throw;
        }

        foreach (var tap in batch)
        {
            tap.Written.TrySetResult();
        }
    }

    private async Task Write(IReadOnlyList<Tap> batch, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await store.Commit(await Counted(batch, ct), ct) is CommitResult.Committed)
            {
                return;
            }
        }

        throw new StoreException($"Taps on links were counted by others {Tries} times while these were. It goes on by itself.");
    }

    private async Task<Commit> Counted(IReadOnlyList<Tap> batch, CancellationToken ct)
    {
        var commit = new Commit();
        var first = new HashSet<Tap>();
        var known = await Known(LinkCollections.Clicks, batch.Where(tap => tap.Code.Message > 0).Select(tap => LinkClick.IdOf(tap.Code)), ct);
        foreach (var taps in batch.Where(tap => tap.Code.Message > 0).GroupBy(tap => LinkClick.IdOf(tap.Code)))
        {
            var (code, at, _) = taps.First();
            var before = known.GetValueOrDefault(taps.Key);
            if (before is null)
            {
                first.Add(taps.First());
            }

            var click = before?.Value ?? new LinkClick
            {
                Id = taps.Key,
                MailingId = code.MailingId,
                MessageId = Outbox.Mailing.MessageId(code.MailingId, code.Message),
                Link = code.Link,
                FirstAt = at,
                LastAt = at,
                Count = 0,
            };
            commit.Put(LinkCollections.Clicks, click with { LastAt = taps.Max(tap => tap.At), Count = click.Count + taps.Count() }, before?.Version ?? 0);
        }

        string HourOf(Tap tap) => ClickHour.IdOf(tap.Code.MailingId, tap.Code.Link, tap.At);
        var hours = await Known(LinkCollections.Hours, batch.Select(HourOf), ct);
        foreach (var taps in batch.GroupBy(HourOf))
        {
            var (code, at, _) = taps.First();
            var before = hours.GetValueOrDefault(taps.Key);
            var hour = before?.Value ?? new ClickHour { Id = taps.Key, MailingId = code.MailingId, Link = code.Link, Hour = ClickHour.HourOf(at), Count = 0 };
            commit.Put(
                LinkCollections.Hours,
                hour with { Count = hour.Count + taps.Count(), First = hour.First + taps.Count(first.Contains) },
                before?.Version ?? 0);
        }

        return commit;
    }

    private async Task<Dictionary<string, Stored<T>>> Known<T>(Collection<T> collection, IEnumerable<string> ids, CancellationToken ct) where T : class =>
        (await store.GetMany(collection, [.. ids.Distinct()], ct)).ToDictionary(stored => collection.IdOf(stored.Value));

    [LoggerMessage(LogLevel.Warning, "A tap on a link of {MailingId} was not counted: too many wait to be")]
    private partial void NotCounted(string mailingId);

    [LoggerMessage(LogLevel.Error, "Taps on links could not be written; trying again")]
    private partial void StoreFailed(Exception failure);

    private sealed record Tap(LinkCode Code, DateTimeOffset At, TaskCompletionSource Written);
}
