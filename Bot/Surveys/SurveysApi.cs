using Bot.Definitions;
using Bot.Surveys.Results;
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
        ResultsApi.Map(surveys);
    }

    /// <summary>The surveys that run, and what is wrong in the files as they are now.</summary>
    public sealed record SurveyList(IReadOnlyList<SurveySummary> Items, IReadOnlyList<DefinitionError> Errors);

    public sealed record SurveySummary(string Id, string Title, string Version, int Questions, IReadOnlyList<string> Keywords, string? Coupon);

    /// <summary>One survey, with its state diagram in Mermaid.</summary>
    public sealed record SurveyDetail(
        string Id, string Title, string Version, string Purpose, IReadOnlyList<string> Keywords, string? Coupon, IReadOnlyList<QuestionDetail> Questions, string Diagram, string Yaml);

    public sealed record QuestionDetail(string Id, string Kind, string Text, string? When, bool Optional, IReadOnlyList<string> Options);

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
}
