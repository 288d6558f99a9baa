using System.Threading.Channels;

namespace Bot.Storage.Sqlite;

/// <summary>
/// The one thread that writes. Commits that wait while another is made durable are written together in the next
/// transaction, so that one flush of the disk serves them all; each still succeeds or conflicts on its own.
/// </summary>
internal sealed class Writer : IDisposable
{
    private const int MostWaiting = 8192;
    private const int MostWritesAtOnce = 1024;

    private readonly Channel<Unit> _waiting = Channel.CreateBounded<Unit>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Database _database;
    private readonly Dictionary<Collection, TableWriter> _tables;
    private readonly Feeds _feeds;
    private readonly ITimer _tidying;
    private readonly Thread _thread;
    private TableWriter.Standing[] _standing = new TableWriter.Standing[64];
    private long _sequence;

    /// <summary>Takes the connection over and closes it in the end.</summary>
    public Writer(Database database, IEnumerable<Table> tables, TimeProvider clock)
    {
        _database = database;
        _tables = tables.ToDictionary(table => table.Collection, table => new TableWriter(database, table, clock));
        _feeds = new Feeds(database, tables, clock);
        _tidying = clock.CreateTimer(_ => _waiting.Writer.TryWrite(new Unit(null)), null, Feeds.Pause, Feeds.Pause);
        _thread = new Thread(Run) { Name = "SQLite writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>What became of the commit, once that is durable. Giving up the wait does not take the commit back.</summary>
    public Task<CommitResult> Commit(Commit commit, CancellationToken ct) => Send(new Unit(commit), ct);

    private async Task<CommitResult> Send(Unit unit, CancellationToken ct)
    {
        try
        {
            await _waiting.Writer.WriteAsync(unit, ct);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteStore));
        }

        return await unit.Task.WaitAsync(ct);
    }

    /// <summary>Throws when nothing can be made durable now.</summary>
    public Task Probe(CancellationToken ct) => Send(new Unit(null), ct);

    /// <summary>Writes what is waiting, then closes.</summary>
    public void Dispose()
    {
        _tidying.Dispose();
        _waiting.Writer.TryComplete();
        _thread.Join();
        _database.Dispose();
    }

    private void Run()
    {
        var units = new List<Unit>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            units.Clear();
            for (var writes = 0; writes < MostWritesAtOnce && _waiting.Reader.TryRead(out var unit); writes += unit.Commit?.Writes.Count ?? 0)
            {
                units.Add(unit);
            }

            Write(units);
        }
    }

    private void Write(List<Unit> units)
    {
        try
        {
            var probed = false;
            _database.Execute("BEGIN IMMEDIATE");
            var before = _sequence = _database.Scalar("SELECT latest FROM _sequence");
            foreach (var unit in units)
            {
                unit.Result = unit.Commit is null ? new CommitResult.Committed() : Apply(unit.Commit);
                probed |= unit.Commit is null;
            }

            _feeds.ForgetOld();
            if (_sequence > before || probed)
            {
                using var advance = _database.Query("UPDATE _sequence SET latest = ?");
                advance.Bind(1, _sequence).Step();
            }

            _database.Execute("COMMIT");
        }
        catch (Exception failure)
        {
            // Whatever it is, it belongs to those who wait for this transaction, and the next one must still run.
            Undo();
            foreach (var unit in units)
            {
                unit.SetException(failure);
            }

            return;
        }

        foreach (var unit in units)
        {
            unit.SetResult(unit.Result!);
        }
    }

    private CommitResult Apply(Commit commit)
    {
        // Look first: a stale version or a taken id is found while there is nothing to undo.
        var writes = commit.Writes;
        if (_standing.Length < writes.Count)
        {
            _standing = new TableWriter.Standing[writes.Count];
        }

        var undoable = false;
        for (var i = 0; i < writes.Count; i++)
        {
            var table = _tables[writes[i].Collection];
            if (table.Check(writes[i], out _standing[i]) is { } reason)
            {
                return new CommitResult.Conflict(writes[i].Collection.Name, writes[i].Id, reason);
            }

            // The first write has nothing before it to undo.
            undoable |= i > 0 && table.MayMeetUniqueKey(writes[i], _standing[i]);
        }

        if (undoable)
        {
            Run("SAVEPOINT unit");
        }

        var before = _sequence;
        for (var i = 0; i < writes.Count; i++)
        {
            if (!_tables[writes[i].Collection].Write(writes[i], _standing[i], ++_sequence))
            {
                _sequence = before;
                if (undoable)
                {
                    Run("ROLLBACK TO unit");
                    Run("RELEASE unit");
                }

                return new CommitResult.Conflict(writes[i].Collection.Name, writes[i].Id, ConflictReason.UniqueKey);
            }
        }

        if (undoable)
        {
            Run("RELEASE unit");
        }

        return new CommitResult.Committed();
    }

    private void Run(string sql)
    {
        using var statement = _database.Query(sql);
        statement.Step();
    }

    private void Undo()
    {
        if (_database.InTransaction)
        {
            _database.Execute("ROLLBACK");
        }
    }

    // Without a commit: only asks whether writing works.
    private sealed class Unit(Commit? commit) : TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Commit? Commit { get; } = commit;

        public CommitResult? Result { get; set; }
    }
}
