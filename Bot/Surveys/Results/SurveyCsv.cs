using System.Globalization;
using Bot.Friends;

namespace Bot.Surveys.Results;

/// <summary>The history of answers as CSV for spreadsheets: every answer, changes too.</summary>
internal static class SurveyCsv
{
    public static async Task Write(Stream stream, Survey survey, IAsyncEnumerable<Answer> answers, TimeZoneInfo zone, CancellationToken ct)
    {
        await using var writer = CsvText.Open(stream);
        await writer.WriteLineAsync("answered_at,friend_id,survey,version,run,question,answer,value,wording,given_by");
        await foreach (var answer in answers.WithCancellation(ct))
        {
            await writer.WriteLineAsync(
                CsvText.Row(
                    At(answer, zone),
                    answer.FriendId,
                    answer.Survey,
                    answer.Version,
                    answer.Run,
                    answer.Question,
                    Words(survey, answer),
                    answer.Value.ToString(),
                    answer.Wording ?? "",
                    GivenBy(answer)).AsMemory(),
                ct);
        }
    }

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
