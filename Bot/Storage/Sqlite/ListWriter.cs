namespace Bot.Storage.Sqlite;

/// <summary>Writes the side table of one declared list: a row for each distinct value of a document.</summary>
internal sealed class ListWriter(Database database, Table.SideTable list)
{
    private readonly Statement _read = database.Prepare($"SELECT value FROM {list.Name} WHERE row = ?");
    private readonly Statement _add = database.Prepare($"INSERT OR IGNORE INTO {list.Name} (row, value) VALUES (?, ?)");
    private readonly Statement _remove = database.Prepare($"DELETE FROM {list.Name} WHERE row = ? AND value = ?");
    private readonly Statement _clear = database.Prepare($"DELETE FROM {list.Name} WHERE row = ?");
    private readonly HashSet<FieldValue> _there = [];
    private readonly HashSet<FieldValue> _wanted = [];

    public void Add(long row, FieldValue[] values)
    {
        foreach (var value in values)
        {
            if (value.Kind != FieldKind.Missing)
            {
                Run(_add, row, value);
            }
        }
    }

    /// <summary>Makes these the document's values, touching only what differs.</summary>
    public void Change(long row, FieldValue[] values)
    {
        Read(row);
        _wanted.Clear();
        _wanted.UnionWith(values);
        foreach (var there in _there)
        {
            if (!_wanted.Contains(there))
            {
                Run(_remove, row, there);
            }
        }

        foreach (var wanted in _wanted)
        {
            if (wanted.Kind != FieldKind.Missing && !_there.Contains(wanted))
            {
                Run(_add, row, wanted);
            }
        }
    }

    public void Clear(long row)
    {
        using var clear = _clear;
        clear.Bind(1, row).Step();
    }

    private void Read(long row)
    {
        _there.Clear();
        using var read = _read;
        read.Bind(1, row);
        while (read.Step())
        {
            _there.Add(read.Value(0, list.Kind));
        }
    }

    private static void Run(Statement statement, long row, FieldValue value)
    {
        using var run = statement;
        run.Bind(1, row).Bind(2, value).Step();
    }
}
