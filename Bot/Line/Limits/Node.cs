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

    /// <summary>Takes down what is wrong here: as LINE says it, and as people are told.</summary>
    public void Fail(string message, Words words) => _violations.Add(new LimitViolation(Path, message, words));

    /// <inheritdoc cref="Fail(string, Words)"/>
    public void Fail(string name, string message, Words words) => Child(name).Fail(message, words);

    /// <summary>Takes down that a member has to be filled in.</summary>
    public void Missing(string name, string message) => Fail(name, message, new("入力してください。", "Fill this in."));

    /// <summary>Takes down that there are too few here, or too many.</summary>
    public void WrongSize(int min, int max) =>
        Fail($"Size must be between {min} and {max}", min == max
            ? new($"{min}個にしてください。", $"There must be {min}.")
            : new($"{min}~{max}個にしてください。", $"There must be {min} to {max}."));

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
            Missing(name, "must be specified");
        }

        return null;
    }

    public bool IsObject()
    {
        if (Value.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        Fail("Must be an object", new("{ から } までの JSON にしてください。", "Write JSON from { to }."));
        return false;
    }

    /// <summary>The objects of a required array of so many.</summary>
    public IReadOnlyList<Node> Objects(string name, int min, int max)
    {
        if (Has(name))
        {
            return Child(name).Objects(min, max);
        }

        Missing(name, "must be specified");
        return [];
    }

    public IReadOnlyList<Node> Objects(int min, int max)
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            Fail("Must be an array", new("[ から ] までの並びにしてください。", "Write a list, from [ to ]."));
            return [];
        }

        var length = Value.GetArrayLength();
        if (length < min || length > max)
        {
            WrongSize(min, max);
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
            Fail(name, "Must be an array that is not empty", new("[ から ] までの並びにして、1つ以上書いてください。", "Write a list, from [ to ], with something in it."));
        }
        else if (!array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && Read(item) is { } text && fits(text)))
        {
            Fail(name, $"Must be of the following values: [{words}]", Among(words));
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
            var words = string.Join(", ", values);
            Fail(name, $"Must be one of the following values: [{words}]", Among(words));
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
            Missing(name, "must be specified");
        }
        else if (Value.GetProperty(name) is not { ValueKind: JsonValueKind.Number } number || !number.TryGetDouble(out var degrees) || Math.Abs(degrees) > most)
        {
            Fail(name, $"Must be between -{most} and {most}", new($"-{most}~{most}の数字を書いてください。", $"Write a number from -{most} to {most}."));
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
            Fail(name, "Must be true or false", new("true か false にしてください(引用符は付けません)。", "Write true or false, without quotation marks."));
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
            Fail("Must have names that are text", new("項目の名前に、文字として読めないものがあります。名前を書き直してください。", "A name in it cannot be read as text. Write it anew."));
            return [];
        }
    }

    private long? Whole(string name, long min, long max, bool required)
    {
        if (!Has(name))
        {
            if (required)
            {
                Missing(name, "must be specified");
            }

            return null;
        }

        if (Value.GetProperty(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && value >= min && value <= max)
        {
            return value;
        }

        var least = min.ToString(CultureInfo.InvariantCulture);
        Fail(name, $"Must be an integer of {least} or more", new($"{least}以上の整数を数字で書いてください。", $"Write a whole number of {least} or more."));
        return null;
    }

    private static Words Among(string words) => new($"次のどれかにしてください: {words}", $"One of: {words}");

    private Node Child(string name) => new(this, $".{name}", Has(name) ? Value.GetProperty(name) : default, _violations);

    private string? Text(string name, int max, bool required, Func<string, int> length)
    {
        var text = "";
        if (Has(name))
        {
            if (Value.GetProperty(name) is not { ValueKind: JsonValueKind.String } value || Read(value) is not { } read)
            {
                Fail(name, "Must be a string", new("文字で書いてください。文字は \" と \" で囲みます。", "Write a text, between quotation marks."));
                return null;
            }

            text = read;
        }

        if (text.Length == 0)
        {
            if (required)
            {
                Missing(name, "May not be empty");
            }

            return Has(name) ? text : null;
        }

        // Clusters are never more than units, so the dear count is rarely needed.
        if (text.Length > max && length(text) > max)
        {
            Fail(name, $"Length must be between 0 and {max}", new($"{max}文字までにしてください。", $"At most {max} characters."));
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
