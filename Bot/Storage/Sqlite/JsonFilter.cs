using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SQLitePCL;

namespace Bot.Storage.Sqlite;

/// <summary>
/// A filter evaluated on a document's JSON: what SQL calls as <c>holds(n, body, id)</c> for the parts of a filter that
/// look at undeclared fields. One parse of the document serves the whole part.
/// </summary>
internal sealed class JsonFilter(Filter filter)
{
    private readonly Node _root = Node.Of(filter);

    public bool Holds(JsonElement document, string id) => _root.Holds(document, id);

    /// <summary>Gives a connection the SQL function; n chooses among the filters of the query that runs.</summary>
    public static void Register(sqlite3 handle, Func<IReadOnlyList<JsonFilter>> filters)
    {
        var buffer = new byte[4096];
        raw.sqlite3_create_function(handle, "holds", 3, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, Call);

        void Call(sqlite3_context context, object data, sqlite3_value[] arguments)
        {
            try
            {
                var body = raw.sqlite3_value_blob(arguments[1]);
                if (buffer.Length < body.Length)
                {
                    buffer = new byte[body.Length * 2];
                }

                body.CopyTo(buffer);
                using var document = JsonDocument.Parse(buffer.AsMemory(0, body.Length));
                var id = Encoding.UTF8.GetString(raw.sqlite3_value_blob(arguments[2]));
                raw.sqlite3_result_int(context, filters()[raw.sqlite3_value_int(arguments[0])].Holds(document.RootElement, id) ? 1 : 0);
            }
            catch (Exception failure)
            {
                // An exception must not pass through SQLite's native code; this makes it an error of the query.
                raw.sqlite3_result_error(context, failure.Message);
            }
        }
    }

    private abstract class Node
    {
        public abstract bool Holds(JsonElement element, string id);

        public static Node Of(Filter filter) => filter switch
        {
            Filter.And and => new All([.. and.Filters.Select(Of)]),
            Filter.Or or => new Some([.. or.Filters.Select(Of)]),
            Filter.Not not => new None(Of(not.Filter)),
            Filter.Compare compare => new Leaf(compare.Path, new Value(compare.Value).Compares(compare.By)),
            Filter.OneOf oneOf => new Leaf(oneOf.Path, Value.IsOneOf([.. oneOf.Values.Select(value => new Value(value))])),
            Filter.Contains contains => new Leaf(contains.Path, new Value(contains.Text).IsIn),
            Filter.Exists exists => new Leaf(exists.Path, _ => true),
            Filter.Any any => new Element(any.Path, Of(any.Element)),
            Filter.IdIn ids => new Ids(ids.Ids),
            _ => throw new ArgumentException($"Unknown filter {filter.GetType().Name}.", nameof(filter)),
        };
    }

    private sealed class All(Node[] nodes) : Node
    {
        public override bool Holds(JsonElement element, string id) => Array.TrueForAll(nodes, node => node.Holds(element, id));
    }

    private sealed class Some(Node[] nodes) : Node
    {
        public override bool Holds(JsonElement element, string id) => Array.Exists(nodes, node => node.Holds(element, id));
    }

    private sealed class None(Node node) : Node
    {
        public override bool Holds(JsonElement element, string id) => !node.Holds(element, id);
    }

    private sealed class Ids(IReadOnlySet<string> ids) : Node
    {
        public override bool Holds(JsonElement element, string id) => ids.Contains(id);
    }

    private sealed class Leaf(string path, Predicate<JsonElement> test) : Node
    {
        private readonly Path _path = new(path);

        public override bool Holds(JsonElement element, string id) => _path.Reaches(element, value => value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.Array => value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Null && test(item)),
            _ => test(value),
        });
    }

    private sealed class Element(string path, Node inner) : Node
    {
        private readonly Path _path = new(path);

        public override bool Holds(JsonElement element, string id) => _path.Reaches(element, value =>
            value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object && inner.Holds(item, id)));
    }

    private sealed class Path(string path)
    {
        private readonly byte[][] _names = [.. FieldPath.Check(path).Select(Encoding.UTF8.GetBytes)];

        /// <summary>Whether the test holds for a value at the path; a list on the way stands for each of its elements.</summary>
        public bool Reaches(JsonElement from, Predicate<JsonElement> test) => Reaches(from, 0, test);

        private bool Reaches(JsonElement at, int step, Predicate<JsonElement> test)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(_names[step], out var next))
            {
                return false;
            }

            if (step == _names.Length - 1)
            {
                return test(next);
            }

            return next.ValueKind == JsonValueKind.Array
                ? next.EnumerateArray().Any(item => Reaches(item, step + 1, test))
                : Reaches(next, step + 1, test);
        }
    }

    /// <summary>What a filter compares with, ready to be compared with JSON: only values of one kind compare.</summary>
    private sealed class Value(FieldValue value)
    {
        private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(value.Text);

        public static Predicate<JsonElement> IsOneOf(Value[] values) => element => Array.Exists(values, value => value.Order(element) == 0);

        public Predicate<JsonElement> Compares(Comparison by) => by switch
        {
            Comparison.Equal => element => Order(element) == 0,
            Comparison.Less => element => Order(element) < 0,
            Comparison.LessOrEqual => element => Order(element) <= 0,
            Comparison.Greater => element => Order(element) > 0,
            _ => element => Order(element) >= 0,
        };

        public bool IsIn(JsonElement element) =>
            element.ValueKind == JsonValueKind.String && Utf8(element).IndexOf(_utf8) >= 0;

        // Negative when the element comes before the value; null when they do not compare.
        private int? Order(JsonElement element) => (value.Kind, element.ValueKind) switch
        {
            (FieldKind.Text or FieldKind.Time, JsonValueKind.String) => Utf8(element).SequenceCompareTo(_utf8),
            (FieldKind.Number, JsonValueKind.Number) => Order(element.GetDouble(), value.Number),
            (FieldKind.Flag, JsonValueKind.True) => Order(1, value.Number),
            (FieldKind.Flag, JsonValueKind.False) => Order(0, value.Number),
            _ => null,
        };

        private static int? Order(double left, double right) =>
            double.IsNaN(right) ? null : left < right ? -1 : left > right ? 1 : 0;

        // The order of UTF-8 bytes is the order of code points.
        private static ReadOnlySpan<byte> Utf8(JsonElement element)
        {
            var quoted = JsonMarshal.GetRawUtf8Value(element);
            return quoted.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(element.GetString()!) : quoted[1..^1];
        }
    }
}
