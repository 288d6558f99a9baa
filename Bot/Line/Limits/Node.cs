using System.Globalization;
using System.Text.Json;

namespace Bot.Line.Limits;

/// <summary>A place in the JSON under check. Knows its path and takes down what is wrong with it.</summary>
internal sealed class Node
{
    private readonly Node? _parent;
    private readonly string _step;
    private readonly List<LimitViolation> _violations;

    private Node(Node? parent, string step, JsonElement value, List<LimitViolation> violations)
    {
        _parent = parent;
        _step = step;
        Value = value;
        _violations = violations;
    }

    public JsonElement Value { get; }

    public IReadOnlyList<LimitViolation> Violations => _violations;

    /// <summary>The object's <c>type</c>; empty without one.</summary>
    public string Type => Has("type") && Value.GetProperty("type") is { ValueKind: JsonValueKind.String } type ? Read(type) ?? "" : "";

    private string Path => _parent is null ? _step : _parent.Path + _step;

    public static Node Root(JsonElement value, string name) => new(null, name, value, []);

    public void Fail(string message) => _violations.Add(new LimitViolation(Path, message));

    public void Fail(string name, string message) => Child(name).Fail(message);

    /// <summary>Whether the member is there; null counts as absent, as LINE has it.</summary>
    public bool Has(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null;

    /// <summary>The member as an object, or null; a required one that is absent and one that is no object are violations.</summary>
    public Node? Object(string name, bool required = true)
    {
        if (Has(name))
        {
            var child = Child(name);
            return child.IsObject() ? child : null;
        }

        if (required)
        {
            Fail(name, "must be specified");
        }

        return null;
    }

    public bool IsObject()
    {
        if (Value.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        Fail("Must be an object");
        return false;
    }

    /// <summary>The objects of a required array of so many.</summary>
    public IReadOnlyList<Node> Objects(string name, int min, int max)
    {
        if (Has(name))
        {
            return Child(name).Objects(min, max);
        }

        Fail(name, "must be specified");
        return [];
    }

    public IReadOnlyList<Node> Objects(int min, int max)
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            Fail("Must be an array");
            return [];
        }

        var length = Value.GetArrayLength();
        if (length < min || length > max)
        {
            Fail($"Size must be between {min} and {max}");
        }

        var items = new List<Node>(length);
        var index = 0;
        foreach (var item in Value.EnumerateArray())
        {
            var child = new Node(this, $"[{index++}]", item, _violations);
            if (child.IsObject())
            {
                items.Add(child);
            }
        }

        return items;
    }

    /// <summary>A required array of texts, not empty, each of which must be one of those that the words name.</summary>
    public void Texts(string name, Func<string, bool> fits, string words)
    {
        if (!Has(name) || Value.GetProperty(name) is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() == 0)
        {
            Fail(name, "Must be an array that is not empty");
        }
        else if (!array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && Read(item) is { } text && fits(text)))
        {
            Fail(name, $"Must be of the following values: [{words}]");
        }
    }

    /// <summary>A text of at most so many UTF-16 units. Null when absent or no text; only a required one may not be empty.</summary>
    public string? Text(string name, int max, bool required = true) => Text(name, max, required, text => text.Length);

    /// <summary>The same counted in grapheme clusters.</summary>
    public string? Graphemes(string name, int max, bool required = true) => Text(name, max, required, LineLimits.Graphemes);

    /// <summary>A text, however long.</summary>
    public string? Text(string name, bool required = true) => Text(name, int.MaxValue, required);

    public void OneOf(string name, bool required, params ReadOnlySpan<string> values)
    {
        if (Text(name, required) is { Length: > 0 } text && !values.Contains(text))
        {
            Fail(name, $"Must be one of the following values: [{string.Join(", ", values)}]");
        }
    }

    /// <summary>A whole number of at least this.</summary>
    public int? Number(string name, int min, bool required = true) => (int?)Whole(name, min, int.MaxValue, required);

    /// <summary>A whole number that may be too large for <see cref="Number"/>.</summary>
    public long? Long(string name, long min) => Whole(name, min, long.MaxValue, required: true);

    /// <summary>A required number of degrees, at most so many to either side.</summary>
    public void Degrees(string name, int most)
    {
        if (!Has(name))
        {
            Fail(name, "must be specified");
        }
        else if (Value.GetProperty(name) is not { ValueKind: JsonValueKind.Number } number || !number.TryGetDouble(out var degrees) || Math.Abs(degrees) > most)
        {
            Fail(name, string.Create(CultureInfo.InvariantCulture, $"Must be between -{most} and {most}"));
        }
    }

    /// <summary>True when the member is true; what is neither true nor false is a violation.</summary>
    public bool Flag(string name)
    {
        if (!Has(name))
        {
            return false;
        }

        var kind = Value.GetProperty(name).ValueKind;
        if (kind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Fail(name, "Must be true or false");
        }

        return kind == JsonValueKind.True;
    }

    /// <summary>The names of the object's members.</summary>
    public IReadOnlyList<string> Names()
    {
        try
        {
            return [.. Value.EnumerateObject().Select(member => member.Name)];
        }
        catch (InvalidOperationException)
        {
            // Half an emoji, as in Read.
            Fail("Must have names that are text");
            return [];
        }
    }

    private long? Whole(string name, long min, long max, bool required)
    {
        if (!Has(name))
        {
            if (required)
            {
                Fail(name, "must be specified");
            }

            return null;
        }

        if (Value.GetProperty(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && value >= min && value <= max)
        {
            return value;
        }

        Fail(name, string.Create(CultureInfo.InvariantCulture, $"Must be an integer of {min} or more"));
        return null;
    }

    private Node Child(string name) => new(this, $".{name}", Has(name) ? Value.GetProperty(name) : default, _violations);

    private string? Text(string name, int max, bool required, Func<string, int> length)
    {
        var text = "";
        if (Has(name))
        {
            if (Value.GetProperty(name) is not { ValueKind: JsonValueKind.String } value || Read(value) is not { } read)
            {
                Fail(name, "Must be a string");
                return null;
            }

            text = read;
        }

        if (text.Length == 0)
        {
            if (required)
            {
                Fail(name, "May not be empty");
            }

            return Has(name) ? text : null;
        }

        // Clusters are never more than units, so the dear count is rarely needed.
        if (text.Length > max && length(text) > max)
        {
            Fail(name, $"Length must be between 0 and {max}");
        }

        return text;
    }

    private static string? Read(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half an emoji (a lone surrogate) is valid JSON and no text.
            return null;
        }
    }
}
