using System.Text.Json;
using Bot.Access;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Audit;

/// <summary>The log's part of the REST API.</summary>
internal static class AuditApi
{
    private const int MostOnPage = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("People");
        audit.MapGet("/", List).Needs(Permission.People).WithSummary("Who did what, the latest first");
        audit.MapGet("/entries.jsonl", Export).Needs(Permission.People).GivesDataOut().Produces<string>(contentType: "application/jsonl").WithSummary("All of it, an entry a line");
    }

    /// <summary>A page of the log; next: what continues it.</summary>
    public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? Next);

    private static async Task<Results<Ok<AuditPage>, ValidationProblem>> List(
        AuditLog log, string? personId, string? collection, string? documentId, string? userId, DateTimeOffset? from, DateTimeOffset? until, string? after, int? limit, CancellationToken ct)
    {
        try
        {
            var page = await log.Find(new(personId, collection, documentId, userId, from, until), Math.Clamp(limit ?? 100, 1, MostOnPage), after, ct);
            return TypedResults.Ok(new AuditPage([.. page.Items.Select(entry => entry.Value)], page.Next));
        }
        catch (ArgumentException)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["after"] = ["This is not a 'next' of this list. Begin again without it."] });
        }
    }

    private static async Task Export(
        HttpContext http, AuditLog log, string? personId, string? collection, string? documentId, string? userId, DateTimeOffset? from, DateTimeOffset? until, CancellationToken ct)
    {
        http.Response.ContentType = "application/jsonl; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"audit.jsonl\"";
        await foreach (var (entry, _) in log.All(new(personId, collection, documentId, userId, from, until), ct))
        {
            await JsonSerializer.SerializeAsync(http.Response.Body, entry, AuditCollections.Entries.Json, ct);
            await http.Response.WriteAsync("\n", ct);
        }
    }
}
