namespace Bot.Storage.Mongo;

/// <summary>
/// Translates a filter into MongoDB's query language with exactly its meaning. Known: sets of ids that the caller looks
/// after, and whether a document's id is in them.
/// </summary>
internal sealed class MongoFilterTerms(MongoFilterFields fields, IReadOnlyDictionary<IReadOnlySet<string>, bool> known)
{
    public MongoFilterCondition Of(Filter filter) => Of(filter, not: false, "");

    /// <summary>What a comparison with one of these values is in MongoDB's types, at a path where such a kind stands; any one of the tests must pass.</summary>
    public static IReadOnlyList<MongoFilterTest> Tests(Comparison by, IReadOnlyList<FieldValue> values, FieldKind? kind)
    {
        var equal = new List<FieldValue>();
        var tests = new List<MongoFilterTest>();
        foreach (var value in values.Where(value => Compares(value, kind)))
        {
            foreach (var test in IsText(value.Kind) ? TextTests(by, value.Text, kind) : [Test(by, value)])
            {
                if (test is MongoFilterTest.OneOf one)
                {
                    equal.AddRange(one.Values);
                }
                else
                {
                    tests.Add(test);
                }
            }
        }

        return equal.Count == 0 ? tests : [new MongoFilterTest.OneOf([.. equal.Distinct()]), .. tests];
    }

    private MongoFilterCondition Of(Filter filter, bool not, string within) => filter switch
    {
        Filter.And and => Joined(and.Filters, all: !not, not, within),
        Filter.Or or => Joined(or.Filters, all: not, not, within),
        Filter.Not inner => Of(inner.Filter, !not, within),
        Filter.Compare compare => Field(compare.Path, Tests(compare.By, [compare.Value], Kind(within, compare.Path)), not, within),
        Filter.OneOf oneOf => Field(oneOf.Path, Tests(Comparison.Equal, oneOf.Values, Kind(within, oneOf.Path)), not, within),
        Filter.Exists exists => Field(exists.Path, Existing(Kind(within, exists.Path)), not, within),
        Filter.Contains contains when NeedsExpression(contains, within) => Expression(contains, not),
        Filter.Contains contains => Field(contains.Path, Kind(within, contains.Path) is FieldKind.Text or null ? [new MongoFilterTest.Contains(contains.Text)] : [], not, within),
        Filter.Any any when NeedsExpression(any, within) => Expression(any, not),
        Filter.Any any => Of(any.Element, not: false, $"{within}{any.Path}.") is { IsNothing: false } element
            ? Field(any.Path, [new MongoFilterTest.Element(element)], not, within)
            : Constant(not),
        Filter.IdIn ids when known.TryGetValue(ids.Ids, out var isIn) => Constant(isIn != not),
        Filter.IdIn ids when ids.Ids.Count == 0 => Constant(not),
        Filter.IdIn ids => new MongoFilterCondition.Field("_id", new MongoFilterTest.OneOf([.. ids.Ids.Select(id => (FieldValue)id)]), not),
        _ => throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter)),
    };

    // Not all is some not, and the other way round.
    private MongoFilterCondition Joined(IReadOnlyList<Filter> filters, bool all, bool not, string within)
    {
        var parts = filters.Select(part => Of(part, not, within));
        return all ? MongoFilterCondition.AllOf(parts) : MongoFilterCondition.SomeOf(parts);
    }

    private MongoFilterCondition Field(string path, IReadOnlyList<MongoFilterTest> tests, bool not, string within)
    {
        var name = within == "" ? fields.NameOf(path) : path;
        var conditions = tests.Select(test => new MongoFilterCondition.Field(name, test, not));
        return not ? MongoFilterCondition.AllOf(conditions) : MongoFilterCondition.SomeOf(conditions);
    }

    private MongoFilterCondition.Expression Expression(Filter filter, bool not) => new(new MongoFilterExpression(fields, known, filter), not);

    private static MongoFilterCondition Constant(bool holds) => holds ? MongoFilterCondition.Everything : MongoFilterCondition.Nothing;

    private FieldKind? Kind(string within, string path) => fields.KindOf(within + path);

    // Query operators cannot look at a date as text, nor out of a list at the document's id, nor tell a list in a list from
    // an object that lacks everything.
    private bool NeedsExpression(Filter filter, string within) => filter switch
    {
        Filter.And and => and.Filters.Any(part => NeedsExpression(part, within)),
        Filter.Or or => or.Filters.Any(part => NeedsExpression(part, within)),
        Filter.Not not => NeedsExpression(not.Filter, within),
        Filter.Any any => HoldsForEmpty(any.Element) || NeedsExpression(any.Element, $"{within}{any.Path}."),
        Filter.IdIn ids => within != "" && !known.ContainsKey(ids.Ids),
        Filter.Contains contains => Kind(within, contains.Path) switch
        {
            FieldKind.Number or FieldKind.Flag => false,
            FieldKind.Text => !MongoFilterText.IsShort(contains.Text),
            _ => !MongoFilterText.IsShort(contains.Text) || MongoFilterText.CanBeInTime(contains.Text),
        },
        _ => false,
    };

    private bool HoldsForEmpty(Filter filter) => filter switch
    {
        Filter.And and => and.Filters.All(HoldsForEmpty),
        Filter.Or or => or.Filters.Any(HoldsForEmpty),
        Filter.Not not => !HoldsForEmpty(not.Filter),
        Filter.IdIn ids => known.GetValueOrDefault(ids.Ids),
        _ => false,
    };

    // The values of a declared field are of one type, so that they lie in one range of an index.
    private static IReadOnlyList<MongoFilterTest> Existing(FieldKind? kind) => kind is { } declared
        ? [new MongoFilterTest.Range(Comparison.GreaterOrEqual, Least(declared))]
        : [new MongoFilterTest.Something(), new MongoFilterTest.InnerList()];

    /// <summary>The least value of a kind.</summary>
    public static FieldValue Least(FieldKind kind) => kind switch
    {
        FieldKind.Text => "",
        FieldKind.Number => double.NegativeInfinity,
        FieldKind.Flag => false,
        _ => MongoFilterText.Time(BsonTime.Earliest),
    };

    private static IEnumerable<MongoFilterTest> TextTests(Comparison by, string text, FieldKind? kind)
    {
        var dates = kind == FieldKind.Text ? null : MongoFilterText.Dates(by, text);
        if (dates is not null)
        {
            yield return dates;
        }

        // Where nothing is declared, every text of a time's form is stored as a date.
        if (kind != FieldKind.Time && !(kind is null && by == Comparison.Equal && dates is not null))
        {
            yield return Test(by, text);
        }
    }

    private static MongoFilterTest Test(Comparison by, FieldValue value) => by == Comparison.Equal
        ? new MongoFilterTest.OneOf([value])
        : new MongoFilterTest.Range(by, value);

    private static bool Compares(FieldValue value, FieldKind? kind) => value.Kind switch
    {
        FieldKind.Missing => false,
        FieldKind.Number => kind is FieldKind.Number or null && !double.IsNaN(value.Number),
        FieldKind.Flag => kind is FieldKind.Flag or null,
        _ => kind is null || IsText(kind.Value),
    };

    private static bool IsText(FieldKind kind) => kind is FieldKind.Text or FieldKind.Time;
}
