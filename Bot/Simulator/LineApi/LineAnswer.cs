using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Simulator.LineApi;

/// <summary>LINE's answer: always JSON (or a file, or nothing), always with a request id.</summary>
internal sealed record LineAnswer(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json")
{
    /// <summary>After a 409: the request that was accepted with the same retry key.</summary>
    public string? AcceptedRequestId { get; init; }

    /// <summary>Where a browser goes on.</summary>
    public string? Location { get; init; }

    public static LineAnswer Redirect(string location) => new(302, ReadOnlyMemory<byte>.Empty) { Location = location };

    public static LineAnswer Empty { get; } = new(200, "{}"u8.ToArray());

    /// <summary>LINE's answer to work it takes on: 202.</summary>
    public static LineAnswer TakenOn { get; } = new(202, "{}"u8.ToArray());

    public static LineAnswer Nothing { get; } = new(200, ReadOnlyMemory<byte>.Empty);

    public static LineAnswer Ok(JsonObject body) => new(200, Bytes(body));

    public static LineAnswer NotFound { get; } = Error(404, "Not found");

    public static LineAnswer RateLimited { get; } = Error(429, "The API rate limit has been exceeded. Try again later.");

    public static LineAnswer OverMonthlyLimit { get; } = Error(429, "You have reached your monthly limit.");

    public static LineAnswer ServerError { get; } = Error(500, "Internal Server Error");

    public static LineAnswer Unauthorized { get; } = Error(
        401, "Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.");

    public static LineAnswer NotAvailable { get; } = Error(403, "Access to this API is not available for your account");

    public static LineAnswer Error(int status, string message) => new(status, Bytes(new JsonObject { ["message"] = message }));

    /// <summary>A refusal with a code in the details instead of a place.</summary>
    public static LineAnswer Coded(int status, string message, string code) =>
        new(status, Bytes(new JsonObject { ["message"] = message, ["details"] = new JsonArray(new JsonObject { ["message"] = code }) }));

    /// <summary>A body that breaks LINE's limits, with each place.</summary>
    public static LineAnswer Invalid(params IReadOnlyList<(string Property, string Message)> details) => new(400, Bytes(new JsonObject
    {
        ["message"] = $"The request body has {details.Count} error(s)",
        ["details"] = new JsonArray([.. details.Select(detail => new JsonObject { ["message"] = detail.Message, ["property"] = detail.Property })]),
    }));

    /// <summary>A member whose value makes no sense at all, in LINE's words.</summary>
    public static LineAnswer InvalidProperty(string property) =>
        Error(400, $"The property, '{property}', in the request body is invalid (line: -, column: -)");

    /// <summary>The token endpoints speak OAuth.</summary>
    public static LineAnswer OAuthError(int status, string error, string description) =>
        new(status, Bytes(new JsonObject { ["error"] = error, ["error_description"] = description }));

    private static byte[] Bytes(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body, SimulatorJson.Readable);
}
