using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bot.Cli;

/// <summary>
/// A command that is one call of the REST API: placeholders of the path are its first arguments, fields its body, or its query where
/// it has none.
/// </summary>
internal sealed partial class ApiCall : Command
{
    private readonly List<Argument<string>> _places;
    private readonly List<(Field Field, Func<ParseResult, JsonNode?> Read)> _values;

    private ApiCall(HttpMethod method, string name, string path, string description, IEnumerable<Field> fields)
        : base(name, description)
    {
        (Method, Path) = (method, path);
        _places = [.. Placeholder().Matches(path).Select(match => new Argument<string>(match.Groups[1].Value))];
        _places.ForEach(Add);
        _values = [.. fields.Select(field => (field, field.AddTo(this)))];
    }

    /// <summary>How the API is asked.</summary>
    public HttpMethod Method { get; }

    /// <summary>What of the API, with placeholders in braces.</summary>
    public string Path { get; }

    public static Command Get(string name, string path, string description, params IReadOnlyList<Field> fields) => Bodiless(HttpMethod.Get, name, path, description, fields);

    public static Command Delete(string name, string path, string description, params IReadOnlyList<Field> fields) => Bodiless(HttpMethod.Delete, name, path, description, fields);

    public static Command Post(string name, string path, string description, params IReadOnlyList<Field> fields) => WithBody(HttpMethod.Post, name, path, description, fields);

    public static Command Put(string name, string path, string description, params IReadOnlyList<Field> fields) => WithBody(HttpMethod.Put, name, path, description, fields);

    /// <summary>A call whose answer is a file, written where <c>--out</c> says, or else to standard output.</summary>
    public static Command Download(string name, string path, string description, params IReadOnlyList<Field> fields)
    {
        var call = new ApiCall(HttpMethod.Get, name, path, description, fields);
        var file = new Option<string?>("--out") { Description = "The file to write; standard output, unless said" };
        call.Add(file);
        call.SetAction((parsed, ct) => ApiConnection.Fetch(parsed, call.Filled(parsed) + call.Query(parsed), parsed.GetValue(file), ct));
        return call;
    }

    /// <summary>A call that sends a file; the query's <c>file</c> is its name.</summary>
    public static Command Upload(string name, string path, string description, params IReadOnlyList<Field> fields)
    {
        var call = new ApiCall(HttpMethod.Post, name, path, description, fields);
        var file = new Argument<FileInfo>("file").AcceptExistingOnly();
        call.Add(file);
        call.SetAction(async (parsed, ct) =>
        {
            var sent = parsed.GetRequiredValue(file);
            await using var content = sent.OpenRead();
            var address = new QueryString(call.Query(parsed)).Add("file", sent.Name);
            return await ApiConnection.Send(parsed, HttpMethod.Post, call.Filled(parsed) + address, new StreamContent(content), ifMatch: null, ct);
        });
        return call;
    }

    private static ApiCall Bodiless(HttpMethod method, string name, string path, string description, IReadOnlyList<Field> fields)
    {
        var call = new ApiCall(method, name, path, description, fields);
        call.SetAction((parsed, ct) => ApiConnection.Send(parsed, method, call.Filled(parsed) + call.Query(parsed), body: null, ct));
        return call;
    }

    // Without fields it goes out with a body that nobody reads.
    private static ApiCall WithBody(HttpMethod method, string name, string path, string description, IReadOnlyList<Field> fields)
    {
        var call = new ApiCall(method, name, path, description, fields);
        call.SetAction((parsed, ct) => ApiConnection.Send(parsed, method, call.Filled(parsed), call.Body(parsed), ct));
        return call;
    }

    private string Filled(ParseResult parsed) =>
        _places.Aggregate(Path, (filled, place) => filled.Replace($"{{{place.Name}}}", Uri.EscapeDataString(parsed.GetRequiredValue(place)), StringComparison.Ordinal));

    private string Query(ParseResult parsed) =>
        QueryString.Create(Said(parsed).Select(value => KeyValuePair.Create(value.Name, (string?)value.Value.ToString()))).Value ?? "";

    private JsonObject Body(ParseResult parsed) => new(Said(parsed).Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Value)));

    private IEnumerable<(string Name, JsonNode Value)> Said(ParseResult parsed)
    {
        foreach (var (field, read) in _values)
        {
            if (read(parsed) is { } value)
            {
                yield return (field.Name, value);
            }
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}

/// <summary>A field of a call's body or query: an argument, or an option named like it (<c>percentOff</c> is <c>--percent-off</c>).</summary>
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
