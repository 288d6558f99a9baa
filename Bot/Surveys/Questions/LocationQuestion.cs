using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>A place from the phone's map or, where <paramref name="TypedToo"/>, an address in words.</summary>
public sealed record LocationQuestion(bool TypedToo) : Question
{
    // As long as an address that LINE itself sends, twice.
    private const int LongestAddress = 200;

    /// <inheritdoc/>
    public override string Kind => "location";

    /// <summary>Takes an address only where words are welcome.</summary>
    public override Reading Read(string typed, Asking asking) =>
        !TypedToo ? No($"下の「{SurveyWords.PickPlace}」から、場所をお送りください。")
        : string.IsNullOrWhiteSpace(typed) ? No("場所か、ご住所をお送りください。")
        : typed.Trim().Length > LongestAddress ? No(SurveyWords.TooLong(LongestAddress, typed.Trim().Length))
        : new Reading.Answered(new AnswerValue { Text = typed.Trim() });

    /// <summary>Takes the place that was sent.</summary>
    public override Reading Take(ReceivedMessage sent, Asking asking) => sent is ReceivedLocation place
        ? new Reading.Answered(new AnswerValue { Place = new GivenPlace(place.Latitude, place.Longitude, place.Title, place.Address) })
        : No($"下の「{SurveyWords.PickPlace}」から、場所をお送りください。");

    /// <summary>One button, which opens the phone's map.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) => [new LocationAction { Label = SurveyWords.PickPlace }];

    /// <summary>The place's address or name, or the words.</summary>
    public override string Say(AnswerValue answer) => answer.AsText ?? "";

    /// <summary>Nothing: hardly two friends send the same place.</summary>
    public override IEnumerable<KnownName> CountedAs(AnswerValue answer) => [];

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => new SurveyInput.Sent(new ReceivedLocation(35.681236, 139.767125) { Type = "location", Id = "1", Address = "東京都千代田区丸の内1丁目" });

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Text, []);
}
