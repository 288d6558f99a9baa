namespace Bot.Instances;

/// <summary>
/// Keeps something in memory equal to the store by its change feeds. It begins with the first question; before each one it takes over
/// whatever was committed until then, and while that is too much it says so and goes on in the background (<see cref="FollowFeed"/>).
/// </summary>
/// <param name="takeOver">Takes over the next page; answers how many documents that were, 0 when there is nothing new.</param>
/// <param name="clock">The bot's clock.</param>
internal sealed class FeedFollower(Func<CancellationToken, Task<int>> takeOver, TimeProvider clock) : IDisposable
{
    // So many pages a question waits for, whoever takes them over: what a small shop has is known to its first question.
    private const int MostPagesAwaited = 10;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(10);

    /// <summary>So many pages are taken over before somebody else may.</summary>
    public const int PagesAtOnce = 20;

    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Signal _wanted = new();
    private volatile bool _isReady;
    private volatile int _pagesBehind;
    private long _askedAt;
    private long _begun;
    private long _finished;

    /// <summary>Whether all that was committed when somebody last looked is taken over.</summary>
    public bool IsReady => _isReady;

    /// <summary>When it was last known to be equal to the store; null: never since the start.</summary>
    public DateTimeOffset? EqualAt { get; private set; }

    /// <summary>For how long nobody asked.</summary>
    public TimeSpan Unasked => TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _askedAt));

    /// <summary>Waits until somebody asks.</summary>
    public Task Wanted(CancellationToken ct) => _wanted.Wait(Timeout.InfiniteTimeSpan, ct);

    /// <summary>Brings it to all that was committed before the call. False: there is too much; it goes on in the background.</summary>
    public async Task<bool> CatchUp(CancellationToken ct)
    {
        Interlocked.Exchange(ref _askedAt, TimeProvider.System.GetTimestamp());
        var asked = Interlocked.Read(ref _begun);
        while (!await _following.WaitAsync(_isReady ? Timeout.InfiniteTimeSpan : Glance, ct))
        {
            if (_pagesBehind >= MostPagesAwaited)
            {
                return false;
            }
        }

        try
        {
            // A look begun after this call has seen everything before it.
            return _finished > asked || await Follow(MostPagesAwaited, ct);
        }
        finally
        {
            _following.Release();
            _wanted.Wake();
        }
    }

    /// <summary>The same, however much there is.</summary>
    public async Task CatchUpWhole(CancellationToken ct)
    {
        for (var isWhole = await CatchUp(ct); !isWhole;)
        {
            isWhole = await GoOn(PagesAtOnce, ct);
        }
    }

    /// <summary>Takes over some of what there is; whether that was all.</summary>
    public async Task<bool> GoOn(int pages, CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            return await Follow(pages, ct);
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>What was taken over is gone and all begins anew: meanwhile nobody need wait for it.</summary>
    public void BeginsAnew() => _isReady = false;

    /// <summary>While this is held nothing is taken over.</summary>
    public async Task<IDisposable> Hold(CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        return new Held(_following);
    }

    /// <summary>Waits for whoever takes something over or holds it.</summary>
    public void Dispose()
    {
        _following.Wait();
        _following.Dispose();
    }

    private async Task<bool> Follow(int pages, CancellationToken ct)
    {
        var number = Interlocked.Increment(ref _begun);
        for (; pages > 0; pages--)
        {
            if (await takeOver(ct) == 0)
            {
                (_finished, EqualAt, _isReady, _pagesBehind) = (number, clock.GetUtcNow(), true, 0);
                return true;
            }

            _pagesBehind++;
        }

        _isReady = false;
        return false;
    }

    private sealed class Held(SemaphoreSlim following) : IDisposable
    {
        public void Dispose() => following.Release();
    }
}
