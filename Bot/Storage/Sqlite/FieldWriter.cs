namespace Bot.Storage.Sqlite;

/// <summary>
/// Writes a document's field values into its columns and side tables, and only those that differ: each column spared
/// spares its indexes.
/// </summary>
internal sealed class FieldWriter(Database database, Table table)
{
    private readonly ListWriter[] _lists = [.. table.Lists.Select(list => new ListWriter(database, list))];
    private readonly Dictionary<ulong, Statement> _updates = [];

    /// <summary>Binds every column's value, from this parameter on.</summary>
    public static Statement Bind(Statement statement, int first, FieldValues values)
    {
        for (var column = 0; column < values.Singles.Length; column++)
        {
            statement.Bind(first + column, values.Singles[column]);
        }

        return statement;
    }

    /// <summary>The columns that differ from the values; the row's columns begin here in the statement.</summary>
    public static ulong Changed(Statement row, int first, FieldValues values)
    {
        var changed = 0UL;
        for (var column = 0; column < values.Singles.Length; column++)
        {
            changed |= row.Holds(first + column, values.Singles[column]) ? 0 : Table.BitOf(column);
        }

        return changed;
    }

    /// <summary>Writes body and changed columns over a row; false when a unique index forbids it.</summary>
    public bool TryUpdate(long row, long sequence, ReadOnlySpan<byte> body, FieldValues values, ulong changed)
    {
        if (!_updates.TryGetValue(changed, out var known))
        {
            _updates[changed] = known = database.Prepare(Update(changed));
        }

        using var update = known;
        update.Bind(1, row).Bind(2, sequence).BindText(3, body);
        var next = 4;
        for (var column = 0; column < values.Singles.Length; column++)
        {
            if (IsIn(changed, column))
            {
                update.Bind(next++, values.Singles[column]);
            }
        }

        return update.TryRun();
    }

    public void AddLists(long row, FieldValues values)
    {
        for (var list = 0; list < _lists.Length; list++)
        {
            _lists[list].Add(row, values.Lists[list]);
        }
    }

    public void ChangeLists(long row, FieldValues values)
    {
        for (var list = 0; list < _lists.Length; list++)
        {
            _lists[list].Change(row, values.Lists[list]);
        }
    }

    public void ClearLists(long row)
    {
        foreach (var list in _lists)
        {
            list.Clear(row);
        }
    }

    private string Update(ulong changed)
    {
        var assignments = table.Columns.Where((_, column) => IsIn(changed, column)).Select((column, place) => $", {column.Name} = ?{place + 4}");
        return $"UPDATE {table.Name} SET version = version + 1, seq = ?2, body = ?3{string.Concat(assignments)} WHERE row = ?1";
    }

    private static bool IsIn(ulong changed, int column) => (changed & Table.BitOf(column)) != 0;
}
