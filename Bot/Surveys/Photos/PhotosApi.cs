using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Surveys.Photos;

/// <summary>The pictures' part of the REST API.</summary>
internal static class PhotosApi
{
    public static void Map(IEndpointRouteBuilder surveys)
    {
        surveys.MapGet("/{surveyId}/questions/{questionId}/photos", List).WithSummary("The pictures friends sent as answers, newest first.");
        surveys.MapGet("/{surveyId}/answers/{answerId}/photos/{number:int}", Show).WithSummary("One picture of an answer.");
    }

    /// <summary>Pictures, newest first; <c>next</c> goes into <c>after</c> of the following request.</summary>
    public sealed record PhotoList(IReadOnlyList<PhotoSummary> Items, string? Next);

    public sealed record PhotoSummary(string Answer, int Number, string FriendId, DateTimeOffset At, PhotoState State, string? MediaType, long Bytes, Words? Problem);

    private static async Task<Results<Ok<PhotoList>, NotFound, ValidationProblem>> List(
        string surveyId, string questionId, SurveyBook surveys, AnswerPhotos photos, string? after, int? limit, CancellationToken ct)
    {
        if (surveys.Find(surveyId)?.Find(questionId) is null)
        {
            return TypedResults.NotFound();
        }

        try
        {
            var page = await photos.List(surveyId, questionId, Math.Clamp(limit ?? 50, 1, 500), after, ct);
            return TypedResults.Ok(new PhotoList(
                [.. page.Items.Select(stored => stored.Value).Select(photo => new PhotoSummary(photo.Answer, photo.Number, photo.FriendId, photo.At, photo.State, photo.MediaType, photo.Bytes, photo.Problem))],
                page.Next));
        }
        catch (ArgumentException)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["after"] = ["This is not a 'next' of this list. Begin again without it."] });
        }
    }

    private static async Task<Results<PushStreamHttpResult, NotFound>> Show(
        string surveyId, string answerId, int number, AnswerPhotos photos, HttpContext http, CancellationToken ct) =>
        await PhotoResponse.Of(photos, surveyId, answerId, number, http, ct) is { } picture ? picture : TypedResults.NotFound();
}

/// <summary>A picture as a response that a browser takes for nothing else.</summary>
public static class PhotoResponse
{
    /// <summary>The picture, or null: there is none.</summary>
    public static async Task<PushStreamHttpResult?> Of(AnswerPhotos photos, string survey, string answer, int number, HttpContext http, CancellationToken ct)
    {
        if (await photos.Find(survey, answer, number, ct) is not { MediaType: { } mediaType } photo)
        {
            return null;
        }

        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.ContentLength = photo.Bytes;
        return TypedResults.Stream(stream => photos.Write(photo, stream, ct), mediaType);
    }
}
