using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bot.Admin;

/// <summary>
/// A JSON document that is edited by a form. The name of a field is the path of what it says (<c>messages[0].text</c>), so a
/// problem at a path stands at its field. A field that comes back as it was shown changes nothing: what the form cannot show,
/// or a browser cannot send, is kept as it was.
/// </summary>
internal static partial class JsonForm
{
    // A condition may nest a hundred times, two levels of JSON each.
    private const int Deepest = 400;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = Deepest, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What stands at a path; null: nothing.</summary>
    public static JsonNode? At(JsonNode? root, string path) => Steps(path).Aggregate(root, (node, step) => Step(node, step));

    /// <summary>What a field shows of it: a text as it is, a list or object as JSON, nothing as an empty field.</summary>
    public static string Shown(JsonNode? node) => node switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value => value.ToJsonString(),
        _ => node.ToJsonString(Indented),
    };

    /// <summary>The id of the control for a path.</summary>
    public static string IdOf(string path) => NotOfAnId().Replace(path, "-").TrimEnd('-');

    /// <summary>
    /// Writes what came back in a field. An empty field takes its member away, and objects that get empty by it.
    /// <paramref name="read"/> makes JSON of the words; where it makes none they stay as typed.
    /// </summary>
    public static void Write(JsonObject root, string path, string written, Func<string, JsonNode?>? read = null)
    {
        // Browsers write the end of a line as two characters.
        var words = written.ReplaceLineEndings("\n");
        if (words == Shown(At(root, path)).ReplaceLineEndings("\n"))
        {
            return;
        }

        if (words.Length == 0)
        {
            Take(root, path);
        }
        else
        {
            Put(root, path, read?.Invoke(words) ?? JsonValue.Create(words));
        }
    }

    /// <summary>Puts something at a path, with the objects on the way to it. What cannot be reached is left alone.</summary>
    public static void Put(JsonObject root, string path, JsonNode? value)
    {
        var steps = Steps(path).ToList();
        JsonNode node = root;
        foreach (var (step, next) in steps.Zip(steps.Skip(1)))
        {
            if (Step(node, step) is not { } inner)
            {
                inner = next is int ? new JsonArray() : new JsonObject();
                if (node is not JsonObject owner || step is not string name)
                {
                    return;
                }

                owner[name] = inner;
            }

            node = inner;
        }

        switch (node, steps[^1])
        {
            case (JsonObject owner, string name):
                owner[name] = value;
                break;
            case (JsonArray list, int index) when index < list.Count:
                list[index] = value;
                break;
            case (JsonArray list, int index) when index == list.Count:
                list.Add(value);
                break;
        }
    }

    /// <summary>Takes away what stands at a path, and the objects that get empty by it.</summary>
    public static void Take(JsonObject root, string path)
    {
        var (owner, last) = Owner(root, path);
        if (owner is JsonObject fields && last is string name)
        {
            fields.Remove(name);
            if (fields.Count == 0 && fields.Parent is JsonObject && Above(path) is { } above)
            {
                Take(root, above);
            }
        }
        else if (owner is JsonArray list && last is int index && index < list.Count)
        {
            list.RemoveAt(index);
        }
    }

    /// <summary>Adds to the list at a path, which is made where there is none. The path of what was added.</summary>
    public static string Add(JsonObject root, string path, JsonNode item)
    {
        if (At(root, path) is not JsonArray list)
        {
            list = [];
            Put(root, path, list);
        }

        list.Add(item);
        return $"{path}[{list.Count - 1}]";
    }

    /// <summary>Moves an item of a list by so many places, as far as there are. Where it stands then.</summary>
    public static string Move(JsonObject root, string path, int by)
    {
        if (Owner(root, path) is not (JsonArray list, int from) || from >= list.Count)
        {
            return path;
        }

        var to = Math.Clamp(from + by, 0, list.Count - 1);
        var item = list[from];
        list.RemoveAt(from);
        list.Insert(to, item);
        return $"{path[..path.LastIndexOf('[')]}[{to}]";
    }

    /// <summary>A number as people type it, also in full-width digits; null: it is none.</summary>
    public static JsonNode? Number(string words) =>
        decimal.TryParse(words.Normalize(NormalizationForm.FormKC).Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : null;

    /// <summary>JSON as somebody wrote it; null: it is none.</summary>
    public static JsonNode? Json(string words)
    {
        try
        {
            return JsonNode.Parse(words, documentOptions: new() { MaxDepth = Deepest });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (JsonNode? Owner, object Last) Owner(JsonNode root, string path)
    {
        var steps = Steps(path).ToList();
        return (steps.SkipLast(1).Aggregate((JsonNode?)root, Step), steps[^1]);
    }

    private static string? Above(string path) => path.LastIndexOfAny(['.', '[']) is > 0 and var end ? path[..end] : null;

    private static JsonNode? Step(JsonNode? node, object step) => (node, step) switch
    {
        (JsonObject owner, string name) => owner[name],
        (JsonArray list, int index) when index < list.Count => list[index],
        _ => null,
    };

    private static IEnumerable<object> Steps(string path) => PathSteps().Matches(path)
        .Select(step => step.Groups["index"] is { Success: true } index && int.TryParse(index.Value, CultureInfo.InvariantCulture, out var at) ? (object)at : step.Value.Trim('.', '[', ']'));

    [GeneratedRegex(@"\[(?<index>[0-9]{1,6})\]|[^.\[\]]+")]
    private static partial Regex PathSteps();

    [GeneratedRegex("[^a-zA-Z0-9]+")]
    private static partial Regex NotOfAnId();
}
