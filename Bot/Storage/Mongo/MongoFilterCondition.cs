namespace Bot.Storage.Mongo;

/// <summary>A filter in MongoDB's query language: negation stands only at single fields, and constants are gone but at the top.</summary>
internal abstract record MongoFilterCondition
{
    // MongoDB refuses queries beyond 100 operators and documents beyond 200 levels; an operator costs two levels at most times.
    private const int Deepest = 150;

    private MongoFilterCondition()
    {
    }

    public static MongoFilterCondition Everything { get; } = new All([]);

    public static MongoFilterCondition Nothing { get; } = new Some([]);

    public bool IsEverything => this is All { Parts.Count: 0 };

    public bool IsNothing => this is Some { Parts.Count: 0 };

    /// <summary>Every part holds.</summary>
    public sealed record All(IReadOnlyList<MongoFilterCondition> Parts) : MongoFilterCondition;

    /// <summary>At least one part holds.</summary>
    public sealed record Some(IReadOnlyList<MongoFilterCondition> Parts) : MongoFilterCondition;

    /// <summary>A value at the path, or in a list there, passes the test; Not: none does.</summary>
    public sealed record Field(string Path, MongoFilterTest Test, bool Not) : MongoFilterCondition;

    /// <summary>The part of a filter that only an expression can say.</summary>
    public sealed record Expression(MongoFilterExpression Filter, bool Not) : MongoFilterCondition;

    /// <summary>All of these, without the ones that always hold.</summary>
    public static MongoFilterCondition AllOf(IEnumerable<MongoFilterCondition> parts) => Joined(parts, all: true);

    /// <summary>At least one of these, without the ones that never hold.</summary>
    public static MongoFilterCondition SomeOf(IEnumerable<MongoFilterCondition> parts) => Joined(parts, all: false);

    /// <summary>The condition as a whole query.</summary>
    public byte[] ToBson()
    {
        var bson = new BsonWriter().BeginDocument();
        Write(bson);
        return bson.End().Written.ToArray();
    }

    /// <summary>Writes the members of a query document; one that never holds is not written but not asked.</summary>
    public void Write(BsonWriter bson)
    {
        CheckDepth(bson);
        switch (this)
        {
            case All all:
                WriteAll(bson, all.Parts);
                break;
            case Some some:
                WriteList(bson, "$or", some.Parts);
                break;
            case Field field:
                field.Test.Write(bson, field.Path, field.Not);
                break;
            case Expression expression:
                expression.Filter.Write(bson, "$expr", expression.Not);
                break;
        }
    }

    /// <summary>Beyond what servers take it is an <see cref="ArgumentException"/>.</summary>
    public static void CheckDepth(BsonWriter bson)
    {
        if (bson.Depth > Deepest)
        {
            throw new ArgumentException("The filter is nested deeper than MongoDB takes. Use fewer parts within parts.");
        }
    }

    // Parts on different fields stand side by side, as people would write them; a second one on the same field goes into $and.
    private static void WriteAll(BsonWriter bson, IReadOnlyList<MongoFilterCondition> parts)
    {
        var names = new HashSet<string>();
        var others = new List<MongoFilterCondition>();
        foreach (var part in parts)
        {
            if (names.Add(part is Field field ? field.Path : part is Some ? "$or" : "$expr"))
            {
                part.Write(bson);
            }
            else
            {
                others.Add(part);
            }
        }

        if (others.Count > 0)
        {
            WriteList(bson, "$and", others);
        }
    }

    private static void WriteList(BsonWriter bson, string name, IReadOnlyList<MongoFilterCondition> parts)
    {
        bson.BeginArray(name);
        foreach (var part in parts)
        {
            bson.BeginDocument();
            part.Write(bson);
            bson.End();
        }

        bson.End();
    }

    private static MongoFilterCondition Joined(IEnumerable<MongoFilterCondition> parts, bool all)
    {
        var joined = new List<MongoFilterCondition>();
        var equals = new Dictionary<string, (int Place, List<FieldValue> Values)>();
        foreach (var part in parts.SelectMany(part => Flat(part, all)))
        {
            if (all ? part.IsNothing : part.IsEverything)
            {
                return part;
            }

            if (part is not Field { Test: MongoFilterTest.OneOf one } field || field.Not != all)
            {
                joined.Add(part);
            }
            else if (equals.TryGetValue(field.Path, out var known))
            {
                known.Values.AddRange(one.Values);
            }
            else
            {
                equals[field.Path] = (joined.Count, [.. one.Values]);
                joined.Add(part);
            }
        }

        // Many alternatives of one field are a single list for an index to walk.
        foreach (var (path, (place, values)) in equals)
        {
            joined[place] = new Field(path, new MongoFilterTest.OneOf([.. values.Distinct()]), Not: all);
        }

        return joined is [var single] ? single : all ? new All(joined) : new Some(joined);
    }

    private static IReadOnlyList<MongoFilterCondition> Flat(MongoFilterCondition part, bool all) => part switch
    {
        All inner when all => inner.Parts,
        Some inner when !all => inner.Parts,
        _ => [part],
    };
}
