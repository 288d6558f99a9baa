using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Surveys.Questions;

/// <summary>A day that an answer may not pass: fixed, or so many days and months from the day it is asked.</summary>
public sealed partial record DateLimit(DateOnly? Fixed, int Days = 0, int Months = 0)
{
    /// <summary>LINE's picker goes from 1900-01-01 to 2100-12-31.</summary>
    public static DateOnly Earliest { get; } = new(1900, 1, 1);

    /// <summary>The last day of LINE's picker.</summary>
    public static DateOnly Latest { get; } = new(2100, 12, 31);

    /// <summary>The limit as files write it: <c>2026-12-31</c>, <c>today</c> or <c>today - 18 years</c>. Null: none of them.</summary>
    public static DateLimit? Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return new DateLimit(date);
        }

        if (Relative().Match(text) is not { Success: true, Groups: var parts })
        {
            return null;
        }

        var steps = parts["n"].Success ? int.Parse(parts["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        steps = parts["sign"].Value is "-" ? -steps : steps;
        return parts["unit"].Value switch
        {
            "month" => new DateLimit(null, Months: steps),
            "year" => new DateLimit(null, Months: 12 * steps),
            "week" => new DateLimit(null, Days: 7 * steps),
            _ => new DateLimit(null, Days: steps),
        };
    }

    /// <summary>The limit when it is asked on this day, kept within the days of LINE's picker.</summary>
    public DateOnly On(DateOnly today)
    {
        var date = Fixed ?? today.AddMonths(Months).AddDays(Days);
        return date < Earliest ? Earliest : date > Latest ? Latest : date;
    }

    // So many that no sum leaves the calendar: 300 years either way.
    [GeneratedRegex("^today(?: ?(?<sign>[+-]) ?(?<n>[0-9]{1,3}) (?<unit>day|week|month|year)s?)?$")]
    private static partial Regex Relative();
}

/// <summary>The days that are allowed, from the day it is asked.</summary>
internal readonly record struct DateRange(DateOnly From, DateOnly Until)
{
    public static DateRange Of(DateLimit? from, DateLimit? until, DateOnly today) =>
        new(from?.On(today) ?? DateLimit.Earliest, until?.On(today) ?? DateLimit.Latest);

    /// <summary>LINE wants the least choice before the greatest; without that it shows no limits.</summary>
    public bool IsPickable => From < Until;

    public bool Includes(DateOnly date) => date >= From && date <= Until;

    /// <summary>The day of the range that is nearest to this one.</summary>
    public DateOnly Nearest(DateOnly date) => date < From ? From : date > Until ? Until : date;

    /// <summary>Which days are allowed, in words for the friend.</summary>
    public string Wanted => (From > DateLimit.Earliest, Until < DateLimit.Latest) switch
    {
        (true, true) when From == Until => $"{Japanese(From)}でお答えください。",
        (true, true) => $"{Japanese(From)}から{Japanese(Until)}までの日付でお答えください。",
        (true, false) => $"{Japanese(From)}以降の日付でお答えください。",
        (false, true) => $"{Japanese(Until)}までの日付でお答えください。",
        _ => $"{DateLimit.Earliest.Year}年から{DateLimit.Latest.Year}年までの日付でお答えください。",
    };

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Japanese(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日");
}
