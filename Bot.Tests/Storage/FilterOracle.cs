using System.Text.Json.Nodes;
using Bot.Storage;

namespace Bot.Tests.Storage;

/// <summary>What a filter means, written as plainly as possible; engines must agree with it.</summary>
internal static class FilterOracle
{
    public static bool Holds(Filter filter, JsonNode element, string id) => filter switch
    {
        Filter.And and => and.Filters.All(part => Holds(part, element, id)),
        Filter.Or or => or.Filters.Any(part => Holds(part, element, id)),
        Filter.Not not => !Holds(not.Filter, element, id),
        Filter.IdIn ids => ids.Ids.Contains(id),
        Filter.Exists exists => Values(element, exists.Path).Any(),
        Filter.Compare compare => Values(element, compare.Path).Any(value => Compares(value, compare.By, compare.Value)),
        Filter.OneOf oneOf => Values(element, oneOf.Path).Any(value => oneOf.Values.Any(each => Compares(value, Comparison.Equal, each))),
        Filter.Contains contains => Values(element, contains.Path).Any(value => value is JsonValue text && text.TryGetValue<string>(out var whole) && whole.Contains(contains.Text, StringComparison.Ordinal)),
        Filter.Any any => At(element, any.Path).OfType<JsonArray>().SelectMany(list => list).OfType<JsonObject>().Any(item => Holds(any.Element, item, id)),
        _ => throw new NotSupportedException(),
    };

    // What stands at the path, after going through every list on the way but not the last.
    private static IEnumerable<JsonNode> At(JsonNode from, string path) => path.Split('.', 2) switch
    {
        [var name] => from is JsonObject parent && parent[name] is { } found ? [found] : [],
        [var name, var rest] => from is JsonObject parent && parent[name] is { } next
            ? (next is JsonArray list ? list.OfType<JsonNode>() : [next]).SelectMany(item => At(item, rest))
            : [],
        _ => [],
    };

    private static IEnumerable<JsonNode> Values(JsonNode from, string path) =>
        At(from, path).SelectMany(found => found is JsonArray list ? list.OfType<JsonNode>() : [found]);

    private static bool Compares(JsonNode node, Comparison by, FieldValue value)
    {
        if (node is not JsonValue json)
        {
            return false;
        }

        int? order = value.Kind switch
        {
            FieldKind.Text or FieldKind.Time when json.TryGetValue<string>(out var text) => Sign(CodePoints(text), CodePoints(value.Text)),
            FieldKind.Number when json.TryGetValue<double>(out var number) => number.CompareTo(value.Number),
            FieldKind.Flag when json.TryGetValue<bool>(out var flag) => (flag ? 1.0 : 0).CompareTo(value.Number),
            _ => null,
        };
        return by switch
        {
            Comparison.Equal => order == 0,
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static int[] CodePoints(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];

    private static int Sign(int[] left, int[] right) => left.AsSpan().SequenceCompareTo(right);
}
