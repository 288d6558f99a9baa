using System.Globalization;
using System.Text.Json;

namespace Bot.Simulator.Platform;

/// <summary>
/// What LINE deems a person to be: made up from the id, so that it stays the same. Of one in ten nothing is known; a filter on it
/// leaves them out.
/// </summary>
internal static class Demographics
{
    private static readonly string[] Prefectures =
    [
        "北海道", "青森", "岩手", "宮城", "秋田", "山形", "福島", "茨城", "栃木", "群馬", "埼玉", "千葉", "東京", "神奈川", "新潟", "富山", "石川", "福井", "山梨", "長野",
        "岐阜", "静岡", "愛知", "三重", "滋賀", "京都", "大阪", "兵庫", "奈良", "和歌山", "鳥取", "島根", "岡山", "広島", "山口", "徳島", "香川", "愛媛", "高知", "福岡",
        "佐賀", "長崎", "熊本", "大分", "宮崎", "鹿児島", "沖縄",
    ];

    /// <summary>Whether a filter that was found right takes the person in.</summary>
    public static bool Matches(JsonElement filter, Person person, DateTimeOffset now) => Tap.Text(filter, "type") switch
    {
        "gender" => IsOneOf(filter, Gender(person)),
        "appType" => IsOneOf(filter, App(person)),
        "area" => IsOneOf(filter, Prefecture(person) is { } area ? string.Create(CultureInfo.InvariantCulture, $"jp_{area + 1:D2}") : null),
        "age" => Age(person) is { } age && IsWithin(filter, age),
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

    public static string? Gender(Person person) => IsKnown(person) ? Drawn(person, 1) % 2 == 0 ? "female" : "male" : null;

    public static string App(Person person) => Drawn(person, 2) % 2 == 0 ? "ios" : "android";

    /// <summary>In LINE's words: <c>from20to24</c>, <c>from70</c>, <c>unknown</c>.</summary>
    public static string AgeGroup(Person person) => Age(person) switch
    {
        null => "unknown",
        >= 70 => "from70",
        { } age => string.Create(CultureInfo.InvariantCulture, $"from{age / 5 * 5}to{(age / 5 * 5) + 4}"),
    };

    public static string AreaName(Person person) => Prefecture(person) is { } area ? Prefectures[area] : "unknown";

    /// <summary>In LINE's words: <c>within7days</c>, <c>over365days</c>, <c>unknown</c>.</summary>
    public static string Period(Person person, DateTimeOffset now) => (now - person.FollowedAt)?.TotalDays switch
    {
        null => "unknown",
        < 7 => "within7days",
        < 30 => "within30days",
        < 90 => "within90days",
        < 180 => "within180days",
        < 365 => "within365days",
        _ => "over365days",
    };

    private static int? Age(Person person) => IsKnown(person) ? 15 + (Drawn(person, 4) % 60) : null;

    private static int? Prefecture(Person person) => IsKnown(person) ? Drawn(person, 3) % Prefectures.Length : null;

    /// <summary>Whether LINE deems to know the person.</summary>
    public static bool IsKnown(Person person) => Drawn(person, 0) >= 26;

    // The nth byte of the id's hexadecimal digits.
    private static int Drawn(Person person, int nth) => int.Parse(person.Id.AsSpan(1 + (2 * nth), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool IsOneOf(JsonElement filter, string? value) => filter.GetProperty("oneOf").EnumerateArray().Any(item => item.GetString() == value);

    private static bool IsWithin(JsonElement filter, double value) =>
        (Bound(filter, "gte") is not { } from || value >= from) && (Bound(filter, "lt") is not { } to || value < to);

    private static int? Bound(JsonElement filter, string name) =>
        Tap.Text(filter, name) is { } text ? int.Parse(text.AsSpan(text.IndexOf('_', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture) : null;
}
