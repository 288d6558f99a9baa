namespace Bot.Conditions;

/// <summary>A test of a moment or a day, always in the order of the calendar.</summary>
public abstract record When
{
    private When()
    {
    }

    /// <summary>Stands so to a day (or, with hours and minutes, a moment).</summary>
    public sealed record Compare(DayOrder Order, Moment Than) : When;

    /// <summary>From one day to another, both included.</summary>
    public sealed record Between(Moment From, Moment To) : When;
}

/// <summary>How a moment stands to a day. Earlier is before: <c>&gt; 90 days ago</c> is <see cref="Before"/>.</summary>
public enum DayOrder
{
    /// <summary>Earlier than the day begins.</summary>
    Before,

    /// <summary>Earlier than the day ends.</summary>
    OnOrBefore,

    /// <summary>Within the day.</summary>
    On,

    /// <summary>Outside the day, before or after.</summary>
    NotOn,

    /// <summary>From the beginning of the day on.</summary>
    OnOrAfter,

    /// <summary>After the day has ended.</summary>
    After,
}

/// <summary>A point of the calendar, fixed or counted from now. All but hours and minutes mean the whole day in the shop's zone.</summary>
public abstract record Moment
{
    private Moment()
    {
    }

    /// <summary>A calendar day: <c>2026-11-21</c>.</summary>
    public sealed record Day(DateOnly Date) : Moment;

    /// <summary><c>today</c>, which ends at the shop's midnight.</summary>
    public sealed record Today : Moment;

    /// <summary><c>90 days ago</c>. Months and years are of the calendar: a month before 31 March is the last day of February.</summary>
    public sealed record Ago(int Count, TimeUnit Unit) : Moment;

    /// <summary><c>30 days from now</c>.</summary>
    public sealed record FromNow(int Count, TimeUnit Unit) : Moment;
}

/// <summary>What is counted. Minutes and hours are exact; days and longer are whole days of the calendar.</summary>
public enum TimeUnit
{
    /// <summary>Sixty seconds, to the moment.</summary>
    Minute,

    /// <summary>Sixty minutes, to the moment.</summary>
    Hour,

    /// <summary>A calendar day of the shop's zone.</summary>
    Day,

    /// <summary>Seven calendar days.</summary>
    Week,

    /// <summary>A calendar month, which may be shorter than the one it is counted from.</summary>
    Month,

    /// <summary>A calendar year; of 29 February the 28th where there is none.</summary>
    Year,
}
