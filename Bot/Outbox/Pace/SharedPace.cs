using Bot.Storage;

namespace Bot.Outbox.Pace;

/// <summary>
/// The pace of all instances on one store together. Each takes a few calls ahead and keeps them, so that a reply need not
/// wait for the store; of any stretch of time all of them make no more calls than fit in and each one's few.
/// </summary>
internal sealed partial class SharedPace : CallPace
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMilliseconds(250);

    private readonly string _call;
    private readonly int _perSecond;
    private readonly IDocumentStore _store;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _free = new(0);
    private readonly SemaphoreSlim _used = new(0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _starting = new();
    private Task? _taking;

    /// <param name="call">The kind of call.</param>
    /// <param name="perSecond">How many of them a second, of all instances together.</param>
    /// <param name="store">Where the instances meet.</param>
    /// <param name="clock">The real time, which all machines know to within a fraction of a second.</param>
    /// <param name="log">Where trouble with the store is told.</param>
    public SharedPace(string call, int perSecond, IDocumentStore store, TimeProvider clock, ILogger log)
    {
        (_call, _perSecond, _store, _clock, _log) = (call, perSecond, store, clock, log);
        _used.Release(Ahead(perSecond));
    }

    /// <summary>How many calls could be made at once.</summary>
    internal int Kept => _free.CurrentCount;

    /// <summary>How many calls an instance takes ahead.</summary>
    public static int Ahead(int perSecond) => Math.Max(2, perSecond / 60);

    public override async ValueTask Turn(CancellationToken ct)
    {
        if (_taking is null)
        {
            lock (_starting)
            {
                _taking ??= Task.Run(KeepTaking, CancellationToken.None);
            }
        }

        await _free.WaitAsync(ct);
        _used.Release();
    }

    public override void Dispose()
    {
        _stopped.Cancel();
        _taking?.GetAwaiter().GetResult();
        _stopped.Dispose();
        _free.Dispose();
        _used.Dispose();
    }

    // Half of what is kept is taken at a time, so that the next is on its way while the last is used up.
    private async Task KeepTaking()
    {
        var calls = Ahead(_perSecond) / 2;
        try
        {
            while (true)
            {
                for (var used = 0; used < calls; used++)
                {
                    await _used.WaitAsync(_stopped.Token);
                }

                _ = Give(calls, await Take(calls));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task Give(int calls, DateTimeOffset from)
    {
        try
        {
            if (from - _clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _clock, _stopped.Token);
            }

            _free.Release(calls);
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // Nobody waits for them any more.
        }
    }

    private async Task<DateTimeOffset> Take(int calls)
    {
        while (true)
        {
            try
            {
                var stored = await _store.Get(PaceCollections.Paid, _call, _stopped.Token);
                var next = (stored?.Value ?? new Paid { Id = _call }).Take(calls, _perSecond, _clock.GetUtcNow());
                if (await _store.Commit(new Commit().Put(PaceCollections.Paid, next, stored?.Version ?? 0), _stopped.Token) is CommitResult.Committed)
                {
                    return next.From;
                }
            }
            catch (StoreException problem)
            {
                LogStoreProblem(_call, problem.Message);
                await Task.Delay(AfterTrouble, TimeProvider.System, _stopped.Token);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "LINE's pace for {Call} could not be kept together with other instances: {Problem}. Waiting")]
    private partial void LogStoreProblem(string call, string problem);
}
