using System.Globalization;
using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>A time of day, picked or typed, on a step of so many minutes from <paramref name="From"/>.</summary>
public sealed record TimeQuestion(TimeOnly From, TimeOnly Until, int Step) : Question
{
    /// <inheritdoc/>
    public override string Kind => "time";

    /// <summary>Understands what <see cref="TypedTime"/> does; 「3時」 is in the afternoon where only that is allowed.</summary>
    public override Reading Read(string typed, Asking asking) => TypedTime.Read(typed) switch
    {
        null => No(SurveyWords.NotATime),
        { MayBeAfternoon: true, Time: var time } when !IsWithin(time) && IsWithin(time.AddHours(12)) => Limited(time.AddHours(12)),
        { Time: var time } => Limited(time),
    };

    /// <summary>Takes the time that was picked.</summary>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking) =>
        TimeOnly.TryParseExact(picked?.Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? Limited(time) : No(SurveyWords.NotATime);

    /// <summary>One button, which opens LINE's picker within the limits.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) =>
    [
        new DatetimePickerAction(data("time"), "time")
        {
            Label = SurveyWords.PickTime,
            Min = From < Until ? TypedTime.Iso(From) : null,
            Max = From < Until ? TypedTime.Iso(Until) : null,
            Initial = From < Until ? TypedTime.Iso(From) : null,
        },
    ];

    /// <summary>The time as written: 18:30.</summary>
    public override string Say(AnswerValue answer) => answer.AsText ?? "";

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Typed(TypedTime.Iso(From));

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Text, []);

    private bool IsWithin(TimeOnly time) => time >= From && time <= Until;

    private Reading Limited(TimeOnly time)
    {
        if (!IsWithin(time))
        {
            return No($"{TypedTime.Iso(From)}から{TypedTime.Iso(Until)}までの時刻でお答えください。");
        }

        var beyond = (int)(time - From).TotalMinutes % Step;
        if (beyond == 0)
        {
            return new Reading.Answered(new AnswerValue { Time = time });
        }

        var earlier = time.AddMinutes(-beyond);
        var nearest = (Until - earlier).TotalMinutes >= Step ? $"{TypedTime.Iso(earlier)}か{TypedTime.Iso(earlier.AddMinutes(Step))}" : TypedTime.Iso(earlier);
        return No($"{Step}分きざみでうかがっています。{nearest}ではいかがですか？");
    }
}
