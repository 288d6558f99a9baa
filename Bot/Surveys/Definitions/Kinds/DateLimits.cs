using System.Text.RegularExpressions;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions.Kinds;

/// <summary>Reads <c>from</c> and <c>until</c> of days.</summary>
internal static class DateLimits
{
    public const string Pattern = "^(?:today(?: ?[+-] ?[0-9]{1,3} (?:day|week|month|year)s?)?|[0-9]{4}-[0-9]{2}-[0-9]{2})$";
    public const string Words = "'today', a day counted from it such as 'today + 3 days' or 'today - 18 years', or a date such as 2026-12-31";
    public const string Description = "2026-12-31、today、today + 3 days、today - 18 years の形で(days, weeks, months, years)。";

    // Any day does: limits that cross do so on every day, but for the length of a month.
    private static readonly DateOnly SomeDay = new(2026, 6, 15);

    public static (DateLimit? From, DateLimit? Until) Read(Shape shape, string? from, string? until, Problems problems)
    {
        var (first, last) = (Limit(shape, from, "From", problems), Limit(shape, until, "Until", problems));
        if ((first is { Fixed: { } low } && last is { Fixed: { } high } && low > high)
            || (first is { Fixed: null } && last is { Fixed: null } && first.On(SomeDay) > last.On(SomeDay)))
        {
            problems.Add(shape.At("From"), LintRule.RangeUpsideDown, "'from' is later than 'until'.", "Swap them.");
        }

        return (first, last);
    }

    private static DateLimit? Limit(Shape shape, string? text, string property, Problems problems)
    {
        // Another form is told of by the pattern.
        if (text is null || !Regex.IsMatch(text, Pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
        {
            return null;
        }

        var limit = DateLimit.Parse(text);
        if (limit is null || limit.Fixed < DateLimit.Earliest || limit.Fixed > DateLimit.Latest)
        {
            problems.Add(shape.At(property), LintRule.DayOutOfPicker, $"'{text}' is no day from 1900-01-01 to 2100-12-31, which LINE's date picker can show.", "Choose a day of these years.");
            return null;
        }

        return limit;
    }
}
