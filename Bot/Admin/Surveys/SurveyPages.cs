using Bot.Friends;
using Bot.Storage;
using Bot.Surveys;
using Bot.Surveys.Results;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Admin.Surveys;

/// <summary>The surveys with their numbers, and one survey's results.</summary>
internal static class SurveyPages
{
    private const int PerPage = 50;

    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/surveys", List);
        console.MapGet("/surveys/{id}", One);
        console.MapGet("/surveys/{id}/answers.csv", Csv);
        console.MapGet("/surveys/{id}/questions/{question}", Texts);
    }

    private static async Task<RazorComponentResult<SurveysPage>> List(SurveyBook surveys, IDocumentStore store, CancellationToken ct)
    {
        var rows = new List<SurveysPage.Row>();
        foreach (var survey in surveys.Current.OrderBy(survey => survey.Id, StringComparer.Ordinal))
        {
            rows.Add(new(survey, await SurveyNumbers.Read(survey.Id, store, ct)));
        }

        return new RazorComponentResult<SurveysPage>(new { Rows = rows, surveys.Errors });
    }

    private static async Task<Results<RazorComponentResult<SurveyPage>, RazorComponentResult<ProblemPage>>> One(
        string id, SurveyBook surveys, SurveyResultsReader results, CancellationToken ct) =>
        surveys.Find(id) is { } survey
            ? new RazorComponentResult<SurveyPage>(new { Survey = survey, Results = (await results.Read(survey, ct))! })
            : ProblemPage.NotFound();

    private static Results<PushStreamHttpResult, RazorComponentResult<ProblemPage>> Csv(
        string id, SurveyBook surveys, SurveyResultsReader results, TimeZoneInfo zone, CancellationToken ct) =>
        surveys.Find(id) is { } survey
            ? TypedResults.Stream(stream => SurveyCsv.Write(stream, survey, results.Answers(id, ct), zone, ct), "text/csv; charset=utf-8", $"{id}-answers.csv")
            : ProblemPage.NotFound();

    private static async Task<Results<RazorComponentResult<TextsPage>, RazorComponentResult<ProblemPage>, RedirectHttpResult>> Texts(
        string id, string question, string? after, SurveyBook surveys, SurveyResultsReader results, FriendStore friends, CancellationToken ct)
    {
        if (surveys.Find(id) is not { } survey || survey.Find(question) is not { } asked)
        {
            return ProblemPage.NotFound();
        }

        try
        {
            var (items, next) = await results.Texts(id, question, PerPage, after, ct);
            var rows = new List<TextsPage.Row>();
            foreach (var given in items)
            {
                rows.Add(new(given, await friends.Find(given.FriendId, ct)));
            }

            return new RazorComponentResult<TextsPage>(new { Survey = survey, Question = asked, Rows = rows, Next = next, IsFirst = after is null });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect($"/surveys/{id}/questions/{question}");
        }
    }
}

/// <summary>How many began a survey and how many came to its end, from the index alone.</summary>
public sealed record SurveyNumbers(long Started, long Completed)
{
    internal static async Task<SurveyNumbers> Read(string surveyId, IDocumentStore store, CancellationToken ct)
    {
        Task<long> Reached(SurveyStanding standing) => store.Count(
            SurveyCollections.Milestones, Filter.Equal("survey", surveyId) & Filter.Equal("reached", FieldValue.Of(standing)), ct);

        return new(await Reached(SurveyStanding.Started), await Reached(SurveyStanding.Completed));
    }
}
