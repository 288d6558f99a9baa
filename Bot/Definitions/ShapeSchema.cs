using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Definitions;

/// <summary>The JSON schema (draft 7, what YAML editors read) of a shape, so that editors complete keys and show mistakes.</summary>
public static class ShapeSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema of a file of this shape, as indented JSON that ends in a line feed.</summary>
    public static string Of<T>(string title) where T : Shape
    {
        var definitions = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        Define(typeof(T), definitions);
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["allOf"] = new JsonArray(Reference(typeof(T))),
            ["definitions"] = new JsonObject(definitions),
        }.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    private static void Define(Type type, SortedDictionary<string, JsonNode?> definitions)
    {
        if (definitions.ContainsKey(Name(type)))
        {
            return;
        }

        definitions[Name(type)] = null;
        var cases = type.GetCustomAttributes<CaseAttribute>(inherit: false).ToList();
        definitions[Name(type)] = type.IsAbstract ? OneOf(cases, definitions) : Group(type, definitions);
    }

    private static JsonObject OneOf(List<CaseAttribute> cases, SortedDictionary<string, JsonNode?> definitions)
    {
        foreach (var one in cases)
        {
            Define(one.Shape, definitions);
        }

        return new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray(cases[0].Key),
            ["properties"] = new JsonObject { [cases[0].Key] = new JsonObject { ["enum"] = new JsonArray([.. cases.Select(one => JsonValue.Create(one.Value))]) } },
            ["allOf"] = new JsonArray([.. cases.Select(one => new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { [one.Key] = new JsonObject { ["const"] = one.Value } }, ["required"] = new JsonArray(one.Key) },
                ["then"] = Reference(one.Shape),
            })]),
        };
    }

    private static JsonObject Group(Type type, SortedDictionary<string, JsonNode?> definitions)
    {
        var properties = new JsonObject();
        if (ShapeReader.CaseOf(type) is { } known)
        {
            properties[known.Key] = new JsonObject { ["const"] = known.Value };
        }

        foreach (var property in ShapeReader.PropertiesOf(type))
        {
            var schema = Value(property.PropertyType, definitions);
            Restrict(schema, property);
            properties[ShapeValue.Word(property.Name)] = schema;
        }

        var group = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. ShapeReader.PropertiesOf(type)
                .Where(property => property.IsDefined(typeof(RequiredMemberAttribute)))
                .Select(property => JsonValue.Create(ShapeValue.Word(property.Name)))]),
            ["properties"] = properties,
        };
        return type.GetCustomAttribute<ShorthandAttribute>() is { Property: var only }
            ? new() { ["oneOf"] = new JsonArray(Value(type.GetProperty(only)!.PropertyType, definitions), group) }
            : group;
    }

    private static JsonObject Value(Type type, SortedDictionary<string, JsonNode?> definitions)
    {
        if (ShapeValue.For(type) is { } single)
        {
            return single.Schema.DeepClone().AsObject();
        }

        if (ShapeReader.ItemOf(type) is { } item)
        {
            var list = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Value(item, definitions) };
            return ShapeValue.For(item) is null && !item.IsDefined(typeof(ShorthandAttribute))
                ? list
                : new() { ["oneOf"] = new JsonArray(list, Value(item, definitions)) };
        }

        Define(type, definitions);
        return new() { ["allOf"] = new JsonArray(Reference(type)) };
    }

    private static void Restrict(JsonObject schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<DescriptionAttribute>() is { } description)
        {
            schema["description"] = description.Description;
        }

        if (property.GetCustomAttribute<PatternAttribute>() is { } pattern)
        {
            schema["pattern"] = pattern.Regex;
        }

        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            schema["minimum"] = JsonValue.Create(Convert.ToDouble(range.Minimum, null));
            schema["maximum"] = JsonValue.Create(Convert.ToDouble(range.Maximum, null));
        }
    }

    private static string Name(Type type) => ShapeValue.Word(type.Name.EndsWith("Yaml", StringComparison.Ordinal) ? type.Name[..^4] : type.Name);

    private static JsonObject Reference(Type type) => new() { ["$ref"] = $"#/definitions/{Name(type)}" };
}
