using Microsoft.Data.Sqlite;

namespace Bot.Storage.Sqlite;

/// <summary>A copy of the store, made beside its final name and given that name when it is whole and checked.</summary>
internal static class BackupFile
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static void Write(Database database, string file, Action<long, long>? tell = null)
    {
        var part = $"{file}.part";
        if (File.Exists(file))
        {
            throw new StoreException($"{file} is there already: choose another name for the backup.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.Delete(part);
            Copy(database, part, tell);

            BecomeAnotherFile(part);
            if (DamageOf(part) is { } damage)
            {
                throw new StoreException($"The copy is damaged, so the backup was not kept: {damage}");
            }

            using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(part, file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup {file} cannot be written: {failure.Message}", failure);
        }
        finally
        {
            File.Delete(part);
        }
    }

    // Only what is alive: pages with nothing in them, where something was erased, are left out. How far it is the copy's length tells.
    private static void Copy(Database database, string part, Action<long, long>? tell)
    {
        var alive = (database.Scalar("PRAGMA page_count") - database.Scalar("PRAGMA freelist_count")) * database.Scalar("PRAGMA page_size");
        tell?.Invoke(0, alive);
        using (tell is null ? null : TimeProvider.System.CreateTimer(_ => tell(CopiedOf(part, alive), alive), null, Look, Look))
        using (var copy = database.Query("VACUUM INTO ?"))
        {
            copy.Bind(1, part).Step();
        }

        tell?.Invoke(alive, alive);
    }

    private static long CopiedOf(string part, long alive) => new FileInfo(part) is { Exists: true } file ? Math.Min(file.Length, alive - 1) : 0;

    /// <summary>What <c>integrity_check</c> finds, or null.</summary>
    public static string? DamageOf(Database database)
    {
        var found = new List<string>();
        using var check = database.Query("PRAGMA integrity_check(10)");
        while (check.Step())
        {
            found.Add(check.Text(0));
        }

        return found is ["ok"] ? null : string.Join("; ", found);
    }

    // Once restored, it goes another way than the original did: followers of that one's changes must start over.
    private static void BecomeAnotherFile(string file)
    {
        using var database = Database.OpenCopy(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite });
        if (database.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sequence'") > 0)
        {
            database.Execute("UPDATE _sequence SET file = lower(hex(randomblob(8)))");
        }
    }

    private static string? DamageOf(string file)
    {
        using var database = Database.OpenCopy(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly });
        return DamageOf(database);
    }
}
