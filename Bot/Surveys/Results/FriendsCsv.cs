using Bot.Friends;

namespace Bot.Surveys.Results;

/// <summary>One row a friend with the latest answer to each question, for spreadsheets.</summary>
internal static class FriendsCsv
{
    public static async Task Write(Stream stream, Survey survey, IAsyncEnumerable<IReadOnlyList<Answer>> friends, TimeZoneInfo zone, CancellationToken ct)
    {
        await using var writer = CsvText.Open(stream);
        await writer.WriteLineAsync(CsvText.Row(["friend_id", "answered_at", .. survey.Questions.Select(question => $"{question.Text} [{question.Id}]")]).AsMemory(), ct);
        await foreach (var answers in friends.WithCancellation(ct))
        {
            var byQuestion = answers.ToDictionary(answer => answer.Question);
            await writer.WriteLineAsync(
                CsvText.Row(
                [
                    answers[0].FriendId,
                    SurveyCsv.At(answers.MaxBy(answer => answer.At)!, zone),
                    .. survey.Questions.Select(question => byQuestion.TryGetValue(question.Id, out var answer) ? SurveyCsv.Words(survey, answer) : ""),
                ]).AsMemory(),
                ct);
        }
    }
}
