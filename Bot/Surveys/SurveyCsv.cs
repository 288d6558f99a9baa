using System.Globalization;
using System.Text;
using Bot.Friends;

namespace Bot.Surveys;

/// <summary>Answers as CSV for spreadsheets.</summary>
internal static class SurveyCsv
{
    public static async Task Write(Stream stream, Survey survey, IAsyncEnumerable<Answer> answers, TimeZoneInfo zone, CancellationToken ct)
    {
        // With the byte order mark Excel reads Japanese rightly.
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync("answered_at,friend_id,survey,version,run,question,answer,value");
        await foreach (var answer in answers.WithCancellation(ct))
        {
            string[] row =
            [
                TimeZoneInfo.ConvertTime(answer.At, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                answer.FriendId,
                answer.Survey,
                answer.Version,
                answer.Run,
                answer.Question,
                answer.Value.IsSkipped ? "" : Words(survey, answer),
                answer.Value.ToString(),
            ];
            await writer.WriteLineAsync(string.Join(',', row.Select(Cell)).AsMemory(), ct);
        }
    }

    /// <inheritdoc cref="CsvCell.Of"/>
    public static string Cell(string text) => CsvCell.Of(text);

    // An answer of an earlier version may have options that the survey of today does not know.
    private static string Words(Survey survey, Answer answer) =>
        survey.Find(answer.Question)?.Say(answer.Value) is { Length: > 0 } words ? words : answer.Value.ToString();
}
