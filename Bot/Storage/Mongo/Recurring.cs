namespace Bot.Storage.Mongo;

/// <summary>
/// Work done again and again on a thread of its own, in real time, also where the shop's clock is simulated. Rests until
/// <see cref="NextIn"/>; a turn that finds the last one still at work is left out.
/// </summary>
internal sealed class Recurring : IDisposable
{
    private readonly Executor _executor;
    private readonly TimeSpan _every;
    private readonly Action _work;
    private readonly ITimer _timer;
    private int _atWork;

    public Recurring(string name, TimeSpan every, Action work)
    {
        (_executor, _every, _work) = (new Executor(name, mostThreads: 1), every, work);
        _timer = TimeProvider.System.CreateTimer(_ => Begin(), null, Timeout.InfiniteTimeSpan, every);
    }

    /// <summary>Does it after this time, and then at its usual distance.</summary>
    public void NextIn(TimeSpan wait) => _timer.Change(wait, _every);

    /// <summary>Lets a turn that was begun end.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _executor.Dispose();
    }

    private void Begin()
    {
        if (Interlocked.Exchange(ref _atWork, 1) == 0)
        {
            try
            {
                _ = _executor.Run(Work, CancellationToken.None);
            }
            catch (ObjectDisposedException)
            {
                // Closed between this tick and the timer's end.
            }
        }
    }

    private bool Work()
    {
        try
        {
            _work();
            return true;
        }
        finally
        {
            Interlocked.Exchange(ref _atWork, 0);
        }
    }
}
