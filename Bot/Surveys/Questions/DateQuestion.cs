using System.Globalization;
using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>A calendar day, picked or typed.</summary>
public sealed record DateQuestion(DateLimit? From, DateLimit? Until) : Question
{
    /// <inheritdoc/>
    public override string Kind => "date";

    /// <summary>Understands what <see cref="TypedDay"/> does, within the limits.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        var range = Range(asking);
        var (day, problem) = TypedDay.Read(typed, asking.Today, range.From, range.Until);
        return day is { } date ? Limited(date, range) : No(problem!);
    }

    /// <summary>Takes the day that was picked.</summary>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking) =>
        DateOnly.TryParseExact(picked?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Limited(date, Range(asking))
            : No(SurveyWords.NotADate);

    /// <summary>One button, which opens LINE's picker within the limits.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking)
    {
        var range = Range(asking);
        return
        [
            new DatetimePickerAction(data("date"), "date")
            {
                Label = SurveyWords.PickDate,
                Min = range.IsPickable ? DateRange.Iso(range.From) : null,
                Max = range.IsPickable ? DateRange.Iso(range.Until) : null,
                Initial = range.IsPickable ? DateRange.Iso(range.Nearest(asking.Today)) : null,
            },
        ];
    }

    /// <summary>The day as written in Japanese, e.g. 2026年4月1日.</summary>
    public override string Say(AnswerValue answer) => answer.Date is { } date ? DateRange.Japanese(date) : "";

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed(DateRange.Iso(Range(asking).Nearest(asking.Today)));

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Day, []);

    private DateRange Range(Asking asking) => DateRange.Of(From, Until, asking.Today);

    private static Reading Limited(DateOnly date, DateRange range) =>
        range.Includes(date) ? new Reading.Answered(new AnswerValue { Date = date }) : No(range.Wanted);
}
