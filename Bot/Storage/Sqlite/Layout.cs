using System.Text.Json;

namespace Bot.Storage.Sqlite;

/// <summary>
/// Brings a file to the layout the collections declare, forward only and in one transaction: new collections, fields and
/// indexes are added and filled from the stored documents. Documents are never dropped or rewritten.
/// </summary>
internal static class Layout
{
    /// <summary>Counts up when the way documents lie in the file changes.</summary>
    private const int Version = 2;

    private const int AtOnce = 500;

    public static void Build(Database database, IEnumerable<Table> tables)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            Prepare(database);
            foreach (var table in tables)
            {
                Build(database, table);
            }

            database.Execute("COMMIT");
        }
        finally
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }
        }
    }

    /// <summary>The names of all collections that were ever built in the file.</summary>
    public static IReadOnlyList<string> Collections(Database database) => Names(database, "SELECT name FROM _collections");

    private static void Prepare(Database database)
    {
        var version = database.Scalar("PRAGMA user_version");
        if (version > Version)
        {
            throw new StoreException($"{database.File} was written by a newer version of this program (layout {version}, this one knows {Version}): start the newer version, or restore a backup from before the upgrade.");
        }

        if (version == 0 && database.Scalar("SELECT count(*) FROM sqlite_schema") > 0)
        {
            throw new StoreException($"{database.File} is a database of another program: point Storage:ConnectionString to a file of its own.");
        }

        if (version == 1)
        {
            Upgrade(database);
        }

        database.Execute($"""
            CREATE TABLE IF NOT EXISTS _sequence (file TEXT NOT NULL, latest INTEGER NOT NULL, forgotten INTEGER NOT NULL);
            INSERT INTO _sequence SELECT lower(hex(randomblob(8))), 0, 0 WHERE NOT EXISTS (SELECT * FROM _sequence);
            CREATE TABLE IF NOT EXISTS _collections (name TEXT PRIMARY KEY, declaration TEXT NOT NULL) WITHOUT ROWID;
            PRAGMA user_version = {Version};
            """);
    }

    // Layout 1 numbered writes, too, but did not know its own file, nor when something was deleted: its followers start over.
    private static void Upgrade(Database database)
    {
        database.Execute("""
            ALTER TABLE _sequence RENAME TO _sequence1;
            CREATE TABLE _sequence (file TEXT NOT NULL, latest INTEGER NOT NULL, forgotten INTEGER NOT NULL);
            INSERT INTO _sequence SELECT lower(hex(randomblob(8))), latest, latest FROM _sequence1;
            DROP TABLE _sequence1;
            """);
        foreach (var deleted in Names(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%.deleted'"))
        {
            database.Execute($"ALTER TABLE {Table.Quoted(deleted)} ADD COLUMN at INTEGER NOT NULL DEFAULT 0");
        }
    }

    private static void Build(Database database, Table table)
    {
        var wanted = Declaration(table);
        var built = BuiltDeclaration(database, table);
        if (built == wanted)
        {
            return;
        }

        database.Execute($"CREATE TABLE IF NOT EXISTS {table.Name} (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL)");
        DropIndexes(database, table);
        AddColumns(database, table);
        foreach (var list in table.Lists)
        {
            database.Execute($"""
                DROP TABLE IF EXISTS {list.Name};
                CREATE TABLE {list.Name} (row INTEGER NOT NULL, value {list.Type} NOT NULL, PRIMARY KEY (row, value)) WITHOUT ROWID;
                """);
        }

        if (built is not null)
        {
            Fill(database, table);
        }

        if (table.Collection.HasChangeFeed)
        {
            // While a collection has no feed nobody keeps its list of the deleted.
            database.Execute($"""
                CREATE TABLE IF NOT EXISTS {table.Deleted} (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
                DELETE FROM {table.Deleted} WHERE id IN (SELECT id FROM {table.Name});
                UPDATE _sequence SET forgotten = latest;
                """);
        }

        AddIndexes(database, table);
        using var record = database.Query("INSERT INTO _collections (name, declaration) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET declaration = excluded.declaration");
        record.Bind(1, table.Collection.Name).Bind(2, wanted).Step();
    }

    // What the columns, side tables and indexes are made from: when this changes they are made again.
    private static string Declaration(Table table) => string.Join('\n',
        table.Collection.Fields.Select(field => $"{(field.Many ? "many" : "field")} {field.Path} {field.Kind}")
            .Concat(table.Indexes().Values)
            .Append(table.Collection.HasChangeFeed ? "feed" : ""));

    private static string? BuiltDeclaration(Database database, Table table)
    {
        using var statement = database.Query("SELECT declaration FROM _collections WHERE name = ?");
        return statement.Bind(1, table.Collection.Name).Step() ? statement.Text(0) : null;
    }

    private static void DropIndexes(Database database, Table table)
    {
        foreach (var name in Names(database, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?", table.Collection.Name))
        {
            database.Execute($"DROP INDEX {Table.Quoted(name)}");
        }
    }

    private static List<string> Names(Database database, string sql, string? of = null)
    {
        var names = new List<string>();
        using var statement = database.Query(sql);
        if (of is not null)
        {
            statement.Bind(1, of);
        }

        while (statement.Step())
        {
            names.Add(statement.Text(0));
        }

        return names;
    }

    // A column of a field that changed its kind is made anew; one that is no longer declared stays, unused.
    private static void AddColumns(Database database, Table table)
    {
        var there = new Dictionary<string, string>();
        using (var statement = database.Query("SELECT name, type FROM pragma_table_info(?)"))
        {
            statement.Bind(1, table.Collection.Name);
            while (statement.Step())
            {
                there[Table.Quoted(statement.Text(0))] = statement.Text(1);
            }
        }

        foreach (var column in table.Columns)
        {
            if (there.TryGetValue(column.Name, out var type) && type != column.Type)
            {
                database.Execute($"ALTER TABLE {table.Name} DROP COLUMN {column.Name}");
                there.Remove(column.Name);
            }

            if (!there.ContainsKey(column.Name))
            {
                database.Execute($"ALTER TABLE {table.Name} ADD COLUMN {column.Name} {column.Type}");
            }
        }
    }

    private static void Fill(Database database, Table table)
    {
        var fields = new FieldWriter(database, table);
        var fill = table.Columns.Length == 0 ? null : database.Prepare(
            $"UPDATE {table.Name} SET {string.Join(", ", table.Columns.Select((column, place) => $"{column.Name} = ?{place + 2}"))} WHERE row = ?1");
        var after = 0L;
        while (true)
        {
            var rows = new List<(long Row, FieldValues Values)>(AtOnce);
            using (var statement = database.Query($"SELECT row, id, body FROM {table.Name} WHERE row > ? ORDER BY row LIMIT {AtOnce}"))
            {
                statement.Bind(1, after);
                while (statement.Step())
                {
                    rows.Add((statement.Long(0), ValuesOf(table, statement)));
                }
            }

            if (rows.Count == 0)
            {
                return;
            }

            foreach (var (row, values) in rows)
            {
                if (fill is not null)
                {
                    using var update = fill;
                    FieldWriter.Bind(update, 2, values).Bind(1, row).Step();
                }

                fields.AddLists(row, values);
            }

            after = rows[^1].Row;
        }
    }

    private static FieldValues ValuesOf(Table table, Statement statement)
    {
        try
        {
            return table.Collection.ValuesOfJson(statement.Utf8(2));
        }
        catch (JsonException unreadable)
        {
            throw new StoreException($"The document {table.Collection.Name}/{statement.Text(1)} cannot be read by this version: {unreadable.Message}", unreadable);
        }
    }

    private static void AddIndexes(Database database, Table table)
    {
        foreach (var (name, sql) in table.Indexes())
        {
            try
            {
                database.Execute($"DROP INDEX IF EXISTS {Table.Quoted(name)}");
                database.Execute(sql);
            }
            catch (StoreException failure) when (sql.StartsWith("CREATE UNIQUE", StringComparison.Ordinal))
            {
                throw new StoreException($"{database.File} holds documents with equal values in the unique index {name}: remove the duplicates with the version before, then upgrade.", failure);
            }
        }
    }
}
