using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bot.Storage.Sqlite;

/// <summary>SQLite's error codes as sentences that say what to do.</summary>
internal static class SqliteFailure
{
    public static StoreException Of(sqlite3 handle, string file) =>
        Of(raw.sqlite3_extended_errcode(handle), raw.sqlite3_errmsg(handle).utf8_to_string(), file);

    public static StoreException Of(SqliteException failure, string file) =>
        Of(failure.SqliteExtendedErrorCode, failure.Message, file, failure);

    private static StoreException Of(int code, string detail, string file, Exception? inner = null) => new(
        (code & 0xFF) switch
        {
            raw.SQLITE_FULL => $"The disk that holds {file} is full: free some space. Nothing of this was written.",
            raw.SQLITE_READONLY => $"{file} is read-only: let the account that runs the bot write the file and its folder.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"Another process has kept {file} locked for too long: stop it, or wait until it is done, and try again.",
            raw.SQLITE_NOTADB => $"{file} is not a database of this program: move it away, or point Storage:ConnectionString to another file.",
            raw.SQLITE_CORRUPT => $"{file} is damaged: restore the latest backup.",
            raw.SQLITE_CANTOPEN => $"{file} cannot be opened: check that the folder exists and may be written.",
            raw.SQLITE_IOERR => $"The disk that holds {file} failed: check it, then restart the bot. The outcome of what was being written is unknown.",
            _ => $"SQLite failed on {file}.",
        } + $" (SQLite {code}: {detail})",
        inner);
}
