using Bot.Storage;

namespace Bot.Segments;

/// <summary>Keeps the index near the store, so that a question finds little to take over; and keeps its snapshot.</summary>
internal sealed partial class FollowFriends(SegmentIndex index, string? snapshot, ILogger<FollowFriends> log) : BackgroundService
{
    private const int PagesAtOnce = 20;

    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SaveSoon = TimeSpan.FromSeconds(30);

    private long _saved;
    private long _savedAt = TimeProvider.System.GetTimestamp();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Save(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first pages are as much work as the rest of the start; it need not wait for them.
        await Task.Yield();
        var began = TimeProvider.System.GetTimestamp();
        if (snapshot is not null && !await index.Load(snapshot, stoppingToken))
        {
            _saved = -1;
        }

        for (var ready = false; !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                if (!await index.Feed.GoOn(PagesAtOnce, stoppingToken))
                {
                    continue;
                }

                if (!ready)
                {
                    ready = true;
                    var friends = index.Read(read => read.Count);
                    Ready(friends, index.Changes, (long)TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                }

                await KeepSnapshot(stoppingToken);
                await Task.Delay(Look, stoppingToken);
            }
            catch (StoreException outage)
            {
                StoreFailed(outage.Message);
                await Task.Delay(Look, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }
    }

    private async Task KeepSnapshot(CancellationToken ct)
    {
        // Who was erased must not live on in a file.
        if (index.HasForgotten && File.Exists(snapshot))
        {
            Forget(snapshot);
        }

        var since = TimeProvider.System.GetElapsedTime(_savedAt);
        if ((_saved < 0 && since > SaveSoon) || (index.Changes > _saved && since > SaveEvery))
        {
            await Save(ct);
        }
    }

    private async Task Save(CancellationToken ct)
    {
        if (snapshot is null || index.Changes == _saved)
        {
            return;
        }

        try
        {
            (_saved, _savedAt) = (index.Changes, TimeProvider.System.GetTimestamp());
            await index.Save(snapshot, ct);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotSaved(snapshot, failure.Message);
        }
    }

    private void Forget(string file)
    {
        try
        {
            File.Delete(file);
            _saved = -1;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotSaved(file, failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Segments answer from memory: {Friends} friends, {Changes} of them read now, after {Milliseconds} ms")]
    private partial void Ready(int friends, long changes, long milliseconds);

    [LoggerMessage(LogLevel.Warning, "Friends could not be followed; trying again. {Reason}")]
    private partial void StoreFailed(string reason);

    [LoggerMessage(LogLevel.Warning, "{File} could not be written or deleted; without it the next start reads every friend. {Reason}")]
    private partial void NotSaved(string file, string reason);
}
