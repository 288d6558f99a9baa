using Bot.Access;
using Bot.Definitions;
using Bot.Surveys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Transcripts;

/// <summary>The REST API's way to check and try a file before it is published.</summary>
internal static class RehearsalsApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var file = api.MapGroup("/definitions/{kind}/{file}").WithTags("Definitions");
        file.MapPost("/check", Check).Needs(Permission.Surveys).WithSummary("Everything wrong or doubtful with this text as the file, and what it changes. Nothing is published.");
        file.MapPost("/try", Try).Needs(Permission.Surveys).WithSummary("Plays a transcript with this text as the file, on a stage of its own: nothing is stored or sent.");
    }

    /// <summary>The text of a file.</summary>
    public sealed record CheckRequest(string? Yaml = null);

    /// <summary>What is found, whether it could be published, and for a survey that is live what would change and for whom.</summary>
    public sealed record CheckAnswer(bool IsGood, IReadOnlyList<DefinitionError> Findings, IReadOnlyList<DefinitionError> Elsewhere, IReadOnlyList<SurveyChange>? Changes);

    /// <summary>The text of a file, and what a friend does.</summary>
    public sealed record TryRequest(string? Yaml = null, string? Transcript = null);

    /// <summary>What keeps it from being tried, or the transcript as it goes, and where in the survey the friend is.</summary>
    public sealed record TryAnswer(IReadOnlyList<DefinitionError> Errors, string Transcript, string? At);

    private static async Task<Results<Ok<CheckAnswer>, NotFound, ValidationProblem>> Check(
        string kind, string file, CheckRequest request, Rehearsals rehearsals, Publications publications, SurveyBook surveys, CancellationToken ct)
    {
        if (Wrong(kind, file, request.Yaml, publications) is { } wrong)
        {
            return wrong;
        }

        var check = await rehearsals.Check(kind, file, request.Yaml!, ct);
        var changes = check.Survey is { } survey && surveys.Find(survey.Id) is { } live ? SurveyComparison.Between(live, survey).Changes : null;
        return TypedResults.Ok(new CheckAnswer(check.IsGood, check.Findings, check.Elsewhere, changes));
    }

    private static async Task<Results<Ok<TryAnswer>, NotFound, ValidationProblem>> Try(
        string kind, string file, TryRequest request, Rehearsals rehearsals, Publications publications, CancellationToken ct)
    {
        if (Wrong(kind, file, request.Yaml, publications) is { } wrong)
        {
            return wrong;
        }

        var rehearsal = await rehearsals.Try(kind, file, request.Yaml!, RehearsalScript.Parse(request.Transcript), ct);
        return TypedResults.Ok(new TryAnswer(rehearsal.Errors, rehearsal.Transcript, rehearsal.At));
    }

    private static ValidationProblem? Wrong(string kind, string file, string? yaml, Publications publications) =>
        publications.Find(kind) is null || !DefinitionFile.IsName(file) ? Say("file", "Name a file of surveys, dialogs or coupons, e.g. surveys/coffee.yaml.")
        : string.IsNullOrEmpty(yaml) ? Say("yaml", "Send the file's text.")
        : null;

    private static ValidationProblem Say(string what, string why) => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [what] = [why] });
}
