using Bot.Access;
using Bot.Friends;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Segments.Tags;

/// <summary>Declared tags in the REST API.</summary>
internal static class TagsApi
{
    private const int LongestNote = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var tags = api.MapGroup("/tags").WithTags("Segments");
        tags.MapGet("/", List);
        tags.MapPut("/{name}", Declare).Needs(Permission.Segments);
        tags.MapDelete("/{name}", Forget).Needs(Permission.Segments);
    }

    /// <summary>Note: what the tag is for; without one, a note that is there stays.</summary>
    public sealed record DeclareRequest(string? Note);

    private static async Task<Ok<IReadOnlyList<DeclaredTag>>> List(TagStore tags, CancellationToken ct) => TypedResults.Ok(await tags.List(ct));

    private static async Task<Results<Ok<DeclaredTag>, Created<DeclaredTag>, ValidationProblem>> Declare(
        string name, DeclareRequest? request, HttpContext http, TagStore tags, CancellationToken ct)
    {
        var wrong = new Dictionary<string, string[]>();
        if (!FactName.IsGood(name))
        {
            wrong["name"] = [$"The name must have 1 to {FactName.MaxLength} characters and no line breaks."];
        }

        if (request?.Note is { } note && (note.Length > LongestNote || note.Any(char.IsControl)))
        {
            wrong["note"] = [$"The note must have at most {LongestNote} characters and no line breaks."];
        }

        if (wrong.Count > 0)
        {
            return TypedResults.ValidationProblem(wrong);
        }

        var (tag, isNew) = await tags.Declare(name.Trim(), request?.Note?.Trim(), http.User.Identity?.Name ?? "", ct);
        return isNew ? TypedResults.Created((string?)null, tag) : TypedResults.Ok(tag);
    }

    private static async Task<Results<NoContent, NotFound>> Forget(string name, TagStore tags, CancellationToken ct) =>
        await tags.Forget(name, ct) ? TypedResults.NoContent() : TypedResults.NotFound();
}
