namespace Bot.Storage.Sqlite;

/// <summary>A query for one page as SQL: it continues after the last document's order value and id, not after a count.</summary>
internal sealed class FindSql<T> where T : class
{
    private readonly Query<T> _query;
    private readonly FilterSql _filter;
    private readonly Table.Column? _order;
    private readonly PageCursor? _after;

    public FindSql(Table table, Query<T> query)
    {
        _query = query;
        _filter = FilterSql.Of(table, query.Where);
        _after = PageCursor.Read(query);
        _order = query.OrderBy is null ? null : table.ColumnOf(query.OrderBy)
            ?? throw new ArgumentException($"{table.Collection.Name} declares no single-valued field {query.OrderBy} to order by.", nameof(query));

        var keys = _order is null ? "id" : $"{_order.Name}, id";
        var there = _order is null ? "" : $" AND {_order.Name} IS NOT NULL";
        var from = _after is null ? "" : $" AND ({keys}) {(query.Descending ? '<' : '>')} ({(_order is null ? "" : $"?{_filter.Parameters + 3}, ")}?{_filter.Parameters + 2})";
        var direction = query.Descending ? " DESC" : "";
        Sql = $"""
            SELECT id, version, body{(_order is null ? "" : $", {_order.Name}")} FROM {table.Name}
            WHERE {_filter.Where}{there}{from}
            ORDER BY {keys.Replace(",", direction + ",", StringComparison.Ordinal)}{direction} LIMIT ?{_filter.Parameters + 1}
            """;
    }

    public string Sql { get; }

    public Page<T> Run(Database database)
    {
        using var statement = _filter.Bind(database.Query(Sql, _filter.Filters));
        statement.Bind(_filter.Parameters + 1, _query.Limit + 1L);
        if (_after is not null)
        {
            statement.Bind(_filter.Parameters + 2, _after.Id);
        }

        if (_after is not null && _order is not null)
        {
            statement.Bind(_filter.Parameters + 3, _after.Value);
        }

        var items = new List<Stored<T>>();
        var (last, lastValue) = ("", default(FieldValue));
        while (statement.Step())
        {
            if (items.Count == _query.Limit)
            {
                return new Page<T>(items, PageCursor.Write(_query, lastValue, last));
            }

            items.Add(new Stored<T>(SqliteStore.Document(_query.Collection, statement, 2), statement.Long(1)));
            if (items.Count == _query.Limit)
            {
                (last, lastValue) = (statement.Text(0), _order is null ? default : statement.Value(3, _order.Kind));
            }
        }

        return new Page<T>(items, Next: null);
    }
}
