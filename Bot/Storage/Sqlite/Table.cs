namespace Bot.Storage.Sqlite;

/// <summary>
/// How a collection lies in SQLite: a row per document with a column per single-valued field, a side table per list,
/// and with a change feed the sequence number of the latest write and a table of the deleted. Names in SQL are quoted.
/// </summary>
internal sealed class Table
{
    private readonly Dictionary<string, Column> _columns;
    private readonly Dictionary<string, SideTable> _lists;

    public Table(Collection collection)
    {
        Collection = collection;
        Name = Quoted(collection.Name);
        Deleted = Quoted($"{collection.Name}.deleted");
        Columns = [.. collection.Fields.Where(field => !field.Many).Select(field => new Column(field.Path, Quoted($"f.{field.Path}"), field.Kind))];
        Lists = [.. collection.Fields.Where(field => field.Many).Select(field => new SideTable(field.Path, Quoted($"{collection.Name}.{field.Path}"), field.Kind))];
        _columns = Columns.ToDictionary(column => column.Path);
        _lists = Lists.ToDictionary(list => list.Path);
        Get = $"SELECT version, body FROM {Name} WHERE id = ?";
        foreach (var path in collection.Indexes.Where(index => index.Unique).SelectMany(index => index.Fields))
        {
            UniqueColumns |= BitOf(Array.FindIndex(Columns, column => column.Path == path));
        }
    }

    public Collection Collection { get; }

    public string Name { get; }

    public string Deleted { get; }

    public Column[] Columns { get; }

    public SideTable[] Lists { get; }

    /// <summary>The columns in unique indexes, as <see cref="BitOf"/> says.</summary>
    public ulong UniqueColumns { get; }

    /// <summary>Version and body of the document of an id.</summary>
    public string Get { get; }

    /// <summary>A column's bit in a set of columns; those beyond the sixty-third share the last one.</summary>
    public static ulong BitOf(int column) => 1UL << Math.Min(column, 63);

    public Column? ColumnOf(string path) => _columns.GetValueOrDefault(path);

    public SideTable? ListOf(string path) => _lists.GetValueOrDefault(path);

    /// <summary>The indexes this collection should have, by name, with what makes them.</summary>
    public Dictionary<string, string> Indexes()
    {
        var indexes = new Dictionary<string, string>();
        foreach (var index in Collection.Indexes)
        {
            var columns = index.Fields.Select(path => _columns[path].Name).ToList();
            var name = $"{Collection.Name}.{(index.Unique ? "unique" : "by")}.{string.Join(',', index.Fields)}";

            // The id at the end of an index gives pages their order; a unique index has no ties to order.
            indexes[name] = index.Unique
                ? $"CREATE UNIQUE INDEX {Quoted(name)} ON {Name} ({string.Join(", ", columns)}) WHERE {columns[0]} IS NOT NULL"
                : $"CREATE INDEX {Quoted(name)} ON {Name} ({string.Join(", ", columns)}, id) WHERE {columns[0]} IS NOT NULL";
        }

        foreach (var list in Lists)
        {
            var name = $"{Collection.Name}.by.{list.Path}";
            indexes[name] = $"CREATE INDEX {Quoted(name)} ON {list.Name} (value, row)";
        }

        if (Collection.HasChangeFeed)
        {
            indexes[$"{Collection.Name}.feed"] = $"CREATE INDEX {Quoted($"{Collection.Name}.feed")} ON {Name} (seq)";
            indexes[$"{Collection.Name}.feed.deleted"] = $"CREATE INDEX {Quoted($"{Collection.Name}.feed.deleted")} ON {Deleted} (seq)";
        }

        return indexes;
    }

    public static string Quoted(string name) => $"\"{name}\"";

    internal sealed record Column(string Path, string Name, FieldKind Kind)
    {
        public string Type => TypeOf(Kind);
    }

    internal sealed record SideTable(string Path, string Name, FieldKind Kind)
    {
        public string Type => TypeOf(Kind);
    }

    private static string TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Number => "REAL",
        FieldKind.Flag => "INTEGER",
        _ => "TEXT",
    };
}
