using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Bot.Definitions;

/// <summary>
/// Reads a definition file into its shape. Everything wrong is added to the problems; what could be read is returned all
/// the same (texts that could not be read are empty, lists shorter), so that later checks can find more.
/// </summary>
public static class ShapeReader
{
    /// <summary>The file as this shape, or null when it is not even a group of keys.</summary>
    public static T? Read<T>(YamlFile file, Problems problems) where T : Shape =>
        YamlParser.Parse(file, problems) is { } root ? (T?)Shape(typeof(T), root, "The file", problems) : null;

    private static Shape? Shape(Type type, YamlNode node, LintText what, Problems problems)
    {
        if (type.GetCustomAttribute<ShorthandAttribute>() is { Property: var only }
            && (node is YamlScalar { IsNothing: false } || (node is YamlList && ItemOf(type.GetProperty(only)!.PropertyType) is not null)))
        {
            node = new YamlMap([new YamlEntry(ShapeValue.Word(only), node.Place, node)], node.Place);
        }

        if (node is not YamlMap map)
        {
            problems.Add(node.Place, LintRule.WrongValue, $"{what} must be a group of keys, not {node.Called}.", $"Write keys such as '{KeysOf(type).FirstOrDefault()}: …' under it.");
            return null;
        }

        if (type.IsAbstract)
        {
            if (CaseOf(type, map, what, problems) is not { } shape)
            {
                return null;
            }

            type = shape;
        }

        return Fill((Shape)Activator.CreateInstance(type, nonPublic: true)!, map, what, problems);
    }

    private static Type? CaseOf(Type type, YamlMap map, LintText what, Problems problems)
    {
        var cases = type.GetCustomAttributes<CaseAttribute>(inherit: false).ToList();
        var key = cases[0].Key;
        var words = cases.ConvertAll(one => one.Value);
        switch (map.Entries.FirstOrDefault(entry => entry.Key == key)?.Value)
        {
            case YamlScalar { IsNothing: false } said when cases.Find(one => one.Value == said.Text) is { } found:
                return found.Shape;
            case null:
                problems.Add(map.Place, LintRule.MissingKey, $"{what} lacks '{key}'.", $"Add '{key}: {words[0]}' (or {string.Join(", ", words.Skip(1))}).");
                return null;
            case var wrong:
                problems.Add(wrong.Place, LintRule.WrongValue, $"'{key}' must be one of {string.Join(", ", words)}, not {wrong.Called}.", NearestWord.To((wrong as YamlScalar)?.Text ?? "", words) is { } near ? (LintText)$"Did you mean '{near}'?" : "Write one of these words.");
                return null;
        }
    }

    private static Shape Fill(Shape shape, YamlMap map, LintText what, Problems problems)
    {
        shape.Place = map.Place;
        var discriminator = CaseOf(shape.GetType())?.Key;
        var properties = PropertiesOf(shape.GetType()).ToDictionary(property => ShapeValue.Word(property.Name));
        foreach (var entry in map.Entries.Where(entry => entry.Key != discriminator && !properties.ContainsKey(entry.Key)))
        {
            problems.Add(entry.Place, LintRule.UnknownKey, $"The key '{entry.Key}' is not known here.", NearestWord.Hint(entry.Key, properties.Keys));
        }

        foreach (var (key, property) in properties)
        {
            var required = property.IsDefined(typeof(RequiredMemberAttribute));
            var entry = map.Entries.FirstOrDefault(entry => entry.Key == key);
            if (entry is null or { Value: YamlScalar { IsNothing: true } })
            {
                if (required)
                {
                    problems.Add(entry?.Place ?? map.Place, LintRule.MissingKey, $"{what} lacks '{key}'.", $"Add '{key}: {ExampleOf(property)}'.");
                    Set(shape, property, Blank(property.PropertyType));
                }

                continue;
            }

            shape.PlacesOfProperties[property.Name] = entry.Value.Place;
            var value = Value(shape, property, property.PropertyType, entry.Value, key, problems);
            Set(shape, property, value ?? (required ? Blank(property.PropertyType) : null));
        }

        return shape;
    }

    private static object? Value(Shape owner, PropertyInfo property, Type type, YamlNode node, string key, Problems problems)
    {
        if (ShapeValue.For(type) is { } single)
        {
            return Single(property, single, node, key, problems);
        }

        if (ItemOf(type) is { } item)
        {
            return List(owner, property, item, node, key, problems);
        }

