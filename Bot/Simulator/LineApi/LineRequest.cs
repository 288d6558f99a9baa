using System.Text;
using System.Text.Json;

namespace Bot.Simulator.LineApi;

/// <summary>A call of the bot, read whole.</summary>
internal sealed record LineRequest(HttpContext Http, string RequestId, ReadOnlyMemory<byte> Body)
{
    public string? RetryKey => Http.Request.Headers.TryGetValue("X-Line-Retry-Key", out var key) ? key.ToString() : null;

    /// <summary>The origin the bot called, for addresses in answers.</summary>
    public string Origin => $"{Http.Request.Scheme}://{Http.Request.Host}";

    public string Route(string name) => Http.Request.RouteValues[name] as string ?? "";

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The body as a JSON object, or LINE's complaint.</summary>
    public bool TryReadJson(out JsonElement json, out LineAnswer complaint)
    {
        complaint = LineAnswer.Empty;
        try
        {
            var reader = new Utf8JsonReader(Body.Span);
            json = JsonElement.ParseValue(ref reader);
            if (!reader.Read() && json.ValueKind == JsonValueKind.Object)
            {
                return true;
            }

            complaint = LineAnswer.Error(400, "The request body could not be parsed as JSON (line: 1, column: 1)");
        }
        catch (JsonException problem)
        {
            json = default;
            complaint = LineAnswer.Error(400, $"The request body could not be parsed as JSON (line: {problem.LineNumber + 1}, column: {problem.BytePositionInLine + 1})");
        }

        return false;
    }

    /// <summary>The members of an <c>application/x-www-form-urlencoded</c> body.</summary>
    public IReadOnlyDictionary<string, string> Form() =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Encoding.UTF8.GetString(Body.Span))
            .ToDictionary(field => field.Key, field => field.Value.ToString());
}
