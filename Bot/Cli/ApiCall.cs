using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bot.Cli;

/// <summary>A command that is one call of the REST API: placeholders of the path are its first arguments, fields its body.</summary>
internal static partial class ApiCall
{
    /// <summary>Makes the command. Without fields a POST or PUT goes out without a body that anyone reads.</summary>
    public static Command Create(HttpMethod method, string name, string path, string description, params IReadOnlyList<Field> fields)
    {
        var command = new Command(name, description);
        var places = Placeholder().Matches(path).Select(match => new Argument<string>(match.Groups[1].Value)).ToList();
        places.ForEach(command.Add);
        var values = fields.Select(field => (Field: field, Read: field.AddTo(command))).ToList();
        command.SetAction((parsed, ct) => ApiConnection.Send(parsed, method, Fill(path, places, parsed), BodyOf(method, values, parsed), ct));
        return command;
    }

    public static Command Get(string name, string path, string description) => Create(HttpMethod.Get, name, path, description);

    public static Command Post(string name, string path, string description, params IReadOnlyList<Field> fields) => Create(HttpMethod.Post, name, path, description, fields);

    public static Command Put(string name, string path, string description, params IReadOnlyList<Field> fields) => Create(HttpMethod.Put, name, path, description, fields);

    public static Command Delete(string name, string path, string description) => Create(HttpMethod.Delete, name, path, description);

    private static string Fill(string path, List<Argument<string>> places, ParseResult parsed) =>
        places.Aggregate(path, (filled, place) => filled.Replace($"{{{place.Name}}}", Uri.EscapeDataString(parsed.GetRequiredValue(place)), StringComparison.Ordinal));

    private static JsonObject? BodyOf(HttpMethod method, List<(Field Field, Func<ParseResult, JsonNode?> Read)> values, ParseResult parsed)
    {
        if (method == HttpMethod.Get || method == HttpMethod.Delete)
        {
            return null;
        }

        var body = new JsonObject();
        foreach (var (field, read) in values)
        {
            if (read(parsed) is { } value)
            {
                body[field.Name] = value;
            }
        }

        return body;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}

/// <summary>A field of a call's body: an argument, or an option named like it (<c>percentOff</c> is <c>--percent-off</c>).</summary>
internal sealed record Field(string Name, string Description)
{
    /// <summary>Said without naming it, after the arguments of the path.</summary>
    public bool Positional { get; init; }

    /// <summary>Whether it is a number in JSON.</summary>
    public bool Number { get; init; }

    public Func<ParseResult, JsonNode?> AddTo(Command command)
    {
        if (Number)
        {
            var number = new Option<double?>(OptionName) { Description = Description };
            command.Add(number);
            return parsed => parsed.GetValue(number) is { } value ? JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture)) : null;
        }

        if (Positional)
        {
            var argument = new Argument<string>(Name) { Description = Description };
            command.Add(argument);
            return parsed => parsed.GetValue(argument);
        }

        var option = new Option<string?>(OptionName) { Description = Description };
        command.Add(option);
        return parsed => parsed.GetValue(option);
    }

    private string OptionName => "--" + string.Concat(Name.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
