using System.Globalization;
using Bot.Calendar;

namespace Bot.Coupons;

/// <summary>The hours at which a coupon can be used, as the card says them: <c>月～金 11:00～14:00</c>; and in English: <c>Mon–Fri 11:00–14:00</c>.</summary>
internal static class UsableWords
{
    // As people here count the week.
    private static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private const int ClosedDaysSaid = 5;

    private static readonly Tongue Japanese = new(["月", "火", "水", "木", "金", "土", "日"], "毎日", "～", "・", "、", "M/d", until => $"翌{until}", (hours, days, more) => $"{hours}({days}{(more ? "ほか" : "")}を除く)");

    private static readonly Tongue English = new(
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], "every day", "–", ", ", "; ", "d MMM", until => $"{until} the next day", (hours, days, more) => $"{hours} (except {days}{(more ? " and others" : "")})");

    public static Words Of(OpeningHours hours) => new(Say(hours, Japanese), Say(hours, English));

    /// <summary>For friends.</summary>
    public static string Say(OpeningHours hours) => Say(hours, Japanese);

    private static string Say(OpeningHours hours, Tongue tongue)
    {
        var spans = string.Join(tongue.BetweenSpans, hours.Spans.Select(span => $"{Days(span.Days, tongue)}{Times(span, tongue)}"));
        var closed = hours.ClosedDays.Take(ClosedDaysSaid).Select(day => day.ToString(tongue.Date, CultureInfo.InvariantCulture));
        return hours.ClosedDays.Count == 0 ? spans : tongue.Except(spans, string.Join(tongue.Between, closed), hours.ClosedDays.Count > ClosedDaysSaid);
    }

    private static string Days(IReadOnlySet<DayOfWeek> days, Tongue tongue)
    {
        if (days.Count == Week.Length)
        {
            return tongue.EveryDay;
        }

        // Runs of three days and more are said from first to last.
        var runs = new List<(int First, int Last)>();
        for (var day = 0; day < Week.Length; day++)
        {
            if (days.Contains(Week[day]))
            {
                if (runs is [.., var (first, last)] && last == day - 1)
                {
                    runs[^1] = (first, day);
                }
                else
                {
                    runs.Add((day, day));
                }
            }
        }

        return string.Join(tongue.Between, runs.Select(run =>
            run.Last - run.First >= 2 ? $"{tongue.Days[run.First]}{tongue.To}{tongue.Days[run.Last]}" : string.Join(tongue.Between, tongue.Days[run.First..(run.Last + 1)])));
    }

    private static string Times(OpeningSpan span, Tongue tongue)
    {
        var (from, until) = (Hour(span.From), Hour(span.Until));
        return span.From == TimeOnly.MinValue && span.Until == TimeOnly.MinValue ? ""
            : $" {from}{tongue.To}{(span.Until == TimeOnly.MinValue ? "24:00" : span.Until < span.From ? tongue.NextDay(until) : until)}";
    }

    private static string Hour(TimeOnly time) => time.ToString("H:mm", CultureInfo.InvariantCulture);

    private sealed record Tongue(
        string[] Days, string EveryDay, string To, string Between, string BetweenSpans, string Date, Func<string, string> NextDay, Func<string, string, bool, string> Except);
}