        return Shape(type, node, $"'{key}'", problems);
    }

    private static object? Single(PropertyInfo property, ShapeValue single, YamlNode node, string key, Problems problems)
    {
        if (node is not YamlScalar { IsNothing: false } scalar || single.Read(scalar.Text) is not { } value)
        {
            problems.Add(node.Place, LintRule.WrongValue, $"'{key}' must be {single.Expected}, not {node.Called}.", Instead(single, (node as YamlScalar)?.Text ?? "", key));
            return null;
        }

        if (value is string text && string.IsNullOrWhiteSpace(text))
        {
            problems.Add(node.Place, LintRule.Empty, $"'{key}' is empty.", "Write something, or remove the key.");
        }
        else if (property.GetCustomAttribute<PatternAttribute>() is { } pattern && !Regex.IsMatch((string)value, pattern.Regex, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            problems.Add(node.Place, LintRule.WrongValue, $"'{key}' must be {LintText.Quoting(pattern.Words)}, not {node.Called}.", "Write it in this form.");
        }
        else if (property.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
        {
            problems.Add(node.Place, LintRule.OutOfRange, $"'{key}' must be from {range.Minimum} to {range.Maximum}, not {node.Called}.", $"Write for example '{key}: {range.Minimum}'.");
        }

        return value;
    }

    private static LintText Instead(ShapeValue single, string written, string key) =>
        NearestWord.To(written, single.Words) is { } near ? (LintText)$"Did you mean '{near}'?"
        : key.EndsWith(']') ? (LintText)$"Write for example '- {single.Example}'."
        : $"Write for example '{key}: {single.Example}'.";

    private static IList List(Shape owner, PropertyInfo property, Type item, YamlNode node, string key, Problems problems)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        var nodes = node switch
        {
            YamlList many => many.Items,
            YamlScalar when ShapeValue.For(item) is not null || item.IsDefined(typeof(ShorthandAttribute)) => [node],
            YamlMap when item.IsDefined(typeof(ShorthandAttribute)) => [node],
            _ => null,
        };
        if (nodes is null)
        {
            problems.Add(node.Place, LintRule.WrongValue, $"'{key}' must be a list, not {node.Called}.", "Start each item in a line of its own with '- '.");
            return list;
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            var value = Value(owner, property, item, nodes[i], $"{key}[{i + 1}]", problems);
            if (value is not null)
            {
                owner.PlacesOfProperties[$"{property.Name}[{list.Count}]"] = nodes[i].Place;
                list.Add(value);
            }
        }

        if (list.Count == 0 && nodes.Count == 0)
        {
            problems.Add(node.Place, LintRule.Empty, $"'{key}' is an empty list.", "Add an item, or remove the key.");
        }

        return list;
    }

    /// <summary>The case of an abstract shape that a shape is, or null.</summary>
    internal static CaseAttribute? CaseOf(Type shape)
    {
        for (var ancestor = shape.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.GetCustomAttributes<CaseAttribute>(inherit: false).FirstOrDefault(one => one.Shape == shape) is { } known)
            {
                return known;
            }
        }

        return null;
    }

    internal static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.DeclaringType != typeof(Shape) && property.SetMethod is not null);

    internal static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    private static IEnumerable<string> KeysOf(Type type) => PropertiesOf(type).Select(property => ShapeValue.Word(property.Name));

    private static string ExampleOf(PropertyInfo property) => ShapeValue.For(property.PropertyType)?.Example ?? "…";

    private static void Set(Shape shape, PropertyInfo property, object? value)
    {
        if (value is not null)
        {
            property.SetValue(shape, value);
        }
    }

    // Something harmless in place of what could not be read, so that nobody meets a null in a required property.
    private static object? Blank(Type type) =>
        type == typeof(string) ? ""
        : ItemOf(type) is { } item ? Activator.CreateInstance(typeof(List<>).MakeGenericType(item))
        : type.IsValueType ? Activator.CreateInstance(type)
        : type.IsAbstract ? null
        : BlankShape(type);

    private static Shape BlankShape(Type type)
    {
        var shape = (Shape)Activator.CreateInstance(type, nonPublic: true)!;
        foreach (var property in PropertiesOf(type).Where(property => property.IsDefined(typeof(RequiredMemberAttribute))))
        {
            Set(shape, property, Blank(property.PropertyType));
        }

        return shape;
    }
}
