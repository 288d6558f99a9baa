using System.Buffers;
using System.Globalization;
using System.Text;

namespace Bot.Surveys;

/// <summary>Answers as CSV for spreadsheets.</summary>
internal static class SurveyCsv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n\t'");

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

    /// <summary>A cell that a spreadsheet shows as it is: quoted where needed, and never taken for a formula.</summary>
    public static string Cell(string text)
    {
        var formula = text is ['\t' or '\r' or '\n', ..] || text.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];
        var safe = formula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(Quoted) >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    // An answer of an earlier version may have options that the survey of today does not know.
    private static string Words(Survey survey, Answer answer) =>
        survey.Find(answer.Question)?.Say(answer.Value) is { Length: > 0 } words ? words : answer.Value.ToString();
}
