using Bot.Conditions;
using Bot.Line;

namespace Bot.Surveys.Questions;

/// <summary>A picture, or up to <paramref name="Most"/>, of so many bytes in all at most. What is chosen so far are ids of messages.</summary>
public sealed record PhotoQuestion(int Most, long MostBytes) : Question
{
    private const string DecideAnswer = "ok";
    private const string UndoAnswer = "undo";

    private static readonly string DecidePlain = TypedText.Plain(SurveyWords.Decide);
    private static readonly string UndoPlain = TypedText.Plain(SurveyWords.Undo);

    /// <inheritdoc/>
    public override string Kind => "photo";

    /// <summary>Words are no picture, but for the two that steer where several are welcome.</summary>
    public override Reading Read(string typed, Asking asking) => TypedText.Plain(typed.Length > 100 ? "" : typed) switch
    {
        var plain when Most > 1 && plain == DecidePlain => Decide(asking),
        var plain when Most > 1 && plain == UndoPlain => Undo(asking),
        _ => No(Wanted),
    };

    /// <summary>「決定」 and 「取り消す」; the other buttons open the camera and the pictures.</summary>
    public override Reading Tap(string answer, PostbackParams? picked, Asking asking) =>
        answer == DecideAnswer ? Decide(asking) : answer == UndoAnswer ? Undo(asking) : No(Wanted);

    /// <summary>Takes a picture; the answer is whole when it is the only one, or with 「決定」.</summary>
    public override Reading Take(ReceivedMessage sent, Asking asking) => sent switch
    {
        // What another server keeps cannot be fetched from LINE.
        ReceivedMedia { Type: "image", ContentProvider: null or { Type: "line" } } when Most == 1 => new Reading.Answered(new AnswerValue { Photos = [sent.Id] }),
        ReceivedMedia { Type: "image", ContentProvider: null or { Type: "line" } } when asking.Chosen.Count >= Most =>
            No($"写真は{Most}枚までです。よろしければ「{SurveyWords.Decide}」を押してください。"),
        ReceivedMedia { Type: "image", ContentProvider: null or { Type: "line" } } => new Reading.Choosing([.. asking.Chosen.Where(id => id != sent.Id), sent.Id]),
        ReceivedMedia { Type: "video" } => No("申し訳ありません、動画ではなく写真でお送りください。"),
        ReceivedFile => No("申し訳ありません、ファイルではなく写真としてお送りください。"),
        _ => No(Wanted),
    };

    /// <summary>The pictures and the camera and, once there are some of several, 「決定」.</summary>
    public override IEnumerable<LineAction> Buttons(Func<string, string> data, Asking asking) =>
    [
        .. asking.Chosen.Count >= Most ? Array.Empty<LineAction>() : [new CameraRollAction { Label = SurveyWords.PickPhoto }, new CameraAction { Label = SurveyWords.TakePhoto }],
        .. asking.Chosen.Count == 0 ? Array.Empty<LineAction>() :
        [
            new PostbackAction(data(DecideAnswer)) { Label = SurveyWords.Decide, DisplayText = SurveyWords.Decide },
            new PostbackAction(data(UndoAnswer)) { Label = SurveyWords.Undo, DisplayText = SurveyWords.Undo },
        ],
    ];

    /// <summary>How many pictures have come and may still come.</summary>
    public override string? Hint(Asking asking) => (Most, asking.Chosen.Count) switch
    {
        (1, _) => null,
        (_, 0) => $"（{Most}枚まで）",
        (_, var count) => $"\n{count}枚いただきました{(count < Most ? $"（あと{Most - count}枚まで）" : "")}。よろしければ「{SurveyWords.Decide}」を押してください。",
    };

    /// <summary>How many pictures.</summary>
    public override string Say(AnswerValue answer) => answer.AsText ?? "";

    /// <summary>How many pictures came.</summary>
    public override IEnumerable<KnownName> CountedAs(AnswerValue answer) =>
        answer.Photos is { Count: var count } ? [new KnownName($"{count}", $"{count}枚")] : [];

    /// <inheritdoc/>
    public override bool CountsAnswers => false;

    /// <inheritdoc/>
    internal override IEnumerable<IReadOnlyList<string>> Drafts => [[], [.. Enumerable.Range(1, Most - 1).Select(i => $"{i}")], [.. Enumerable.Range(1, Most).Select(i => $"{i}")]];

    /// <inheritdoc/>
    public override SurveyInput Example(Asking asking) => asking.Chosen.Count > 0
        ? new SurveyInput.Typed(SurveyWords.Decide)
        : new SurveyInput.Sent(new ReceivedMedia { Type = "image", Id = "1", ContentProvider = new ContentProvider("line") });

    /// <inheritdoc/>
    public override KnownQuestion Known => new(Id, Text, ValueKind.Text, []);

    private string Wanted => Most == 1 ? "写真を1枚お送りください。" : $"写真をお送りください（{Most}枚まで）。";

    private Reading Decide(Asking asking) => asking.Chosen.Count == 0 ? No(Wanted) : new Reading.Answered(new AnswerValue { Photos = asking.Chosen });

    private Reading Undo(Asking asking) => asking.Chosen.Count == 0 ? No(Wanted) : new Reading.Choosing([.. asking.Chosen.SkipLast(1)]);
}
