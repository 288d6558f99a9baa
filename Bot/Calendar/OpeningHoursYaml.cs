using System.ComponentModel;
using Bot.Definitions;

namespace Bot.Calendar;

/// <summary>A span of opening hours as files write it; a list of them is a week.</summary>
internal sealed class OpeningHoursYaml : Shape
{
    [Description("曜日。書かなければ毎日です。例: [mon, tue, fri]")]
    public IReadOnlyList<WeekdayYaml>? Days { get; init; }

    [Description("何時から。例: 11:00")]
    public TimeOnly? From { get; init; }

    [Description("何時まで(この時刻は含みません。0:00 は夜の12時)。例: 21:00")]
    public TimeOnly? Until { get; init; }

    [Description("お休みの日。例: [2026-12-31, 2027-01-01]")]
    public IReadOnlyList<DateOnly>? ClosedOn { get; init; }

    public static OpeningHours? ToHours(IReadOnlyList<OpeningHoursYaml>? spans, Problems problems)
    {
        foreach (var span in spans ?? [])
        {
            if (span is { From: null, Until: null, Days: null, ClosedOn: null })
            {
                problems.Add(span.Place, LintRule.MissingKey, "The span says neither days nor times.", "Write for example 'from: 11:00' and 'until: 21:00', or 'days: [sat, sun]'.");
            }
            else if (span.From is { } from && from == span.Until && from != TimeOnly.MinValue)
            {
                problems.Add(span.At(nameof(Until)), LintRule.RangeUpsideDown, "The span ends when it begins.", "Leave both out for the whole day.");
            }
        }

        return spans is null
            ? null
            : new OpeningHours(
                [.. spans.Where(span => span is not { From: null, Until: null, Days: null }).Select(span => new OpeningSpan(
                    (span.Days ?? Enum.GetValues<WeekdayYaml>()).Select(day => (DayOfWeek)(((int)day + 1) % 7)).ToHashSet(),
                    span.From ?? TimeOnly.MinValue,
                    span.Until ?? TimeOnly.MinValue))],
                [.. spans.SelectMany(span => span.ClosedOn ?? [])]);
    }
}

/// <summary>The days of the week as files write them.</summary>
internal enum WeekdayYaml
{
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}
