using System.Text;
using SQLitePCL;

namespace Bot.Storage.Sqlite;

/// <summary>
/// A prepared statement, borrowed: bind, step, read, and dispose to give it back for the next use. Text goes in and out
/// as UTF-8 without passing through strings where the caller has bytes.
/// </summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private const int Scratch = 1024;

    public Statement Bind(int index, long value) => Check(raw.sqlite3_bind_int64(handle, index, value));

    public Statement Bind(int index, double value) => Check(raw.sqlite3_bind_double(handle, index, value));

    public Statement Bind(int index, string value)
    {
        Span<byte> utf8 = stackalloc byte[Scratch];
        return value.Length * 3 <= Scratch
            ? BindText(index, utf8[..Encoding.UTF8.GetBytes(value, utf8)])
            : BindText(index, Encoding.UTF8.GetBytes(value));
    }

    public Statement BindText(int index, ReadOnlySpan<byte> utf8) =>
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(handle, index, "") : raw.sqlite3_bind_text(handle, index, utf8));

    public Statement Bind(int index, FieldValue value) => value.Kind switch
    {
        FieldKind.Missing => Check(raw.sqlite3_bind_null(handle, index)),
        FieldKind.Number => Bind(index, value.Number),
        FieldKind.Flag => Bind(index, (long)value.Number),
        _ => Bind(index, value.Text),
    };

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Step() => raw.sqlite3_step(handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        _ => throw database.Failure(),
    };

    /// <summary>Runs a statement without rows; false when it would break a unique index (then it did nothing).</summary>
    public bool TryRun() => raw.sqlite3_step(handle) switch
    {
        raw.SQLITE_DONE => true,
        raw.SQLITE_CONSTRAINT => false,
        _ => throw database.Failure(),
    };

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <summary>Text as SQLite holds it: valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(handle, column);

    public FieldValue Value(int column, FieldKind kind) => kind switch
    {
        _ when IsNull(column) => default,
        FieldKind.Number => raw.sqlite3_column_double(handle, column),
        FieldKind.Flag => Long(column) != 0,
        FieldKind.Time => FieldValue.OfTime(Text(column)),
        _ => Text(column),
    };

    /// <summary>Whether the column holds this value.</summary>
    public bool Holds(int column, FieldValue value)
    {
        var missing = IsNull(column);
        return missing || value.Kind == FieldKind.Missing
            ? missing && value.Kind == FieldKind.Missing
            : value.Kind switch
            {
                FieldKind.Number => raw.sqlite3_column_double(handle, column).Equals(value.Number),
                FieldKind.Flag => Long(column) == (long)value.Number,
                _ => IsSameText(Utf8(column), value.Text),
            };
    }

    public void Dispose()
    {
        // The result only repeats the failure of the last step.
        _ = raw.sqlite3_reset(handle);
        _ = raw.sqlite3_clear_bindings(handle);
    }

    public void Close() => handle.Dispose();

    private Statement Check(int result) => result == raw.SQLITE_OK ? this : throw database.Failure();

    private static bool IsSameText(ReadOnlySpan<byte> stored, string text)
    {
        Span<byte> utf8 = stackalloc byte[Scratch];
        return text.Length * 3 <= Scratch
            ? stored.SequenceEqual(utf8[..Encoding.UTF8.GetBytes(text, utf8)])
            : stored.SequenceEqual(Encoding.UTF8.GetBytes(text));
    }
}
