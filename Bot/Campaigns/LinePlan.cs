namespace Bot.Campaigns;

/// <summary>
/// LINE's plans for Official Accounts in Japan: messages included a month, yen a month, and whether more can be bought.
/// Counted are the people reached; replies are free and several messages in one send count as one.
/// </summary>
public sealed record LinePlan(string Name, long Included, int MonthlyYen, int? YenPerExtraMessage)
{
    /// <summary>The free plan: no more than what is included.</summary>
    public static LinePlan Communication { get; } = new("communication", 200, 0, null);

    /// <summary>The middle plan: no more than what is included.</summary>
    public static LinePlan Light { get; } = new("light", 5_000, 5_000, null);

    /// <summary>Three yen is the highest price of an extra message; it falls with the number bought.</summary>
    public static LinePlan Standard { get; } = new("standard", 30_000, 15_000, 3);

    /// <summary>All plans, those with the fewest messages first.</summary>
    public static IReadOnlyList<LinePlan> All { get; } = [Communication, Light, Standard];

    /// <summary>The plan of this name in any case, or null: LINE has none.</summary>
    public static LinePlan? Named(string name) => All.FirstOrDefault(plan => plan.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The plan an account with this monthly limit is on, as LINE reports the limit.</summary>
    public static LinePlan WithLimit(long limit) => All.FirstOrDefault(plan => limit <= plan.Included) ?? Standard;

    /// <summary>
    /// What sending this many more adds to the month's bill after so many are used: yen (at most), or null when the
    /// plan cannot send that many.
    /// </summary>
    public long? YenFor(long messages, long used)
    {
        var extra = Math.Max(0, used + messages - Included) - Math.Max(0, used - Included);
        return extra == 0 ? 0 : extra * YenPerExtraMessage;
    }
}
