using System.Globalization;
using System.Text.Json;

namespace Bot.Simulator.Platform;

/// <summary>
/// What LINE deems a person to be: made up from the id, so that it stays the same. Of one in ten nothing is known; a filter on it
/// leaves them out.
/// </summary>
internal static class Demographics
{
    /// <summary>Whether a filter that was found right takes the person in.</summary>
    public static bool Matches(JsonElement filter, Person person, DateTimeOffset now) => Tap.Text(filter, "type") switch
    {
        "gender" => IsOneOf(filter, Known(person) ? Drawn(person, 1) % 2 == 0 ? "female" : "male" : null),
        "appType" => IsOneOf(filter, Drawn(person, 2) % 2 == 0 ? "ios" : "android"),
        "area" => IsOneOf(filter, Known(person) ? string.Create(CultureInfo.InvariantCulture, $"jp_{(Drawn(person, 3) % 47) + 1:D2}") : null),
        "age" => Known(person) && IsWithin(filter, 15 + (Drawn(person, 4) % 60)),
        "subscriptionPeriod" => IsWithin(filter, person.FollowedAt is { } at ? (now - at).TotalDays : double.MaxValue),
        "operator" => Combined(filter, one => Matches(one, person, now)),
        _ => false,
    };

    /// <summary>What an operator with <c>and</c>, <c>or</c> or <c>not</c> makes of its parts.</summary>
    public static bool Combined(JsonElement combination, Func<JsonElement, bool> holds) =>
        combination.TryGetProperty("and", out var all) ? all.EnumerateArray().All(holds)
        : combination.TryGetProperty("or", out var any) ? any.EnumerateArray().Any(holds)
        : !holds(combination.GetProperty("not"));

    /// <summary>What is combined.</summary>
    public static IEnumerable<JsonElement> Parts(JsonElement combination) =>
        combination.TryGetProperty("and", out var all) ? all.EnumerateArray()
        : combination.TryGetProperty("or", out var any) ? any.EnumerateArray()
        : [combination.GetProperty("not")];

    private static bool Known(Person person) => Drawn(person, 0) >= 26;

    // The nth byte of the id's hexadecimal digits.
    private static int Drawn(Person person, int nth) => int.Parse(person.Id.AsSpan(1 + (2 * nth), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool IsOneOf(JsonElement filter, string? value) => filter.GetProperty("oneOf").EnumerateArray().Any(item => item.GetString() == value);

    private static bool IsWithin(JsonElement filter, double value) =>
        (Bound(filter, "gte") is not { } from || value >= from) && (Bound(filter, "lt") is not { } to || value < to);

    private static int? Bound(JsonElement filter, string name) =>
        Tap.Text(filter, name) is { } text ? int.Parse(text.AsSpan(text.IndexOf('_', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture) : null;
}
