using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bot.Storage.Sqlite;

/// <summary>One connection to the file, with its statements. One thread at a time may use it.</summary>
internal sealed class Database : IDisposable
{
    private const int MostQueries = 200;

    // secure_delete: what was erased is overwritten in the file, not only forgotten.
    private const string Settings = """
        PRAGMA busy_timeout = 5000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -16000;
        PRAGMA wal_autocheckpoint = 4000;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA trusted_schema = OFF;
        """;

    // Pages of the indexes that rows in no order meet again and again: a million friends' fit in.
    private const string RoomToFill = "PRAGMA cache_size = -262144;";

    private readonly SqliteConnection _connection;
    private readonly List<Statement> _prepared = [];
    private readonly Dictionary<string, Statement> _lately = [];
    private readonly sqlite3 _handle;
    private IReadOnlyList<JsonFilter> _filters = [];

    private Database(SqliteConnection connection, string file)
    {
        _connection = connection;
        File = file;
        _handle = connection.Handle!;
        JsonFilter.Register(_handle, () => _filters);
    }

    public string File { get; }

    public static Database Open(string connectionString) => Open(new SqliteConnectionStringBuilder(connectionString), Settings);

    /// <summary>Opens it to write a lot at once; only its use of memory differs.</summary>
    public static Database OpenToFill(string connectionString) => Open(new SqliteConnectionStringBuilder(connectionString), Settings + RoomToFill);

    /// <summary>Opens a copy to look into, leaving it as it is.</summary>
    public static Database OpenCopy(SqliteConnectionStringBuilder connectionString) => Open(connectionString, "");

    private static Database Open(SqliteConnectionStringBuilder connectionString, string settings)
    {
        connectionString.Pooling = false;
        var connection = new SqliteConnection(connectionString.ConnectionString);
        try
        {
            connection.Open();
            var database = new Database(connection, connectionString.DataSource);
            database.Execute(settings);
            return database;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw SqliteFailure.Of(failure, connectionString.DataSource);
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A statement of this connection's own, prepared for as long as the connection is open.</summary>
    public Statement Prepare(string sql)
    {
        var statement = Compile(sql);
        _prepared.Add(statement);
        return statement;
    }

    /// <summary>
    /// The statement of this text, prepared when it was not used lately; its calls of <c>holds(n, …)</c> mean these
    /// filters. Dispose it to give it back.
    /// </summary>
    public Statement Query(string sql, IReadOnlyList<JsonFilter>? filters = null)
    {
        _filters = filters ?? [];
        if (_lately.TryGetValue(sql, out var known))
        {
            return known;
        }

        if (_lately.Count >= MostQueries)
        {
            Close(_lately.Values);
            _lately.Clear();
        }

        return _lately[sql] = Compile(sql);
    }

    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_handle, sql) != raw.SQLITE_OK)
        {
            throw Failure();
        }
    }

    /// <summary>The first column of the first row; 0 without a row.</summary>
    public long Scalar(string sql)
    {
        using var statement = Query(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>What is read until this is disposed is of one moment.</summary>
    public IDisposable Snapshot()
    {
        Execute("BEGIN");
        return new Ending(this);
    }

    /// <summary>The row number the latest insert made.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(_handle);

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>
    /// Whether no other connection has the file open. Beside the write-ahead log each of them holds a lock for as long as it
    /// is open; this one takes the whole file and keeps it.
    /// </summary>
    public bool IsAlone() => raw.sqlite3_exec(_handle, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK") switch
    {
        raw.SQLITE_OK => true,
        raw.SQLITE_BUSY => false,
        _ => throw Failure(),
    };

    /// <summary>Ends a running query of another thread early.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    public Exception Failure() => raw.sqlite3_errcode(_handle) == raw.SQLITE_INTERRUPT
        ? new OperationCanceledException()
        : SqliteFailure.Of(_handle, File);

    public void Dispose()
    {
        Close(_prepared);
        Close(_lately.Values);
        _connection.Dispose();
    }

    private Statement Compile(string sql) => raw.sqlite3_prepare_v2(_handle, sql, out var handle) == raw.SQLITE_OK
        ? new Statement(this, handle)
        : throw Failure();

    private static void Close(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            statement.Close();
        }
    }

    private sealed class Ending(Database database) : IDisposable
    {
        public void Dispose() => database.Execute("COMMIT");
    }
}
