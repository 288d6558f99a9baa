using System.Text.Json.Serialization;

namespace Bot.Calendar;

/// <summary>
/// When something is open, as a week in the shop's zone: a shop, a survey, a coupon's use. A span may pass midnight; it then
/// belongs to the day it begins on. Days that are named closed win over the week.
/// </summary>
public sealed record OpeningHours(IReadOnlyList<OpeningSpan> Spans, IReadOnlyList<DateOnly> ClosedDays)
{
    // Beyond a fortnight of closed days nobody wants to hear when it opens again.
    private const int DaysAhead = 60;

    /// <summary>Whether it is open at this moment.</summary>
    public bool Include(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        return Spans.Any(span =>
            (OpensOn(day, span) && (span.PassesMidnight ? time >= span.From : time >= span.From && time < span.End))
            || (span.PassesMidnight && time < span.Until && OpensOn(day.AddDays(-1), span)));
    }

    /// <summary>The first moment from this one on at which it is open, or null: not in the next sixty days.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset moment, TimeZoneInfo zone)
    {
        if (Include(moment, zone))
        {
            return moment;
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime);
        return Enumerable.Range(0, DaysAhead)
            .Select(today.AddDays)
            .SelectMany(day => Spans.Where(span => OpensOn(day, span)).Select(span => (DateTimeOffset?)ShopTime.ToMoment(day.ToDateTime(span.From), zone)))
            .Where(opening => opening > moment)
            .Min();
    }

    private bool OpensOn(DateOnly day, OpeningSpan span) => span.Days.Contains(day.DayOfWeek) && !ClosedDays.Contains(day);
}

/// <summary>On these days from one time (inclusive) until another (exclusive); until 00:00 is the whole evening.</summary>
public sealed record OpeningSpan([property: JsonConverter(typeof(WeekdaysJson))] IReadOnlySet<DayOfWeek> Days, TimeOnly From, TimeOnly Until)
{
    internal bool PassesMidnight => Until < From && Until != TimeOnly.MinValue;

    // 24:00 is written 00:00.
    internal TimeOnly End => Until == TimeOnly.MinValue ? TimeOnly.MaxValue : Until;
}
