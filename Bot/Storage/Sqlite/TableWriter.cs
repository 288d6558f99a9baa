namespace Bot.Storage.Sqlite;

/// <summary>The writer's hand on one collection: looks whether a write may happen, and does it.</summary>
internal sealed class TableWriter
{
    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly Table _table;
    private readonly FieldWriter _fields;
    private readonly Statement _find;
    private readonly Statement _insert;
    private readonly Statement _delete;
    private readonly Statement? _bury;
    private readonly Statement? _unbury;

    public TableWriter(Database database, Table table, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
        _table = table;
        _fields = new FieldWriter(database, table);
        var columns = string.Concat(table.Columns.Select(column => $", {column.Name}"));
        _find = database.Prepare($"SELECT row, version{columns} FROM {table.Name} WHERE id = ?");
        _insert = database.Prepare($"INSERT INTO {table.Name} (id, version, seq, body{columns}) VALUES (?, ?, ?, ?{string.Concat(Enumerable.Repeat(", ?", table.Columns.Length))})");
        _delete = database.Prepare($"DELETE FROM {table.Name} WHERE row = ?");
        if (table.Collection.HasChangeFeed)
        {
            _bury = database.Prepare($"INSERT OR REPLACE INTO {table.Deleted} (id, seq, at) VALUES (?, ?, ?)");
            _unbury = database.Prepare($"DELETE FROM {table.Deleted} WHERE id = ?");
        }
    }

    /// <summary>Whether a unique index can refuse the write.</summary>
    public bool MayMeetUniqueKey(Commit.Write write, Standing standing) => write.Kind switch
    {
        Commit.WriteKind.Insert or Commit.WriteKind.Restore => _table.UniqueColumns != 0,
        Commit.WriteKind.Replace => (_table.UniqueColumns & standing.Changed) != 0,
        _ => false,
    };

    /// <summary>Why the write may not happen, or null; and what stands there.</summary>
    public ConflictReason? Check(Commit.Write write, out Standing standing)
    {
        using var find = _find;
        if (!find.Bind(1, write.Id).Step())
        {
            standing = default;
            return write.Kind != Commit.WriteKind.Restore && write.ExpectedVersion > 0 ? ConflictReason.VersionChanged : null;
        }

        standing = new Standing(find.Long(0), FieldWriter.Changed(find, 2, write.Fields));
        return write.Kind == Commit.WriteKind.Restore ? null
            : write.Kind == Commit.WriteKind.Insert ? ConflictReason.AlreadyExists
            : write.ExpectedVersion is { } expected && expected != find.Long(1) ? ConflictReason.VersionChanged
            : null;
    }

    /// <summary>Writes what <see cref="Check"/> allowed; false when a unique index forbids it (then nothing of it is written).</summary>
    public bool Write(Commit.Write write, Standing standing, long sequence)
    {
        switch (write.Kind)
        {
            case Commit.WriteKind.Insert:
                return Insert(write, version: 1, sequence);
            case Commit.WriteKind.Restore:
                Remove(standing.Row);
                return Insert(write, write.ExpectedVersion!.Value, sequence);
            case Commit.WriteKind.Replace:
                return Replace(write, standing, sequence);
            default:
                if (standing.Row != 0)
                {
                    Delete(write, standing.Row, sequence);
                }

                return true;
        }
    }

    private bool Insert(Commit.Write write, long version, long sequence)
    {
        using (var insert = _insert)
        {
            insert.Bind(1, write.Id).Bind(2, version).Bind(3, sequence).BindText(4, write.Json.Span);
            if (!FieldWriter.Bind(insert, 5, write.Fields).TryRun())
            {
                return false;
            }
        }

        _fields.AddLists(_database.LastRow, write.Fields);
        if (_unbury is not null)
        {
            using var unbury = _unbury;
            unbury.Bind(1, write.Id).Step();
        }

        return true;
    }

    private bool Replace(Commit.Write write, Standing standing, long sequence)
    {
        if (!_fields.TryUpdate(standing.Row, sequence, write.Json.Span, write.Fields, standing.Changed))
        {
            return false;
        }

        _fields.ChangeLists(standing.Row, write.Fields);
        return true;
    }

    private void Delete(Commit.Write write, long row, long sequence)
    {
        Remove(row);
        if (_bury is not null)
        {
            using var bury = _bury;
            bury.Bind(1, write.Id).Bind(2, sequence).Bind(3, _clock.GetUtcNow().ToUnixTimeSeconds()).Step();
        }
    }

    private void Remove(long row)
    {
        _fields.ClearLists(row);
        using var delete = _delete;
        delete.Bind(1, row).Step();
    }

    /// <summary>The document a write meets: its row, 0 when there is none, and the columns the write would change.</summary>
    public readonly record struct Standing(long Row, ulong Changed);
}
