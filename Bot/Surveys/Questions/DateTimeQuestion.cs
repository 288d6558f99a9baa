using System.Globalization;
using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>A day and a time of day, picked or typed together.</summary>
public sealed record DateTimeQuestion(DateLimit? From, DateLimit? Until) : Question
{
    // Taking the text apart anywhere tries each place; longer texts are no moment.
    private const int LongestMoment = 60;

    /// <inheritdoc/>
    public override string Kind => "date-time";

    /// <summary>Understands a day and then a time as the kinds <c>date</c> and <c>time</c> do: 「12/24 18:00」「明日の夜7時」.</summary>
    public override Reading Read(string typed, Asking asking)
    {
        var range = Range(asking);
        var text = TypedText.Normalize(typed).Trim();
        if (text.Length > LongestMoment)
        {
            return No(SurveyWords.NotAMoment);
        }

        for (var at = 1; at < text.Length; at++)
        {
            // 「1月12」「3時」: a number is not two.
            if (char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at]))
            {
                continue;
            }

            if (TypedTime.Read(text[at..]) is { IsMarked: true, Time: var time }
                && TypedDay.Read(text[..at].TrimEnd().TrimEnd('の', '、', ',', 'T', 't'), asking.Today, range.From, range.Until) is var (day, problem)
                && (day is not null || problem != SurveyWords.NotADate))
            {
                return day is { } date ? Limited(date, time, range) : No(problem!);
            }
        }

        return TypedDay.Read(text, asking.Today, range.From, range.Until).Day is { } alone ? No($"{DateRange.Japanese(alone)}の何時でしょうか？{SurveyWords.NotAMoment}")
            : TypedTime.Read(text) is { IsMarked: true, Time: var only } ? No($"何日の{TypedTime.Iso(only)}でしょうか？{SurveyWords.NotAMoment}")
            : No(SurveyWords.NotAMoment);
    }

    /// <summary>Takes the moment that was picked.</summary>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking) =>
        DateTime.TryParseExact(picked?.Datetime, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? Limited(DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment), Range(asking))
            : No(SurveyWords.NotAMoment);

    /// <summary>One button, which opens LINE's picker within the limits.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking)
    {
        var range = Range(asking);
        return
        [
            new DatetimePickerAction(data("moment"), "datetime")
            {
                Label = SurveyWords.PickDateTime,
                Min = $"{DateRange.Iso(range.From)}T00:00",
                Max = $"{DateRange.Iso(range.Until)}T23:59",
                Initial = $"{DateRange.Iso(range.Nearest(asking.Today))}T{asking.Now.Hour:00}:00",
            },
        ];
    }

    /// <summary>The moment as written in Japanese, e.g. 2026年12月24日 18:30.</summary>
    public override string Say(AnswerValue answer) => answer is { Date: { } date, Time: { } time } ? $"{DateRange.Japanese(date)} {TypedTime.Iso(time)}" : "";

    /// <summary>The day: hardly two friends say the same minute.</summary>
    public override IEnumerable<KnownName> CountedAs(AnswerValue answer) => answer.Date is { } date ? [new KnownName(DateRange.Iso(date), DateRange.Japanese(date))] : [];

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed($"{DateRange.Iso(Range(asking).Nearest(asking.Today))} 18:30");

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Day, []);

    private DateRange Range(Asking asking) => DateRange.Of(From, Until, asking.Today);

    private static Reading Limited(DateOnly date, TimeOnly time, DateRange range) =>
        range.Includes(date) ? new Reading.Answered(new AnswerValue { Date = date, Time = time }) : No(range.Wanted);
}
