using System.Globalization;
using Bot.Calendar;

namespace Bot.Coupons;

/// <summary>The hours at which a coupon can be used, as the card says them: <c>月～金 11:00～14:00</c>.</summary>
internal static class UsableWords
{
    // As people here count the week.
    private static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private const string Names = "月火水木金土日";
    private const int ClosedDaysSaid = 5;

    public static string Say(OpeningHours hours)
    {
        var spans = string.Join("、", hours.Spans.Select(span => $"{Days(span.Days)}{Times(span)}"));
        var closed = hours.ClosedDays.Take(ClosedDaysSaid).Select(day => day.ToString("M/d", CultureInfo.InvariantCulture));
        return hours.ClosedDays.Count == 0 ? spans : $"{spans}({string.Join("・", closed)}{(hours.ClosedDays.Count > ClosedDaysSaid ? "ほか" : "")}を除く)";
    }

    private static string Days(IReadOnlySet<DayOfWeek> days)
    {
        if (days.Count == Week.Length)
        {
            return "毎日";
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

        return string.Join("・", runs.Select(run =>
            run.Last - run.First >= 2 ? $"{Names[run.First]}～{Names[run.Last]}" : string.Join("・", Names[run.First..(run.Last + 1)].ToCharArray())));
    }

    private static string Times(OpeningSpan span) => (span.From, span.Until) switch
    {
        var (from, until) when from == TimeOnly.MinValue && until == TimeOnly.MinValue => "",
        var (from, until) when until == TimeOnly.MinValue => FormattableString.Invariant($" {from:H\\:mm}～24:00"),
        var (from, until) when until < from => FormattableString.Invariant($" {from:H\\:mm}～翌{until:H\\:mm}"),
        var (from, until) => FormattableString.Invariant($" {from:H\\:mm}～{until:H\\:mm}"),
    };
}
