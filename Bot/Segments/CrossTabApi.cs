using Bot.Access;
using Bot.Friends;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Segments;

/// <summary>The cross-tabs' part of the REST API.</summary>
internal static class CrossTabApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/crosstab", Read).Needs(Permission.Look).WithTags("Segments");

    /// <summary>How friends are sorted into rows and columns, and among whom. Format of the query: <c>json</c> (unless said), <c>csv</c> or <c>text</c>.</summary>
    public sealed record CrossTabRequest(string? Rows, string? Columns, string? Among);

    private static async Task<Results<Ok<CrossTab>, ContentHttpResult, ValidationProblem>> Read(
        CrossTabRequest request, CrossTabReader tables, TimeProvider clock, string? format, CancellationToken ct)
    {
        var (table, problems) = await tables.Read(request.Rows ?? "", request.Columns ?? "", request.Among, clock.GetUtcNow(), ct);
        return (table, format) switch
        {
            (null, _) => TypedResults.ValidationProblem(problems.ToDictionary()),
            (_, "csv") => TypedResults.Text(CrossTabText.Csv(table), CsvText.ContentType),
            (_, "text") => TypedResults.Text(CrossTabText.Table(table), "text/plain; charset=utf-8"),
            _ => TypedResults.Ok(table),
        };
    }
}
