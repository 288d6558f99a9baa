using System.Text.Json;

namespace Bot.Admin.Phone;

/// <summary>Reads LINE's message JSON as it comes: what is missing or of another kind is simply not there.</summary>
internal static class PhoneJson
{
    public static JsonElement Part(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : default;

    public static string? Words(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool Flag(this JsonElement element, string name) => element.Part(name).ValueKind == JsonValueKind.True;

    public static double? Number(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) ? value : null;

    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.Part(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Only pictures LINE would show too.</summary>
    public static string? Https(string? url) => url?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true ? url : null;
}
