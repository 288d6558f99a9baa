using Bot.Definitions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Surveys;

/// <summary>The surveys' part of the REST API.</summary>
internal static class SurveysApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var surveys = api.MapGroup("/surveys").WithTags("Surveys");
        surveys.MapGet("/", List);
        surveys.MapGet("/{surveyId}", Find);
        surveys.MapGet("/{surveyId}/results", Results);
        surveys.MapGet("/{surveyId}/questions/{questionId}/texts", Texts);
        surveys.MapGet("/{surveyId}/answers.csv", Csv);
        Photos.PhotosApi.Map(surveys);
    }

    /// <summary>The surveys that run, and what is wrong in the files as they are now.</summary>
    public sealed record SurveyList(IReadOnlyList<SurveySummary> Items, IReadOnlyList<DefinitionError> Errors);

    public sealed record SurveySummary(string Id, string Title, string Version, int Questions, IReadOnlyList<string> Keywords, string? Coupon);

    /// <summary>One survey, with its state diagram in Mermaid.</summary>
    public sealed record SurveyDetail(
        string Id, string Title, string Version, string Purpose, IReadOnlyList<string> Keywords, string? Coupon, IReadOnlyList<QuestionDetail> Questions, string Diagram, string Yaml);

    public sealed record QuestionDetail(string Id, string Kind, string Text, string? When, bool Optional, IReadOnlyList<string> Options);

    /// <summary>What friends wrote, newest first; <c>next</c> goes into <c>after</c> of the following request.</summary>
    public sealed record TextList(IReadOnlyList<GivenText> Items, string? Next);

    private static Ok<SurveyList> List(SurveyBook surveys) => TypedResults.Ok(new SurveyList(
        [.. surveys.Current.OrderBy(survey => survey.Id, StringComparer.Ordinal).Select(survey =>
            new SurveySummary(survey.Id, survey.Title, survey.Version, survey.Questions.Count, survey.Keywords, survey.Finish.Coupon))],
        surveys.Errors));

    private static Results<Ok<SurveyDetail>, NotFound> Find(string surveyId, SurveyBook surveys) => surveys.Find(surveyId) is { } survey
        ? TypedResults.Ok(new SurveyDetail(
            survey.Id,
            survey.Title,
            survey.Version,
            survey.Purpose,
            survey.Keywords,
            survey.Finish.Coupon,
            [.. survey.Questions.Select(question => new QuestionDetail(
                question.Id,
                question.Kind,
                question.Text,
                question.When?.ToString(),
                question.Optional,
                [.. question.Known.Options.Select(option => option.Name ?? option.Id)]))],
            SurveyDiagram.Of(survey),
            survey.Yaml))
        : TypedResults.NotFound();

    private static async Task<Results<Ok<SurveyResults>, NotFound>> Results(string surveyId, SurveyBook surveys, SurveyResultsReader results, CancellationToken ct) =>
        surveys.Find(surveyId) is { } survey ? TypedResults.Ok(await results.Read(survey, ct)) : TypedResults.NotFound();

    private static async Task<Results<Ok<TextList>, NotFound, ValidationProblem>> Texts(
        string surveyId, string questionId, SurveyBook surveys, SurveyResultsReader results, string? after, int? limit, CancellationToken ct)
    {
        if (surveys.Find(surveyId)?.Find(questionId) is null)
        {
            return TypedResults.NotFound();
        }

        try
        {
            var (items, next) = await results.Texts(surveyId, questionId, Math.Clamp(limit ?? 50, 1, 500), after, ct);
            return TypedResults.Ok(new TextList(items, next));
        }
        catch (ArgumentException)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["after"] = ["This is not a 'next' of this list. Begin again without it."] });
        }
    }

    private static Results<PushStreamHttpResult, NotFound> Csv(string surveyId, SurveyBook surveys, SurveyResultsReader results, TimeZoneInfo zone, CancellationToken ct) =>
        surveys.Find(surveyId) is { } survey
            ? TypedResults.Stream(
                stream => SurveyCsv.Write(stream, survey, results.Answers(surveyId, ct), zone, ct),
                "text/csv; charset=utf-8",
                $"{surveyId}-answers.csv")
            : TypedResults.NotFound();
}
