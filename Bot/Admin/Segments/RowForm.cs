using System.Text.Json.Nodes;
using Bot.Conditions;
using Bot.Conditions.Rows;

namespace Bot.Admin.Segments;

/// <summary>The rows of a condition as a form: what was chosen and typed, finished or not, by the paths of its JSON.</summary>
public sealed class RowForm
{
    /// <summary>The field with the rows as they were.</summary>
    public const string Base = "rowsBase";

    private const string Root = "rows";

    private readonly JsonObject _root;

    private RowForm(JsonObject root, string? focus = null) => (_root, Focus) = (root, focus);

    /// <summary>The id of the control to go on at; null: none.</summary>
    public string? Focus { get; }

    /// <summary>The rows as they stand.</summary>
    public ConditionRow Rows => Row(_root[Root]);

    /// <summary>The rows as the form sends them back.</summary>
    public string Written => _root[Root]!.ToJsonString();

    /// <summary>The rows of a condition; of none, a group with one row to fill in.</summary>
    public static RowForm Of(Condition? condition) =>
        new(new JsonObject { [Root] = Json(condition is null ? new ConditionRow { What = ConditionRow.Group, Parts = [New("tag")] } : ConditionRows.Of(condition)) });

    /// <summary>Reads what a form sent, and does what its button asks.</summary>
    public static RowForm Read(IEnumerable<KeyValuePair<string, string>> fields, string? pressed)
    {
        var sent = fields.GroupBy(field => field.Key, StringComparer.Ordinal).ToDictionary(field => field.Key, field => field.Last().Value, StringComparer.Ordinal);
        var root = new JsonObject { [Root] = JsonForm.Json(sent.GetValueOrDefault(Base) ?? "") is JsonObject rows ? rows : Json(new ConditionRow { What = ConditionRow.Group }) };
        var changed = sent
            .Where(field => field.Key.StartsWith(Root + ".", StringComparison.Ordinal) && field.Value.ReplaceLineEndings("\n") != JsonForm.Shown(JsonForm.At(root, field.Key)))
            .OrderBy(field => !field.Key.EndsWith(".what", StringComparison.Ordinal))
            .ToList();
        foreach (var (path, words) in changed)
        {
            if (path.EndsWith(".what", StringComparison.Ordinal))
            {
                // What is tested decides which fields there are: the others begin anew.
                JsonForm.Put(root, path[..^".what".Length], Json(New(words) with { Not = JsonForm.Shown(JsonForm.At(root, path[..^".what".Length] + ".not")).Length > 0 }));
            }
            else
            {
                JsonForm.Write(root, path, words);
            }
        }

        return new RowForm(root, Press(root, pressed));
    }

    private static string? Press(JsonObject root, string? pressed)
    {
        if ((pressed ?? "").Split(' ', 2) is not [var verb, var path] || !path.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var focus = verb switch
        {
            "row" => JsonForm.Add(root, $"{path}.parts", Json(New("tag"))) + "-what",
            "group" => JsonForm.Add(root, $"{path}.parts", Json(new ConditionRow { What = ConditionRow.Group, Any = true, Parts = [New("tag")] })) + "-parts-0-what",
            "remove" when path.EndsWith(']') => Remove(root, path),
            "up" when path.EndsWith(']') => JsonForm.Move(root, path, -1) + "-up",
            "down" when path.EndsWith(']') => JsonForm.Move(root, path, 1) + "-down",
            _ => null,
        };
        return focus is null ? null : JsonForm.IdOf(focus);
    }

    private static string Remove(JsonObject root, string path)
    {
        JsonForm.Take(root, path);
        return path[..path.LastIndexOf(".parts", StringComparison.Ordinal)] + "-row";
    }

    private static ConditionRow New(string what) => what switch
    {
        "attribute" => new() { What = what, How = "is" },
        "answer" => new() { What = what, How = "in" },
        "survey" => new() { What = what, Value = "completed" },
        "coupon" => new() { What = what, Value = "unused" },
        "status" => new() { What = what, Value = "following" },
        "followed" or "last_message" or "first_seen" or "blocked_at" => new() { What = what, How = "before", Value = "90", Unit = "daysAgo" },
        "completed" or "started" or "redeemed" or "issued" or "expires" => new() { What = what, How = "known" },
        _ => new() { What = what },
    };

    private static ConditionRow Row(JsonNode? node)
    {
        string Word(string name) => JsonForm.Shown((node as JsonObject)?[name]);
        var how = Word("how");
        return new()
        {
            What = Word("what"),
            Not = Word("not").Length > 0,
            Any = Word("any").Length > 0,
            Parts = [.. ((node as JsonObject)?["parts"] as JsonArray ?? []).Select(Row)],
            Name = Word("name"),
            How = how,
            Value = Word("value"),
            Unit = Counted(Word("unit"), how),
            To = Word("to"),
            ToUnit = Counted(Word("toUnit"), how),
        };
    }

    // Who has just chosen a comparison of days counts days unless they choose something else.
    private static string Counted(string unit, string how) => unit.Length == 0 && RowWords.Days.Contains(how) ? "daysAgo" : unit;

    private static JsonObject Json(ConditionRow row)
    {
        var json = new JsonObject { ["what"] = row.What };
        foreach (var (name, words) in new[]
        {
            ("not", row.Not ? "not" : ""), ("any", row.Any ? "any" : ""), ("name", row.Name), ("how", row.How), ("value", row.Value), ("unit", row.Unit), ("to", row.To), ("toUnit", row.ToUnit),
        })
        {
            if (words.Length > 0)
            {
                json[name] = words;
            }
        }

        if (row.What == ConditionRow.Group)
        {
            json["parts"] = new JsonArray([.. row.Parts.Select(Json)]);
        }

        return json;
    }
}
