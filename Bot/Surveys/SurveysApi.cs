using Bot.Access;
using Bot.Definitions;
using Bot.Friends;
using Bot.Line;
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
        surveys.MapPost("/{surveyId}/start", Start).Needs(Permission.Surveys).WithSummary("Begins the survey with a friend, by push (LINE counts it); goes on where they had stopped.");
        surveys.MapGet("/{surveyId}/links", Links).WithSummary("The texts and addresses that begin the survey, one for each place: for QR codes and posters.");
        Photos.PhotosApi.Map(surveys);
        ResultsApi.Map(surveys);
    }

    /// <summary>The surveys that run, and what is wrong in the files as they are now.</summary>
    public sealed record SurveyList(IReadOnlyList<SurveySummary> Items, IReadOnlyList<DefinitionError> Errors);

    public sealed record SurveySummary(string Id, string Title, string Version, int Questions, IReadOnlyList<string> Keywords, string? Coupon);

    /// <summary>One survey, with its state diagram in Mermaid.</summary>
    public sealed record SurveyDetail(
        string Id, string Title, string Version, string Purpose, IReadOnlyList<string> Keywords, string? Coupon, IReadOnlyList<QuestionDetail> Questions, string Diagram, string Yaml);

    public sealed record QuestionDetail(string Id, string Kind, string Text, string? When, bool Optional, IReadOnlyList<string> Options);

    /// <summary>Whom to begin the survey with, and who says so.</summary>
    public sealed record StartRequest(string? UserId = null, string? Staff = null);

    /// <summary>How many messages are on their way.</summary>
    public sealed record StartAnswer(int Messages);

    /// <summary>A way to begin the survey by a QR code: what it brings into the chat, and the address that does so.</summary>
    public sealed record StartLink(string? Place, string? Name, string Text, string Address);

    private static async Task<Results<Accepted<StartAnswer>, NotFound, ValidationProblem, ProblemHttpResult>> Start(
        string surveyId, StartRequest request, SurveyStarter starter, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.UserId))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["userId"] = ["Say whom to ask: the friend's LINE user id."] });
        }

        var by = string.IsNullOrWhiteSpace(request.Staff) ? FactSource.Api : FactSource.Staff(request.Staff.Trim());
        return await starter.Begin(request.UserId, surveyId, by, ct) switch
        {
            StartResult.Sent(var messages) => TypedResults.Accepted((string?)null, new StartAnswer(messages)),
            StartResult.OptedOut => TypedResults.Problem("The friend asked to be sent nothing (配信停止); they can begin it by its keyword.", statusCode: StatusCodes.Status409Conflict, title: "The survey cannot be sent."),
            StartResult.Blocked => TypedResults.Problem("The friend has blocked the account; nothing would arrive.", statusCode: StatusCodes.Status409Conflict, title: "The survey cannot be sent."),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<Ok<IReadOnlyList<StartLink>>, NotFound, ProblemHttpResult>> Links(string surveyId, SurveyBook surveys, LineClient line, CancellationToken ct)
    {
        if (surveys.Find(surveyId) is not { Keyword: { } keyword } survey)
        {
            return TypedResults.NotFound();
        }

        if (await line.BotInfo(ct) is not { Value.BasicId: var account })
        {
            return TypedResults.Problem("LINE did not tell the account's id. Try again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The addresses are not known now.");
        }

        return TypedResults.Ok<IReadOnlyList<StartLink>>(
        [
            Link(null, keyword),
            .. survey.StartPlaces.Select(place => Link(place, $"{keyword} #{place.Code}")),
        ]);

        // LINE opens the chat with the text in its field; the friend sends it (Messaging API, LINE URL scheme, oaMessage).
        StartLink Link(StartPlace? place, string text) =>
            new(place?.Code, place?.Name, text, $"https://line.me/R/oaMessage/{Uri.EscapeDataString(account)}/?{Uri.EscapeDataString(text)}");
    }

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
