using System.Text.Json;

namespace Bot.Surveys.Results;

/// <summary>An answer as programs read it.</summary>
/// <param name="At">When it was given.</param>
/// <param name="FriendId">LINE's id of the friend; empty: erased.</param>
/// <param name="Survey">The survey's id.</param>
/// <param name="Version">The version it was given in.</param>
/// <param name="Run">Which run it was given in.</param>
/// <param name="Question">The question's id.</param>
/// <param name="Wording">The wording it answers, where several are tried.</param>
/// <param name="GivenBy">Whether it was <c>tapped</c> or <c>written</c>.</param>
/// <param name="Answer">As people read it.</param>
/// <param name="Value">As data.</param>
internal sealed record ExportedAnswer(
    DateTimeOffset At, string FriendId, string Survey, string Version, string Run, string Question, string? Wording, string GivenBy, string Answer, AnswerValue Value);

/// <summary>The history of answers as JSON lines: every answer, changes too.</summary>
internal static class AnswerLines
{
    public const string ContentType = "application/jsonl; charset=utf-8";

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static async Task Write(Stream stream, Survey survey, IAsyncEnumerable<Answer> answers, CancellationToken ct)
    {
        await foreach (var answer in answers.WithCancellation(ct))
        {
            var line = new ExportedAnswer(
                answer.At,
                answer.FriendId,
                answer.Survey,
                answer.Version,
                answer.Run,
                answer.Question,
                answer.Wording,
                SurveyCsv.GivenBy(answer),
                SurveyCsv.Words(survey, answer),
                answer.Value);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, SurveysJson.Documents.ExportedAnswer), ct);
            await stream.WriteAsync(LineEnd, ct);
        }
    }
}
