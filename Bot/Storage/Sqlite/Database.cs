using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bot.Storage.Sqlite;

/// <summary>One connection to the file, with its prepared statements. One thread at a time may use it.</summary>
internal sealed class Database : IDisposable
{
    private const int MostStatements = 200;
    private const string Settings = """
        PRAGMA busy_timeout = 5000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA temp_store = MEMORY;
        PRAGMA cache_size = -32000;
        PRAGMA trusted_schema = OFF;
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = [];
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

    public static Database Open(string connectionString)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            var database = new Database(connection, settings.DataSource);
            database.Execute(Settings);
            return database;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw SqliteFailure.Of(failure, settings.DataSource);
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The prepared statement of this text; dispose it to give it back.</summary>
    public Statement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            return known;
        }

        if (_statements.Count >= MostStatements)
        {
            Forget();
        }

        if (raw.sqlite3_prepare_v2(_handle, sql, out var handle) != raw.SQLITE_OK)
        {
            throw Failure();
        }

        return _statements[sql] = new Statement(this, handle);
    }

    /// <summary>The prepared statement of a query whose text calls <c>holds(n, …)</c> for these filters.</summary>
    public Statement Prepare(string sql, IReadOnlyList<JsonFilter> filters)
    {
        _filters = filters;
        return Prepare(sql);
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
        using var statement = Prepare(sql);
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

    /// <summary>Ends a running query of another thread early.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    public Exception Failure() => raw.sqlite3_errcode(_handle) == raw.SQLITE_INTERRUPT
        ? new OperationCanceledException()
        : SqliteFailure.Of(_handle, File);

    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
    }

    private sealed class Ending(Database database) : IDisposable
    {
        public void Dispose() => database.Execute("COMMIT");
    }
}
