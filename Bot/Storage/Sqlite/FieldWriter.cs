namespace Bot.Storage.Sqlite;

/// <summary>Writes a document's field values into its columns and side tables.</summary>
internal sealed class FieldWriter(Database database, Table table)
{
    private readonly string _fill =
        $"UPDATE {table.Name} SET {string.Join(", ", table.Columns.Select(column => $"{column.Name} = ?"))} WHERE row = ?";

    private readonly string[] _clear = [.. table.Lists.Select(list => $"DELETE FROM {list.Name} WHERE row = ?")];

    private readonly string[] _add = [.. table.Lists.Select(list => $"INSERT OR IGNORE INTO {list.Name} (row, value) VALUES (?, ?)")];

    /// <summary>Writes all fields of a document that is there.</summary>
    public void Fill(long row, FieldValues values)
    {
        if (table.Columns.Length > 0)
        {
            using var fill = database.Prepare(_fill);
            Bind(fill, 1, values).Bind(table.Columns.Length + 1, row).Step();
        }

        AddLists(row, values);
    }

    public void AddLists(long row, FieldValues values)
    {
        for (var list = 0; list < _add.Length; list++)
        {
            foreach (var value in values.Lists[list])
            {
                if (value.Kind != FieldKind.Missing)
                {
                    using var add = database.Prepare(_add[list]);
                    add.Bind(1, row).Bind(2, value).Step();
                }
            }
        }
    }

    public void ClearLists(long row)
    {
        foreach (var sql in _clear)
        {
            using var clear = database.Prepare(sql);
            clear.Bind(1, row).Step();
        }
    }

    public static Statement Bind(Statement statement, int first, FieldValues values)
    {
        for (var column = 0; column < values.Singles.Length; column++)
        {
            statement.Bind(first + column, values.Singles[column]);
        }

        return statement;
    }
}
