using System.Collections.Concurrent;

namespace Bot.Storage.Sqlite;

/// <summary>
/// Connections to read with. A look-up by id takes microseconds and runs where it is asked for; a query may scan for
/// seconds, so it runs on a reading thread and leaves the thread pool alone. Reading threads are started as they are needed.
/// </summary>
internal sealed class Readers(Func<Database> open) : IDisposable
{
    // Enough that a few long scans never keep the short queries waiting.
    private const int MostThreads = 16;

    private readonly BlockingCollection<Action<Database>> _queries = [];
    private readonly ConcurrentBag<Database> _idle = [];
    private readonly List<Thread> _threads = [];
    private readonly Lock _starting = new();
    private int _asked;
    private volatile bool _closed;

    /// <summary>Runs a short read on this thread.</summary>
    public T Now<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, nameof(SqliteStore));
        var database = _idle.TryTake(out var idle) ? idle : open();
        try
        {
            return read(database);
        }
        finally
        {
            _idle.Add(database);
        }
    }

    /// <summary>Runs a query on a reading thread; cancelling ends it early.</summary>
    public async Task<T> Query<T>(Func<Database, T> read, CancellationToken ct)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (Interlocked.Increment(ref _asked) > _threads.Count)
            {
                StartThread();
            }

            ObjectDisposedException.ThrowIf(!TryAsk(Run), nameof(SqliteStore));
            return await outcome.Task.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _asked);
        }

        void Run(Database database)
        {
            try
            {
                ct.ThrowIfCancellationRequested();
                using var cancelling = ct.UnsafeRegister(static database => ((Database)database!).Interrupt(), database);
                outcome.SetResult(read(database));
            }
            catch (OperationCanceledException)
            {
                outcome.SetCanceled(ct);
            }
            catch (Exception failure)
            {
                // Whatever it is, it belongs to the one who asked.
                outcome.SetException(failure);
            }
        }
    }

    /// <summary>Lets the queries asked for end, then closes.</summary>
    public void Dispose()
    {
        lock (_starting)
        {
            _closed = true;
            _queries.CompleteAdding();
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        foreach (var database in _idle)
        {
            database.Dispose();
        }

        _queries.Dispose();
    }

    private bool TryAsk(Action<Database> query)
    {
        lock (_starting)
        {
            return !_closed && _queries.TryAdd(query);
        }
    }

    private void StartThread()
    {
        lock (_starting)
        {
            if (_closed || _threads.Count == MostThreads)
            {
                return;
            }

            var database = open();
            var thread = new Thread(() => Run(database)) { Name = $"SQLite reader {_threads.Count + 1}", IsBackground = true };
            thread.Start();
            _threads.Add(thread);
        }
    }

    private void Run(Database database)
    {
        foreach (var query in _queries.GetConsumingEnumerable())
        {
            query(database);
        }

        database.Dispose();
    }
}
