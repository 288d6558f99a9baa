using System.Globalization;
using System.Text.RegularExpressions;
using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>A calendar day, picked or typed.</summary>
public sealed partial record DateQuestion(DateLimit? From, DateLimit? Until) : Question
{
    /// <summary>LINE's picker goes from 1900-01-01 to 2100-12-31.</summary>
    public static DateOnly Earliest { get; } = new(1900, 1, 1);

    /// <summary>The last day of LINE's picker.</summary>
    public static DateOnly Latest { get; } = new(2100, 12, 31);

    /// <inheritdoc/>
    public override string Kind => "date";

    /// <summary>Understands <c>2026/4/1</c>, <c>2026年4月1日</c>, <c>20260401</c> and words such as 今日 and 明日.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        var plain = TypedText.WithoutEnding(TypedText.Plain(typed.Length > 100 ? "" : typed));
        int? fromToday = plain switch { "今日" or "きょう" => 0, "明日" or "あした" => 1, "明後日" or "あさって" => 2, "昨日" or "きのう" => -1, _ => null };
        if (fromToday is { } days)
        {
            return Limited(asking.Today.AddDays(days), asking);
        }

        if (Written().Match(plain) is not { Success: true, Groups: var parts })
        {
            return No(SurveyWords.NotADate);
        }

        var (year, month, day) = (Number(parts["y"]), Number(parts["m"]), Number(parts["d"]));
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? Limited(new DateOnly(year, month, day), asking)
            : No(SurveyWords.NoSuchDay);
    }

    /// <summary>Takes the day that was picked.</summary>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking) =>
        DateOnly.TryParseExact(picked?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Limited(date, asking)
            : No(SurveyWords.NotADate);

    /// <summary>One button, which opens LINE's picker within the limits.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking)
    {
        var (from, until) = Range(asking);
        return
        [
            new DatetimePickerAction(data("date"), "date")
            {
                Label = SurveyWords.PickDate,
                // LINE wants the least day before the greatest.
                Min = from < until ? Iso(from) : null,
                Max = from < until ? Iso(until) : null,
                Initial = from < until ? Iso(asking.Today < from ? from : asking.Today > until ? until : asking.Today) : null,
            },
        ];
    }

    /// <summary>The day as written in Japanese, e.g. 2026年4月1日.</summary>
    public override string Say(AnswerValue answer) => answer.Date is { } date ? Japanese(date) : "";

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed(Iso(Range(asking).Until));

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Day, []);

    private Reading Limited(DateOnly date, Asking asking)
    {
        var (from, until) = Range(asking);
        return date < from || date > until
            ? No($"{Japanese(from)}から{Japanese(until)}までの日付でお答えください。")
            : new Reading.Answered(new AnswerValue { Date = date });
    }

    private (DateOnly From, DateOnly Until) Range(Asking asking) =>
        (From?.On(asking.Today) ?? Earliest, Until?.On(asking.Today) ?? Latest);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Japanese(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日");

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?:(?<y>[0-9]{4})[-/.年](?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?|(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2}))$")]
    private static partial Regex Written();
}

/// <summary>A day a date may not pass: fixed, or so many days from the day it is asked.</summary>
public sealed record DateLimit(DateOnly? Fixed, int DaysFromToday = 0)
{
    /// <summary>The limit when it is asked on this day, kept within the days of LINE's picker.</summary>
    public DateOnly On(DateOnly today)
    {
        var date = Fixed ?? today.AddDays(DaysFromToday);
        return date < DateQuestion.Earliest ? DateQuestion.Earliest : date > DateQuestion.Latest ? DateQuestion.Latest : date;
    }
}
