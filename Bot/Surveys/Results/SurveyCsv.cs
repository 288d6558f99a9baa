using System.Globalization;
using System.Text;
using Bot.Friends;

namespace Bot.Surveys.Results;

/// <summary>The history of answers as CSV for spreadsheets: every answer, changes too.</summary>
internal static class SurveyCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    public static async Task Write(Stream stream, Survey survey, IAsyncEnumerable<Answer> answers, TimeZoneInfo zone, CancellationToken ct)
    {
        await using var writer = Open(stream);
        await writer.WriteLineAsync("answered_at,friend_id,survey,version,run,question,answer,value,wording,given_by");
        await foreach (var answer in answers.WithCancellation(ct))
        {
            await writer.WriteLineAsync(
                Row(
                    At(answer, zone),
                    answer.FriendId,
                    answer.Survey,
                    answer.Version,
                    answer.Run,
                    answer.Question,
                    Words(survey, answer),
                    answer.Value.ToString(),
                    answer.Wording ?? "",
                    GivenBy(answer)),
                ct);
        }
    }

    // With the byte order mark Excel reads Japanese rightly.
    public static StreamWriter Open(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };

    public static ReadOnlyMemory<char> Row(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)).AsMemory();

    /// <inheritdoc cref="CsvCell.Of"/>
    public static string Cell(string text) => CsvCell.Of(text);

    public static string At(Answer answer, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(answer.At, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The answer as people read it. One of an earlier version may have options that the survey of today does not know.</summary>
    public static string Words(Survey survey, Answer answer) =>
        answer.Value.IsSkipped ? ""
        : survey.Find(answer.Question)?.Say(answer.Value) is { Length: > 0 } words ? words
        : answer.Value.ToString();

    /// <summary>How it was given; nothing where the answer is gone.</summary>
    public static string GivenBy(Answer answer) => answer.Value.Erased ? "" : answer.MessageId is null ? "tapped" : "written";
}
