using Bot.Access;
using Bot.Inbox;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.Inbox;

/// <summary>The replies that are kept to answer with again.</summary>
internal static class ReplyPages
{
    public static void Map(IEndpointRouteBuilder console)
    {
        console.MapGet("/inbox/replies", List);
        console.MapPost("/inbox/replies", Save).Needs(Permission.Answer);
        console.MapPost("/inbox/replies/{id}/delete", Delete).Needs(Permission.Answer);
    }

    private static async Task<RazorComponentResult<RepliesPage>> List(string? edit, SavedReplies replies, CancellationToken ct) =>
        await Page(replies, edit is null ? null : await replies.Find(edit, ct) is { } there ? new(there.Value.Id, there.Version, there.Value.Title, there.Value.Text) : null, null, ct);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<RepliesPage>>> Save(
        [FromForm] string? id, [FromForm] long? version, [FromForm] string? title, [FromForm] string? text, SavedReplies replies, CancellationToken ct)
    {
        var draft = new RepliesPage.Draft(string.IsNullOrEmpty(id) ? null : id, version ?? 0, title ?? "", text ?? "");
        return await replies.Save(draft.Id, draft.Version, draft.Title, draft.Text, ct) switch
        {
            SavedReplyAnswer.Saved => TypedResults.Redirect("/inbox/replies"),
            var refused => await Page(replies, draft with { Refused = refused }, null, ct),
        };
    }

    private static async Task<RazorComponentResult<RepliesPage>> Delete(string id, SavedReplies replies, CancellationToken ct) =>
        await Page(replies, null, await replies.Delete(id, ct), ct);

    private static async Task<RazorComponentResult<RepliesPage>> Page(SavedReplies replies, RepliesPage.Draft? draft, SavedReply? deleted, CancellationToken ct) =>
        new(new { Replies = await replies.List(ct), Now = draft ?? new(), Deleted = deleted })
        {
            StatusCode = draft?.Refused switch
            {
                null => StatusCodes.Status200OK,
                SavedReplyAnswer.ChangedSince => StatusCodes.Status409Conflict,
                _ => StatusCodes.Status422UnprocessableEntity,
            },
        };
}
