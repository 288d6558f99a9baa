namespace Bot.Conditions.Rows;

/// <summary>
/// A condition as rows to fill in: a test whose parts are chosen and typed one by one, or a group of rows. What was typed may be
/// unfinished; <see cref="ConditionRows"/> makes rows of every condition, and a condition of rows that are finished.
/// </summary>
public sealed record ConditionRow
{
    /// <summary>The word of <see cref="What"/> for a group.</summary>
    public const string Group = "group";

    /// <summary>The word of <see cref="What"/> for a test written as text.</summary>
    public const string Written = "text";

    /// <summary>What is tested: a word a test begins with (<c>tag</c>, <c>last_message</c>), <see cref="Group"/> or <see cref="Written"/>.</summary>
    public string What { get; init; } = "";

    /// <summary>Whether the opposite is meant.</summary>
    public bool Not { get; init; }

    /// <summary>Of a group: whether one row that holds is enough; otherwise all must.</summary>
    public bool Any { get; init; }

    /// <summary>Of a group: its rows.</summary>
    public IReadOnlyList<ConditionRow> Parts { get; init; } = [];

    /// <summary>Which of them: tags separated by commas, an attribute, a question as <c>survey.question</c>, a coupon.</summary>
    public string Name { get; init; } = "";

    /// <summary>How it is compared: a word of <see cref="RowWords"/>.</summary>
    public string How { get; init; } = "";

    /// <summary>With what; a text row's text.</summary>
    public string Value { get; init; } = "";

    /// <summary>What a value of time is counted in: a word of <see cref="RowWords.Units"/>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The other end of a range.</summary>
    public string To { get; init; } = "";

    /// <summary>What that is counted in.</summary>
    public string ToUnit { get; init; } = "";
}

/// <summary>The words that rows are filled in with.</summary>
public static class RowWords
{
    /// <summary>How moments and days compare, in the order of the calendar.</summary>
    public static IReadOnlyList<string> Days { get; } = ["before", "onOrBefore", "on", "notOn", "onOrAfter", "after", "betweenDays"];

    /// <summary>How values compare that have no order.</summary>
    public static IReadOnlyList<string> Values { get; } = ["is", "isNot", "in", "notIn"];

    /// <summary>How numbers compare besides.</summary>
    public static IReadOnlyList<string> Numbers { get; } = ["less", "lessOrEqual", "greater", "greaterOrEqual", "between"];

    /// <summary>What points of time are counted in: a date, today, or so long ago or from now.</summary>
    public static IReadOnlyList<string> Units { get; } =
    [
        "date", "today",
        .. from way in new[] { "Ago", "FromNow" } from unit in Enum.GetValues<TimeUnit>().Reverse() select unit.ToString().ToLowerInvariant() + "s" + way,
    ];

    /// <summary>What tests can begin with, the commonest first.</summary>
    public static IReadOnlyList<string> Tests { get; } =
    [
        "tag", "attribute", "answer", "answered", "survey", "coupon", "received", "clicked", "followed", "last_message", "first_seen", "completed", "started",
        "redeemed", "issued", "expires", "status", "blocked_at", "opted_out", "all",
    ];

    /// <summary>The tests of moments in a friend's own history.</summary>
    public static IReadOnlyList<string> Moments { get; } = ["followed", "last_message", "first_seen", "blocked_at"];

    /// <summary>The tests of moments with a survey or coupon.</summary>
    public static IReadOnlyList<string> Events { get; } = ["completed", "started", "redeemed", "issued", "expires"];
}
