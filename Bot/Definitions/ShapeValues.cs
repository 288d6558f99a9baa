using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bot.Definitions;

/// <summary>How a single value of each type is written: the reading, the words for an error, and the schema.</summary>
internal sealed partial record ShapeValue(LintText Expected, string Example, Func<string, object?> Read, JsonObject Schema)
{
    private static readonly Dictionary<Type, ShapeValue> Known = new()
    {
        [typeof(string)] = new("text", "…", text => text, new() { ["type"] = new JsonArray("string", "number", "boolean") }),
        [typeof(bool)] = new("true or false", "true", text => text switch { "true" => true, "false" => false, _ => null }, new() { ["type"] = "boolean" }),
        [typeof(int)] = new(
            "a whole number",
            "3",
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            new() { ["type"] = "integer" }),
        [typeof(double)] = new(
            "a number",
            "2.5",
            text => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
            new() { ["type"] = "number" }),
        [typeof(DateOnly)] = new(
            "a date",
            "2026-12-31",
            text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            new() { ["type"] = "string", ["format"] = "date" }),
        [typeof(TimeOnly)] = new(
            "a time of day",
            "09:30",
            text => TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
            new() { ["type"] = "string", ["pattern"] = "^[0-9]{1,2}:[0-9]{2}$" }),
        [typeof(DateTime)] = new(
            "a date, or a date and time of the shop's clock",
            "2026-12-31 23:59",
            text => DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
            new() { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$" }),
        [typeof(TimeSpan)] = new(
            "a length of time",
            "24h",
            text => Duration(text),
            new() { ["type"] = "string", ["pattern"] = "^[0-9]+ ?(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|秒|分|時間|日|日間|週間)$" }),
    };

    /// <summary>The words to choose from, where these are all there is.</summary>
    public IReadOnlyCollection<string> Words { get; private init; } = [];

    /// <summary>The way of a type, or null when it is no single value.</summary>
    public static ShapeValue? For(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Choice(type) : Known.GetValueOrDefault(type);
    }

    /// <summary>A C# name as it is written in YAML: <c>TagGroup</c> is <c>tag-group</c>.</summary>
    public static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static ShapeValue Choice(Type type)
    {
        var words = Enum.GetNames(type).ToDictionary(Word, name => Enum.Parse(type, name));
        return new(
            $"one of {string.Join(", ", words.Keys)}",
            words.Keys.First(),
            text => words.GetValueOrDefault(text),
            new() { ["enum"] = new JsonArray([.. words.Keys.Select(word => JsonValue.Create(word))]) })
        {
            Words = words.Keys,
        };
    }

    private static object? Duration(string text)
    {
        if (DurationText().Match(text) is not { Success: true, Groups: var parts } || !int.TryParse(parts[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        var unit = parts[2].Value switch
        {
            "s" or "sec" or "second" or "seconds" or "秒" => TimeSpan.FromSeconds(1),
            "m" or "min" or "minute" or "minutes" or "分" => TimeSpan.FromMinutes(1),
            "h" or "hour" or "hours" or "時間" => TimeSpan.FromHours(1),
            "d" or "day" or "days" or "日" or "日間" => TimeSpan.FromDays(1),
            _ => TimeSpan.FromDays(7),
        };
        return count <= TimeSpan.FromDays(36_500) / unit ? unit * count : null;
    }

    [GeneratedRegex("^([0-9]{1,9}) ?(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|秒|分|時間|日|日間|週間)$")]
    private static partial Regex DurationText();
}
