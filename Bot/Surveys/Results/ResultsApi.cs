using Bot.Access;
using Bot.Friends;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Surveys.Results;

/// <summary>The results' part of the REST API.</summary>
internal static class ResultsApi
{
    public static void Map(RouteGroupBuilder surveys)
    {
        surveys.MapGet("/{surveyId}/results", Results);
        surveys.MapGet("/{surveyId}/questions/{questionId}/texts", Texts);
        surveys.MapGet("/{surveyId}/answers.csv", Csv).GivesDataOut();
        surveys.MapGet("/{surveyId}/answers.jsonl", JsonLines).GivesDataOut();
        surveys.MapGet("/{surveyId}/friends.csv", Friends).GivesDataOut();
    }

    /// <summary>What friends wrote, newest first; <c>next</c> goes into <c>after</c> of the following request.</summary>
    public sealed record TextList(IReadOnlyList<GivenText> Items, string? Next);

    private static async Task<Results<Ok<SurveyResults>, Accepted<CountingProgress>, NotFound>> Results(
        string surveyId, SurveyBook surveys, SurveyResultsReader results, HttpResponse response, string? version, CancellationToken ct) =>
        surveys.Find(surveyId) is not { } survey ? TypedResults.NotFound()
            : await results.Read(survey, ct, version) is { } read ? TypedResults.Ok(read)
            : await Counting(results, response, ct);

    private static async Task<Results<Ok<TextList>, NotFound, ValidationProblem>> Texts(
        string surveyId, string questionId, SurveyBook surveys, SurveyResultsReader results, string? contains, string? after, int? limit, CancellationToken ct)
    {
        if (surveys.Find(surveyId)?.Find(questionId) is null)
        {
            return TypedResults.NotFound();
        }

        try
        {
            var (items, next) = await results.Texts(surveyId, questionId, Math.Clamp(limit ?? 50, 1, 500), after, ct, contains);
            return TypedResults.Ok(new TextList(items, next));
        }
        catch (ArgumentException)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["after"] = ["This is not a 'next' of this list. Begin again without it."] });
        }
    }

    private static Results<PushStreamHttpResult, NotFound> Csv(string surveyId, SurveyBook surveys, SurveyResultsReader results, TimeZoneInfo zone, CancellationToken ct) =>
        surveys.Find(surveyId) is { } survey
            ? TypedResults.Stream(stream => SurveyCsv.Write(stream, survey, results.Answers(surveyId, ct), zone, ct), CsvText.ContentType, $"{surveyId}-answers.csv")
            : TypedResults.NotFound();

    private static Results<PushStreamHttpResult, NotFound> JsonLines(string surveyId, SurveyBook surveys, SurveyResultsReader results, CancellationToken ct) =>
        surveys.Find(surveyId) is { } survey
            ? TypedResults.Stream(stream => AnswerLines.Write(stream, survey, results.Answers(surveyId, ct), ct), AnswerLines.ContentType, $"{surveyId}-answers.jsonl")
            : TypedResults.NotFound();

    private static async Task<Results<PushStreamHttpResult, Accepted<CountingProgress>, NotFound>> Friends(
        string surveyId, SurveyBook surveys, SurveyResultsReader results, TimeZoneInfo zone, HttpResponse response, CancellationToken ct) =>
        surveys.Find(surveyId) is not { } survey ? TypedResults.NotFound()
            : await results.LatestByFriend(survey, ct) is { } friends
                ? TypedResults.Stream(stream => FriendsCsv.Write(stream, survey, friends, zone, ct), CsvText.ContentType, $"{surveyId}-friends.csv")
            : await Counting(results, response, ct);

    private static async Task<Accepted<CountingProgress>> Counting(SurveyResultsReader results, HttpResponse response, CancellationToken ct)
    {
        response.Headers.RetryAfter = "1";
        return TypedResults.Accepted((string?)null, await results.Counting(ct));
    }
}
