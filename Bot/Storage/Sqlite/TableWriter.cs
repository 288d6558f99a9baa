namespace Bot.Storage.Sqlite;

/// <summary>The writer's hand on one collection: looks whether a write may happen, and does it.</summary>
internal sealed class TableWriter
{
    private readonly Database _database;
    private readonly Table _table;
    private readonly FieldWriter _fields;
    private readonly string _find;
    private readonly string _insert;
    private readonly string _replace;
    private readonly string _delete;
    private readonly string _bury;
    private readonly string _unbury;

    public TableWriter(Database database, Table table)
    {
        _database = database;
        _table = table;
        _fields = new FieldWriter(database, table);
        var columns = string.Concat(table.Columns.Select(column => $", {column.Name}"));
        var values = string.Concat(Enumerable.Repeat(", ?", table.Columns.Length));
        var assignments = string.Concat(table.Columns.Select(column => $", {column.Name} = ?"));
        _find = $"SELECT row, version FROM {table.Name} WHERE id = ?";
        _insert = $"INSERT INTO {table.Name} (id, version, seq, body{columns}) VALUES (?, 1, ?, ?{values})";
        _replace = $"UPDATE {table.Name} SET version = version + 1, seq = ?, body = ?{assignments} WHERE row = ?";
        _delete = $"DELETE FROM {table.Name} WHERE row = ?";
        _bury = $"INSERT OR REPLACE INTO {table.Deleted} (id, seq) VALUES (?, ?)";
        _unbury = $"DELETE FROM {table.Deleted} WHERE id = ?";
    }

    public bool HasUniqueKeys => _table.HasUniqueKeys;

    /// <summary>Why the write may not happen, or null; and the row of the document, 0 when it is not there.</summary>
    public ConflictReason? Check(Commit.Write write, out long row)
    {
        using var find = _database.Prepare(_find);
        var there = find.Bind(1, write.Id).Step();
        row = there ? find.Long(0) : 0;
        return write.Kind switch
        {
            Commit.WriteKind.Insert => there ? ConflictReason.AlreadyExists : null,
            _ when write.ExpectedVersion is { } expected && (!there || find.Long(1) != expected) => ConflictReason.VersionChanged,
            _ => null,
        };
    }

    /// <summary>Writes what <see cref="Check"/> allowed; false when a unique index forbids it (then nothing of it is written).</summary>
    public bool Write(Commit.Write write, long row, long sequence) => write.Kind switch
    {
        Commit.WriteKind.Insert => Insert(write, sequence),
        Commit.WriteKind.Replace => Replace(write, row, sequence),
        _ => row == 0 || Delete(write, row, sequence),
    };

    private bool Insert(Commit.Write write, long sequence)
    {
        using (var insert = _database.Prepare(_insert))
        {
            insert.Bind(1, write.Id).Bind(2, sequence).BindText(3, write.Json.Span);
            if (!FieldWriter.Bind(insert, 4, write.Fields).TryRun())
            {
                return false;
            }
        }

        if (_table.Lists.Length > 0)
        {
            _fields.AddLists(_database.LastRow, write.Fields);
        }

        if (_table.Collection.HasChangeFeed)
        {
            using var unbury = _database.Prepare(_unbury);
            unbury.Bind(1, write.Id).Step();
        }

        return true;
    }

    private bool Replace(Commit.Write write, long row, long sequence)
    {
        using (var replace = _database.Prepare(_replace))
        {
            replace.Bind(1, sequence).BindText(2, write.Json.Span);
            if (!FieldWriter.Bind(replace, 3, write.Fields).Bind(3 + _table.Columns.Length, row).TryRun())
            {
                return false;
            }
        }

        _fields.ClearLists(row);
        _fields.AddLists(row, write.Fields);
        return true;
    }

    private bool Delete(Commit.Write write, long row, long sequence)
    {
        _fields.ClearLists(row);
        using (var delete = _database.Prepare(_delete))
        {
            delete.Bind(1, row).Step();
        }

        if (_table.Collection.HasChangeFeed)
        {
            using var bury = _database.Prepare(_bury);
            bury.Bind(1, write.Id).Bind(2, sequence).Step();
        }

        return true;
    }
}
