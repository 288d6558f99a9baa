using Bot.Storage;

namespace Bot.Conditions;

/// <summary>What a <see cref="When"/> means at one time: from a point (included) until another (not included), or all outside it.</summary>
internal readonly record struct WhenSpan<T>(T? From, T? Until, bool Outside) where T : struct, IComparable<T>
{
    public bool Includes(T point) =>
        ((From is not { } from || point.CompareTo(from) >= 0) && (Until is not { } until || point.CompareTo(until) < 0)) != Outside;
}

/// <summary>Reckons what a <see cref="When"/> means now, in moments or in calendar days.</summary>
internal static class WhenSpan
{
    private static readonly DateOnly FirstDay = new(1900, 1, 1);
    private static readonly DateOnly LastDay = new(2999, 12, 31);

    public static WhenSpan<DateTimeOffset> OfMoments(When when, ConditionContext context) => Of(
        when,
        moment => Exact(moment, context) ?? StartOf(DayOf(moment, context), context.Zone),
        moment => Exact(moment, context)?.AddMilliseconds(1) ?? StartOf(DayOf(moment, context).AddDays(1), context.Zone));

    public static WhenSpan<DateOnly> OfDays(When when, ConditionContext context) => Of(
        when,
        moment => DayOf(moment, context),
        moment => DayOf(moment, context).AddDays(1));

    private static WhenSpan<T> Of<T>(When when, Func<Moment, T> start, Func<Moment, T> end) where T : struct, IComparable<T> => when switch
    {
        When.Between(var from, var to) => new(start(from), end(to), false),
        When.Compare(DayOrder.Before, var than) => new(null, start(than), false),
        When.Compare(DayOrder.OnOrBefore, var than) => new(null, end(than), false),
        When.Compare(DayOrder.OnOrAfter, var than) => new(start(than), null, false),
        When.Compare(DayOrder.After, var than) => new(end(than), null, false),
        When.Compare(var order, var than) => new(start(than), end(than), Outside: order == DayOrder.NotOn),
        _ => throw new ArgumentException($"{when.GetType().Name} has no meaning.", nameof(when)),
    };

    // Only minutes and hours are exact moments; everything else is a whole day.
    private static DateTimeOffset? Exact(Moment moment, ConditionContext context) => moment switch
    {
        Moment.Ago(var count, var unit) => Exact(-count, unit, context),
        Moment.FromNow(var count, var unit) => Exact(count, unit, context),
        _ => null,
    };

    private static DateTimeOffset? Exact(int count, TimeUnit unit, ConditionContext context) => unit switch
    {
        TimeUnit.Minute => StoredTime.Truncate(context.Now).AddMinutes(count),
        TimeUnit.Hour => StoredTime.Truncate(context.Now).AddHours(count),
        _ => null,
    };

    private static DateOnly DayOf(Moment moment, ConditionContext context)
    {
        var now = Exact(moment, context) ?? context.Now;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, context.Zone).DateTime);
        return moment switch
        {
            Moment.Day(var date) => date,
            Moment.Ago(var count, var unit) => Later(today, -count, unit),
            Moment.FromNow(var count, var unit) => Later(today, count, unit),
            _ => today,
        };
    }

    private static DateOnly Later(DateOnly day, int count, TimeUnit unit) => unit switch
    {
        TimeUnit.Day => Later(day, count),
        TimeUnit.Week => Later(day, count * 7),
        TimeUnit.Month => LaterMonths(day, count),
        TimeUnit.Year => LaterMonths(day, count * 12),
        _ => day,
    };

    private static DateOnly Later(DateOnly day, int days) =>
        DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, FirstDay.DayNumber, LastDay.DayNumber));

    // A month before 31 March is the last day of February: the calendar has no other.
    private static DateOnly LaterMonths(DateOnly day, int months) => ((day.Year * 12) + day.Month - 1 + months) switch
    {
        var month when month < FirstDay.Year * 12 => FirstDay,
        var month when month >= (LastDay.Year + 1) * 12 => LastDay,
        _ => day.AddMonths(months),
    };

    // Where the clock is put forward at midnight, the day starts when it exists; where midnight comes twice, at the first.
    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
