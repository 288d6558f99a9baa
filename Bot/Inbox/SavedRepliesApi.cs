using System.Diagnostics;
using Bot.Access;
using Bot.Line;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Inbox;

/// <summary>Saved replies in the REST API.</summary>
internal static class SavedRepliesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var replies = api.MapGroup("/saved-replies").WithTags("Inbox");
        replies.MapGet("/", List).WithSummary("The saved replies, by title");
        replies.MapPost("/", Create).Needs(Permission.Answer).WithSummary("Keep words to answer with again");
        replies.MapPut("/{id}", Change).Needs(Permission.Answer).WithSummary("Change a saved reply, over the version that was read");
        replies.MapDelete("/{id}", Delete).Needs(Permission.Answer).WithSummary("Take a saved reply away");
    }

    /// <summary>A saved reply with its version.</summary>
    public sealed record ReplyView(string Id, long Version, string Title, string Text, DateTimeOffset ChangedAt, string? ChangedBy);

    /// <summary>What it is for and what it says; the version that is changed.</summary>
    public sealed record ReplyRequest(string? Title = null, string? Text = null, long? Version = null);

    private static async Task<Ok<IReadOnlyList<ReplyView>>> List(SavedReplies replies, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<ReplyView>>([.. (await replies.List(ct)).Select(View)]);

    private static async Task<Results<Created<ReplyView>, ValidationProblem>> Create(ReplyRequest request, SavedReplies replies, CancellationToken ct) =>
        await replies.Save(null, 0, request.Title ?? "", request.Text ?? "", ct) switch
        {
            SavedReplyAnswer.Saved(var reply) => TypedResults.Created($"/api/saved-replies/{reply.Value.Id}", View(reply)),
            var refused => Invalid(refused),
        };

    private static async Task<Results<Ok<ReplyView>, NotFound, ValidationProblem, ProblemHttpResult>> Change(
        string id, ReplyRequest request, SavedReplies replies, CancellationToken ct)
    {
        if (await replies.Find(id, ct) is not { } there)
        {
            return TypedResults.NotFound();
        }

        return await replies.Save(id, request.Version ?? there.Version, request.Title ?? there.Value.Title, request.Text ?? there.Value.Text, ct) switch
        {
            SavedReplyAnswer.Saved(var reply) => TypedResults.Ok(View(reply)),
            SavedReplyAnswer.ChangedSince(var now) => TypedResults.Problem(
                $"It is at version {now?.Version ?? 0} now. Nothing was written; look at it again.", statusCode: StatusCodes.Status409Conflict, title: "The saved reply has changed."),
            var refused => Invalid(refused),
        };
    }

    private static async Task<Results<NoContent, NotFound>> Delete(string id, SavedReplies replies, CancellationToken ct) =>
        await replies.Delete(id, ct) is null ? TypedResults.NotFound() : TypedResults.NoContent();

    private static ReplyView View(Stored<SavedReply> reply) =>
        new(reply.Value.Id, reply.Version, reply.Value.Title, reply.Value.Text, reply.Value.ChangedAt, reply.Value.ChangedBy);

    private static ValidationProblem Invalid(SavedReplyAnswer refused) => TypedResults.ValidationProblem(refused switch
    {
        SavedReplyAnswer.BadTitle => new Dictionary<string, string[]> { ["title"] = [$"The title must have 1 to {SavedReplies.LongestTitle} characters and no line breaks."] },
        SavedReplyAnswer.BadText => new Dictionary<string, string[]> { ["text"] = [$"The text must have 1 to {LineLimits.Text} characters."] },
        _ => throw new UnreachableException(),
    });
}
