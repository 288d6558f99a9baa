namespace Bot.Conditions.Language;

/// <summary>The words of the language.</summary>
internal static class Reserved
{
    public static IReadOnlySet<string> And { get; } = Words("and", "かつ");

    public static IReadOnlySet<string> Or { get; } = Words("or", "または", "又は");

    /// <summary>The Japanese "not", which stands behind what it denies.</summary>
    public static IReadOnlySet<string> IsNot { get; } = Words("でない", "ではない");

    /// <summary>The words that are never values unless quoted.</summary>
    public static IReadOnlySet<string> Joining { get; } = Words(["not", .. And, .. Or, .. IsNot]);

    /// <summary>What a test can begin with, as it is suggested: the commonest first.</summary>
    public static IReadOnlyList<string> Heads { get; } =
    [
        "tag", "attribute", "answer", "survey", "coupon", "last_message", "followed", "received", "clicked", "all", "answered", "completed", "redeemed",
        "started", "issued", "expires", "status", "following", "blocked", "visitor", "blocked_at", "first_seen", "opted_out",
    ];

    public static IReadOnlyDictionary<string, DayOrder> DayWords { get; } = new Dictionary<string, DayOrder>
    {
        ["before"] = DayOrder.Before,
        ["until"] = DayOrder.OnOrBefore,
        ["on"] = DayOrder.On,
        ["since"] = DayOrder.OnOrAfter,
        ["after"] = DayOrder.After,
    };

    public static IReadOnlyDictionary<string, TimeUnit> Units { get; } = new Dictionary<string, TimeUnit>
    {
        ["minute"] = TimeUnit.Minute,
        ["minutes"] = TimeUnit.Minute,
        ["分"] = TimeUnit.Minute,
        ["hour"] = TimeUnit.Hour,
        ["hours"] = TimeUnit.Hour,
        ["時間"] = TimeUnit.Hour,
        ["day"] = TimeUnit.Day,
        ["days"] = TimeUnit.Day,
        ["日"] = TimeUnit.Day,
        ["week"] = TimeUnit.Week,
        ["weeks"] = TimeUnit.Week,
        ["週"] = TimeUnit.Week,
        ["週間"] = TimeUnit.Week,
        ["month"] = TimeUnit.Month,
        ["months"] = TimeUnit.Month,
        ["か月"] = TimeUnit.Month,
        ["ヶ月"] = TimeUnit.Month,
        ["カ月"] = TimeUnit.Month,
        ["ヵ月"] = TimeUnit.Month,
        ["ケ月"] = TimeUnit.Month,
        ["year"] = TimeUnit.Year,
        ["years"] = TimeUnit.Year,
        ["年"] = TimeUnit.Year,
    };

    private static HashSet<string> Words(params ReadOnlySpan<string> words) => [.. words];
}
