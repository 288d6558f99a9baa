namespace Bot.Storage.Mongo;

/// <summary>
/// A part of a filter as an aggregation expression: no index serves it, but it can say everything. A path is walked step
/// by step, a list standing for each of its elements.
/// </summary>
internal sealed class MongoFilterExpression(MongoFilterFields fields, IReadOnlyDictionary<IReadOnlySet<string>, bool> known, Filter filter)
{
    public void Write(BsonWriter bson, BsonName name, bool not) => new Writer(fields, known, bson).Write(name, not ? new Filter.Not(filter) : filter, new Scope("$", "", 0));

    // Where a path begins: "$" is the document, "$$e1." the element of a list.
    private readonly record struct Scope(string Prefix, string Within, int Depth)
    {
        public string Variable => $"e{Depth + 1}";

        public string Element => $"$${Variable}";
    }

    private readonly struct Writer(MongoFilterFields fields, IReadOnlyDictionary<IReadOnlySet<string>, bool> known, BsonWriter bson)
    {
        public void Write(BsonName name, Filter filter, Scope scope)
        {
            MongoFilterCondition.CheckDepth(bson);
            switch (filter)
            {
                case Filter.And and:
                    List(name, "$and", and.Filters, scope);
                    break;
                case Filter.Or or:
                    List(name, "$or", or.Filters, scope);
                    break;
                case Filter.Not not:
                    List(name, "$not", [not.Filter], scope);
                    break;
                case Filter.IdIn ids when known.TryGetValue(ids.Ids, out var isIn):
                    bson.Boolean(name, isIn);
                    break;
                case Filter.IdIn ids:
                    In(name, "$_id", [.. ids.Ids.Select(id => (FieldValue)id)]);
                    break;
                case Filter.Compare compare:
                    Leaf(name, compare.Path, scope, MongoFilterTerms.Tests(compare.By, [compare.Value], fields.KindOf(scope.Within + compare.Path)));
                    break;
                case Filter.OneOf oneOf:
                    Leaf(name, oneOf.Path, scope, MongoFilterTerms.Tests(Comparison.Equal, oneOf.Values, fields.KindOf(scope.Within + oneOf.Path)));
                    break;
                case Filter.Contains contains:
                    Leaf(name, contains.Path, scope, [new MongoFilterTest.Contains(contains.Text)]);
                    break;
                case Filter.Exists exists:
                    Leaf(name, exists.Path, scope, [new MongoFilterTest.Something()]);
                    break;
                case Filter.Any any:
                    Reach(name, Names(any.Path, scope), scope, lists: true, (writer, inner) =>
                        writer.IfObject(inner, (writer, element) => writer.Write(default, any.Element, element with { Within = $"{scope.Within}{any.Path}." })));
                    break;
                default:
                    throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter));
            }
        }

        private string[] Names(string path, Scope scope) =>
            (scope.Within == "" ? fields.NameOf(path) : path).Split('.');

        private void List(BsonName name, string by, IReadOnlyList<Filter> filters, Scope scope)
        {
            bson.BeginDocument(name).BeginArray(by);
            foreach (var filter in filters)
            {
                Write(default, filter, scope);
            }

            bson.End().End();
        }

        private void Leaf(BsonName name, string path, Scope scope, IReadOnlyList<MongoFilterTest> tests) =>
            Reach(name, Names(path, scope), scope, lists: false, (writer, element) => writer.AnyTest(element.Prefix, tests));

        // { $anyElementTrue: [{ $map: { input: the values at the path's first name, as: e, in: … } }] }
        private void Reach(BsonName name, ReadOnlySpan<string> names, Scope scope, bool lists, Action<Writer, Scope> test)
        {
            MongoFilterCondition.CheckDepth(bson);
            var value = scope.Prefix + names[0];
            var last = names.Length == 1;
            bson.BeginDocument(name).BeginArray("$anyElementTrue").BeginDocument().BeginDocument("$map");
            bson.BeginDocument("input").BeginArray("$cond").BeginDocument().BeginArray("$isArray").String(default, value).End().End().String(default, value).BeginArray(default);
            if (!(last && lists))
            {
                bson.String(default, value);
            }

            bson.End().End().End();
            bson.String("as", scope.Variable);
            var inner = new Scope(scope.Element, scope.Within, scope.Depth + 1);
            if (last)
            {
                test(this, inner);
            }
            else
            {
                var rest = names[1..].ToArray();
                IfObject(inner, (writer, element) => writer.Reach(default, rest, element, lists, test));
            }

            bson.End().End().End().End();
        }

        // Writes the member "in"; what stands in an object is written next.
        private void IfObject(Scope element, Action<Writer, Scope> then)
        {
            bson.BeginDocument("in").BeginArray("$and");
            OfType(element.Prefix, ["object"]);
            then(this, element with { Prefix = $"{element.Prefix}." });
            bson.End().End();
        }

        private void AnyTest(string value, IReadOnlyList<MongoFilterTest> tests)
        {
            bson.BeginDocument("in").BeginArray("$or");
            foreach (var test in tests)
            {
                Test(value, test);
            }

            bson.End().End();
        }

        private void Test(string value, MongoFilterTest test)
        {
            switch (test)
            {
                case MongoFilterTest.OneOf oneOf:
                    In(default, value, oneOf.Values);
                    break;
                case MongoFilterTest.Range range:
                    bson.BeginDocument().BeginArray("$and");
                    OfType(value, Types(range.Value.Kind));
                    bson.BeginDocument().BeginArray(MongoFilterTest.Operator(range.By)).String(default, value).BeginDocument();
                    MongoFilterTest.WriteValue(bson, "$literal", range.Value);
                    bson.End().End().End().End().End();
                    break;
                case MongoFilterTest.Contains contains:
                    bson.BeginDocument().BeginDocument("$switch").BeginArray("branches");
                    Case(value, "string", contains.Text, toText: false);
                    Case(value, "date", contains.Text, toText: true);
                    bson.End().Boolean("default", false).End().End();
                    break;
                default:
                    bson.BeginDocument().BeginArray("$ne").String(default, value).Null(default).End().End();
                    break;
            }
        }

        private void Case(string value, string type, string text, bool toText)
        {
            bson.BeginDocument();
            bson.BeginDocument("case").BeginArray("$eq").BeginDocument().String("$type", value).End().String(default, type).End().End();
            bson.BeginDocument("then").BeginArray("$gte").BeginDocument().BeginArray("$indexOfBytes");
            _ = toText
                ? bson.BeginDocument().BeginDocument("$dateToString").String("date", value).String("format", "%Y-%m-%dT%H:%M:%S.%LZ").End().End()
                : bson.String(default, value);
            bson.BeginDocument().String("$literal", text).End().End().End().Int32(default, 0).End().End();
            bson.End();
        }

        private void In(BsonName name, string value, IReadOnlyList<FieldValue> values)
        {
            bson.BeginDocument(name).BeginArray("$in").String(default, value).BeginDocument().BeginArray("$literal");
            foreach (var each in values)
            {
                MongoFilterTest.WriteValue(bson, default, each);
            }

            bson.End().End().End().End();
        }

        private void OfType(string value, ReadOnlySpan<string> types)
        {
            bson.BeginDocument().BeginArray("$in").BeginDocument().String("$type", value).End().BeginArray(default);
            foreach (var type in types)
            {
                bson.String(default, type);
            }

            bson.End().End().End();
        }

        private static string[] Types(FieldKind kind) => kind switch
        {
            FieldKind.Text => ["string"],
            FieldKind.Time => ["date"],
            FieldKind.Flag => ["bool"],
            _ => ["int", "long", "double", "decimal"],
        };
    }
}
