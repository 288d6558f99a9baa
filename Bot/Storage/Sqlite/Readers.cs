using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Bot.Storage.Sqlite;

/// <summary>
/// Connections to read with. A look-up by id takes microseconds and runs where it is asked for; a query may scan for
/// seconds, so it runs on a thread of its own kind and leaves the thread pool alone.
/// </summary>
internal sealed class Readers : IDisposable
{
    private readonly Channel<Action<Database>> _queries = Channel.CreateBounded<Action<Database>>(1024);
    private readonly ConcurrentBag<Database> _idle = [];
    private readonly Func<Database> _open;
    private readonly Thread[] _threads;
    private bool _disposed;

    public Readers(Func<Database> open)
    {
        _open = open;
        _threads = [.. Enumerable.Range(1, Math.Clamp(Environment.ProcessorCount, 2, 8)).Select(Start)];
    }

    /// <summary>Runs a short read on this thread.</summary>
    public T Now<T>(Func<Database, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, nameof(SqliteStore));
        var database = _idle.TryTake(out var idle) ? idle : _open();
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
            await _queries.Writer.WriteAsync(Run, ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStore));
        }

        return await outcome.Task;

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

    public void Dispose()
    {
        _disposed = true;
        _queries.Writer.TryComplete();
        foreach (var thread in _threads)
        {
            thread.Join();
        }

        foreach (var database in _idle)
        {
            database.Dispose();
        }
    }

    private Thread Start(int number)
    {
        var database = _open();
        var thread = new Thread(() => Run(database)) { Name = $"SQLite reader {number}", IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Run(Database database)
    {
        while (_queries.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queries.Reader.TryRead(out var query))
            {
                query(database);
            }
        }

        database.Dispose();
    }
}
