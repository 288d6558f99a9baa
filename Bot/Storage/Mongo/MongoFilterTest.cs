using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>What one value must be, in MongoDB's types: a <see cref="FieldKind.Time"/> is a date here and a text never is.</summary>
internal abstract record MongoFilterTest
{
    private MongoFilterTest()
    {
    }

    public sealed record OneOf(IReadOnlyList<FieldValue> Values) : MongoFilterTest;

    /// <summary>Below or above a value of its own type; never <see cref="Comparison.Equal"/>.</summary>
    public sealed record Range(Comparison By, FieldValue Value) : MongoFilterTest;

    /// <summary>A text that contains this one.</summary>
    public sealed record Contains(string Text) : MongoFilterTest;

    /// <summary>Anything but null and lists.</summary>
    public sealed record Something : MongoFilterTest;

    /// <summary>A list with a list in it.</summary>
    public sealed record InnerList : MongoFilterTest;

    /// <summary>A list with an object for which this holds.</summary>
    public sealed record Element(MongoFilterCondition Condition) : MongoFilterTest;

    public static string Operator(Comparison by) => by switch
    {
        Comparison.Less => "$lt",
        Comparison.LessOrEqual => "$lte",
        Comparison.Greater => "$gt",
        Comparison.GreaterOrEqual => "$gte",
        _ => "$eq",
    };

    /// <summary>Writes a value in its type; whole numbers as such, so that people read 5 and not 5.0.</summary>
    public static void WriteValue(BsonWriter bson, BsonName name, FieldValue value) => _ = value.Kind switch
    {
        FieldKind.Text => bson.String(name, value.Text),
        FieldKind.Time => bson.DateTime(name, Milliseconds(value)),
        FieldKind.Flag => bson.Boolean(name, value.Number == 1),
        FieldKind.Number when value.Number is >= int.MinValue and <= int.MaxValue && value.Number == Math.Floor(value.Number) => bson.Int32(name, (int)value.Number),
        FieldKind.Number => bson.Double(name, value.Number),
        _ => throw new ArgumentException("A missing value cannot be asked for.", nameof(value)),
    };

    /// <summary>Writes the condition on a path: <c>path: value</c> or <c>path: { $operator: … }</c>.</summary>
    public void Write(BsonWriter bson, string path, bool not)
    {
        switch (this)
        {
            case OneOf { Values: [var value] }:
                if (not)
                {
                    bson.BeginDocument(path);
                    WriteValue(bson, "$ne", value);
                    bson.End();
                }
                else
                {
                    WriteValue(bson, path, value);
                }

                break;
            case OneOf { Values: var values }:
                bson.BeginDocument(path).BeginArray(not ? "$nin" : "$in");
                foreach (var value in values)
                {
                    WriteValue(bson, default, value);
                }

                bson.End().End();
                break;
            case Contains(var text) when !not:
                bson.Regex(path, MongoFilterText.Pattern(text));
                break;
            case Contains(var text):
                bson.BeginDocument(path).Regex("$not", MongoFilterText.Pattern(text)).End();
                break;
            default:
                bson.BeginDocument(path);
                if (not)
                {
                    bson.BeginDocument("$not");
                }

                WriteOperator(bson);
                _ = not ? bson.End().End() : bson.End();
                break;
        }
    }

    private void WriteOperator(BsonWriter bson)
    {
        switch (this)
        {
            case Range(var by, var value):
                WriteValue(bson, Operator(by), value);
                break;
            case Something:
                bson.BeginArray("$type");
                foreach (var type in (ReadOnlySpan<string>)["string", "number", "bool", "date", "object", "binData", "objectId", "timestamp"])
                {
                    bson.String(default, type);
                }

                bson.End();
                break;
            case InnerList:
                bson.BeginDocument("$elemMatch").String("$type", "array").End();
                break;
            case Element(var condition):
                bson.BeginDocument("$elemMatch");
                condition.Write(bson);
                bson.End();
                break;
        }
    }

    private static long Milliseconds(FieldValue time) => BsonTime.TryParse(Encoding.UTF8.GetBytes(time.Text), out var milliseconds)
        ? milliseconds
        : throw new ArgumentException($"'{time.Text}' is not a time as documents hold it.", nameof(time));
}
