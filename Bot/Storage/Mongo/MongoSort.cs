using System.Globalization;
using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>The order of a query's documents: by a declared single-valued field, then by id; without a field, by id alone.</summary>
internal sealed class MongoSort : IComparer<PageCursor>
{
    private readonly string? _field;
    private readonly FieldKind _kind;
    private readonly int _direction;

    /// <summary>A field that cannot be ordered by is an <see cref="ArgumentException"/>.</summary>
    public MongoSort(Collection collection, string? orderBy, bool descending)
    {
        _direction = descending ? -1 : 1;
        if (orderBy is null)
        {
            return;
        }

        var field = collection.Fields.FirstOrDefault(field => field.Path == orderBy && !field.Many)
            ?? throw new ArgumentException($"{collection.Name} declares no single-valued field {orderBy} to order by.", nameof(orderBy));
        var name = new MongoFilterFields(collection).NameOf(orderBy);
        (_field, _kind) = (name == "_id" ? null : name, field.Kind);
    }

    /// <summary>The sort document, e.g. <c>{ lastMessageAt: -1, _id: -1 }</c>.</summary>
    public byte[] ToBson()
    {
        var bson = new BsonWriter().BeginDocument();
        if (_field is not null)
        {
            bson.Int32(_field, _direction);
        }

        return bson.Int32("_id"u8, _direction).End().Written.ToArray();
    }

    /// <summary>Which documents are in the order at all, after the cursor if there is one: a range of an index, no place is counted to.</summary>
    public MongoFilterCondition Condition(PageCursor? after)
    {
        var beyond = _direction > 0 ? Comparison.Greater : Comparison.Less;
        if (_field is null)
        {
            return after is null ? MongoFilterCondition.Everything : On("_id", beyond, after.Id);
        }

        if (after is null)
        {
            return On(_field, Comparison.GreaterOrEqual, MongoFilterTerms.Least(_kind));
        }

        if (after.Value.Kind != _kind)
        {
            throw new ArgumentException("This is not a cursor of this query.", nameof(after));
        }

        return MongoFilterCondition.AllOf([
            On(_field, _direction > 0 ? Comparison.GreaterOrEqual : Comparison.LessOrEqual, after.Value),
            MongoFilterCondition.SomeOf([On(_field, beyond, after.Value), On("_id", beyond, after.Id)]),
        ]);
    }

    /// <summary>Where a document stands in the order.</summary>
    public PageCursor KeyOf(ReadOnlySpan<byte> document) => new(_field is null ? default : ValueOf(document, _field), DocumentBson.IdOf(document));

    public int Compare(PageCursor? x, PageCursor? y) => (x, y) switch
    {
        (null, _) or (_, null) => throw new ArgumentNullException(x is null ? nameof(x) : nameof(y)),
        _ when Order(x.Value, y.Value) is var order and not 0 => order * _direction,
        _ => Order(x.Id, y.Id) * _direction,
    };

    /// <summary>Whether one id comes before another.</summary>
    public static int CompareIds(string left, string right) => Order(left, right);

    private FieldValue ValueOf(ReadOnlySpan<byte> document, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var found = BsonReader.Find(document, Encoding.UTF8.GetBytes(dot < 0 ? path : path[..dot]));
        return dot >= 0 ? ValueOf(found.Type == BsonType.Document ? found.Value : throw new FormatException($"There is no {_field}."), path[(dot + 1)..])
            : _kind switch
            {
                FieldKind.Text => found.String(),
                FieldKind.Time => MongoFilterText.Time(found.DateTime()),
                FieldKind.Flag => found.Boolean(),
                _ when found.Type == BsonType.Decimal128 => double.Parse(found.Decimal().ToString(), CultureInfo.InvariantCulture),
                _ => found.Double(),
            };
    }

    private static MongoFilterCondition.Field On(string path, Comparison by, FieldValue value) =>
        new(path, new MongoFilterTest.Range(by, value), Not: false);

    private static int Order(FieldValue left, FieldValue right) =>
        left.Kind is FieldKind.Text or FieldKind.Time ? Order(left.Text, right.Text) : left.Number.CompareTo(right.Number);

    // The order of UTF-8 bytes is the order of code points, which is MongoDB's.
    private static int Order(string left, string right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
