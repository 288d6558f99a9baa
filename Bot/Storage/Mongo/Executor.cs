namespace Bot.Storage.Mongo;

/// <summary>
/// Threads of their own for calls that block: on the thread pool they would starve everything else. Work waits in a bounded
/// queue; threads are started as they are needed.
/// </summary>
internal sealed class Executor(string name, int mostThreads, int mostWaiting = 10_000) : IDisposable
{
    // Whoever waited longer than this has given up or soon will.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly Queue<Job> _waiting = [];
    private readonly List<Thread> _threads = [];
    private int _idle;
    private bool _closed;

    /// <summary>
    /// Runs the work on one of the threads. Cancelling stops the wait; work already begun goes on, and so does work that
    /// must be done in any case.
    /// </summary>
    public Task<T> Run<T>(Func<T> work, CancellationToken ct, bool inAnyCase = false)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        var job = new Job<T>(work, inAnyCase ? CancellationToken.None : ct);
        Post(job);
        return job.Task.WaitAsync(ct);
    }

    /// <summary>Lets everything that waits be done, then ends the threads.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private void Post(Job job)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, nameof(MongoStore));
            if (_waiting.Count == mostWaiting)
            {
                throw new StoreException($"The store is overloaded: {mostWaiting} calls are waiting for MongoDB. Try again later; when it goes on, the server is too slow for what is asked of it.");
            }

            _waiting.Enqueue(job);
            if (_waiting.Count <= _idle || _threads.Count == mostThreads)
            {
                Monitor.Pulse(_gate);
                return;
            }

            var thread = new Thread(Work, 512 * 1024) { Name = $"{name} {_threads.Count + 1}", IsBackground = true };
            _threads.Add(thread);
            thread.Start();
        }
    }

    private void Work()
    {
        while (Next() is { } job)
        {
            job.Run();
        }
    }

    private Job? Next()
    {
        lock (_gate)
        {
            _idle++;
            while (_waiting.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            _idle--;
            return _waiting.TryDequeue(out var job) ? job : null;
        }
    }

    private abstract class Job
    {
        public abstract void Run();
    }

    private sealed class Job<T>(Func<T> work, CancellationToken ct) : Job
    {
        private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly long _since = Environment.TickCount64;

        public Task<T> Task => _outcome.Task;

        public override void Run()
        {
            if (ct.IsCancellationRequested)
            {
                _outcome.SetCanceled(ct);
                return;
            }

            try
            {
                if (Environment.TickCount64 - _since > LongestWait.TotalMilliseconds)
                {
                    throw new StoreException($"The store is overloaded: a call waited {LongestWait.TotalSeconds:0} seconds for its turn at MongoDB and was given up. Nothing of it was done.");
                }

                _outcome.SetResult(work());
            }
            catch (Exception failure)
            {
                // Whatever it is, it belongs to the one who asked.
                _outcome.SetException(failure);
            }
        }
    }
}
