using System.Buffers;
using System.Text.Json;

namespace Bot.Storage.Sqlite;

/// <summary>
/// A filter as SQL with parameters. Declared fields become comparisons of columns and side tables, which indexes serve;
/// parts that look at undeclared fields become a call of <see cref="JsonFilter"/>.
/// </summary>
internal sealed class FilterSql
{
    private const int DeepestSql = 50;
    private const int DeepestFilter = 1000;
    private const int MostTerms = 500;
    private const int MostParameters = 20;
    private const int MostIdsToLead = 1000;

    private readonly Table _table;
    private readonly bool _ledByIds;
    private readonly List<(FieldValue Value, ReadOnlyMemory<byte> Json)> _parameters = [];
    private readonly List<JsonFilter> _filters = [];

    private FilterSql(Table table, Filter filter)
    {
        _table = table;
        var (depth, terms) = Measure(filter, 0);
        _ledByIds = depth <= DeepestSql && Conjuncts(filter).Any(part => part is Filter.IdIn { Ids.Count: <= MostIdsToLead });
        Where = (depth <= DeepestSql && terms <= MostTerms ? Sql(filter) : null) ?? Json(filter);
    }

    /// <summary>A condition that is true where the filter holds, and false or NULL elsewhere.</summary>
    public string Where { get; }

    public IReadOnlyList<JsonFilter> Filters => _filters;

    public int Parameters => _parameters.Count;

    public static FilterSql Of(Table table, Filter filter) => new(table, filter);

    public Statement Bind(Statement statement)
    {
        for (var i = 0; i < _parameters.Count; i++)
        {
            var (value, json) = _parameters[i];
            _ = json.IsEmpty ? statement.Bind(i + 1, value) : statement.BindText(i + 1, json.Span);
        }

        return statement;
    }

    // Null: this part looks at undeclared fields and is for JsonFilter, with what stands beside it.
    private string? Sql(Filter filter) => filter switch
    {
        Filter.And and => Join(and.Filters, " AND ", "1", left => new Filter.And(left)),
        Filter.Or or => Join(or.Filters, " OR ", "0", left => new Filter.Or(left)),
        Filter.Not { Filter: Filter.Not(var same) } => Sql(same),
        Filter.Not not => Sql(not.Filter) is { } sql ? $"(({sql}) IS NOT TRUE)" : null,
        Filter.IdIn ids => ids.Ids.Count <= MostParameters
            ? $"id IN ({string.Join(", ", ids.Ids.Select(id => Parameter(id)))})"
            : InJson("id", writer => WriteTexts(writer, ids.Ids)),
        Filter.Any any => ListsImplied(any) is { } implied ? $"({implied} AND {Json(any)})" : null,
        Filter.Compare compare => Field(compare.Path, (column, kind) =>
            Compares(kind, compare.Value) ? $"{column} {Operator(compare.By)} {Parameter(compare.Value)}" : "0"),
        Filter.OneOf oneOf => Field(oneOf.Path, (column, kind) =>
            OneOf(column, [.. oneOf.Values.Where(value => Compares(kind, value))])),
        Filter.Contains contains => Field(contains.Path, (column, kind) =>
            Compares(kind, contains.Text) ? $"instr({column}, {Parameter(contains.Text)}) > 0" : "0"),
        Filter.Exists exists => Field(exists.Path, (column, _) => $"{column} IS NOT NULL"),
        _ => throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter)),
    };

    private string? Join(IReadOnlyList<Filter> filters, string by, string none, Func<IReadOnlyList<Filter>, Filter> join)
    {
        var parts = new List<string>();
        var left = new List<Filter>();
        foreach (var filter in filters)
        {
            if (Sql(filter) is { } sql)
            {
                parts.Add(sql);
            }
            else
            {
                left.Add(filter);
            }
        }

        if (parts.Count == 0 && left.Count > 0)
        {
            return null;
        }

        if (left.Count > 0)
        {
            parts.Add(Json(join(left)));
        }

        return parts.Count == 0 ? none : $"({string.Join(by, parts)})";
    }

    private string? Field(string path, Func<string, FieldKind, string> test)
    {
        FieldPath.Check(path);
        return _table.ColumnOf(path) is { } column ? test(Unled(column.Name), column.Kind)
            : _table.ListOf(path) is { } list ? $"{Unled("row")} IN (SELECT row FROM {list.Name} WHERE {test("value", list.Kind)})"
            : null;
    }

    // A few ids are looked up one by one: the + keeps SQLite from walking the index of another field instead.
    private string Unled(string column) => _ledByIds ? $"+{column}" : column;

    // What must hold of declared lists for an element to satisfy the filter: an index finds the few documents to look into.
    private string? ListsImplied(Filter.Any any) =>
        Conjuncts(any.Element)
            .Select(filter => filter switch
            {
                Filter.Compare compare => compare with { Path = $"{any.Path}.{compare.Path}" },
                Filter.OneOf oneOf => oneOf with { Path = $"{any.Path}.{oneOf.Path}" },
                _ => filter,
            })
            .Where(filter => filter is Filter.Compare { By: Comparison.Equal } compare && _table.ListOf(compare.Path) is not null
                || filter is Filter.OneOf oneOf && _table.ListOf(oneOf.Path) is not null)
            .Select(Sql)
            .FirstOrDefault();

    private static IEnumerable<Filter> Conjuncts(Filter filter) =>
        filter is Filter.And and ? and.Filters.SelectMany(Conjuncts) : [filter];

    private string Json(Filter filter)
    {
        _filters.Add(new JsonFilter(filter));
        return $"holds({_filters.Count - 1}, body, id)";
    }

    private string OneOf(string column, FieldValue[] values) => values.Length switch
    {
        0 => "0",
        <= MostParameters => $"{column} IN ({string.Join(", ", values.Select(Parameter))})",
        _ => InJson(column, writer => WriteValues(writer, values)),
    };

    // However many values there are, to SQLite they are one parameter.
    private string InJson(string column, Action<Utf8JsonWriter> write)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }

        _parameters.Add((default, json.WrittenMemory));
        return $"{column} IN (SELECT value FROM json_each(?{_parameters.Count}))";
    }

    private static void WriteTexts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }
    }

    private static void WriteValues(Utf8JsonWriter writer, FieldValue[] values)
    {
        foreach (var value in values)
        {
            if (IsText(value.Kind))
            {
                writer.WriteStringValue(value.Text);
            }
            else if (double.IsFinite(value.Number))
            {
                writer.WriteNumberValue(value.Number);
            }
        }
    }

    private string Parameter(FieldValue value)
    {
        _parameters.Add((value, default));
        return $"?{_parameters.Count}";
    }

    // Times are stored as text and compare with text, as they do inside JSON.
    private static bool Compares(FieldKind declared, FieldValue value) =>
        declared == value.Kind || (IsText(declared) && IsText(value.Kind));

    private static bool IsText(FieldKind kind) => kind is FieldKind.Text or FieldKind.Time;

    private static string Operator(Comparison by) => by switch
    {
        Comparison.Equal => "=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    private static (int Depth, int Terms) Measure(Filter filter, int depth)
    {
        if (depth > DeepestFilter)
        {
            throw new ArgumentException($"The filter is nested more than {DeepestFilter} levels deep.", nameof(filter));
        }

        IEnumerable<Filter> parts = filter switch
        {
            Filter.And and => and.Filters,
            Filter.Or or => or.Filters,
            Filter.Not not => [not.Filter],
            Filter.Any any => [any.Element],
            _ => [],
        };

        var measured = (Depth: 1, Terms: 1);
        foreach (var part in parts)
        {
            var (deep, terms) = Measure(part, depth + 1);
            measured = (Math.Max(measured.Depth, deep + 1), measured.Terms + terms);
        }

        return measured;
    }
}
