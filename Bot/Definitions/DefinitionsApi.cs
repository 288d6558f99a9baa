using System.Diagnostics;
using Bot.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Bot.Definitions;

/// <summary>The definitions' part of the REST API: reading and editing what is live, on whichever instance.</summary>
internal static class DefinitionsApi
{
    private const string YamlType = "application/yaml";

    public static void Map(IEndpointRouteBuilder api)
    {
        var kind = api.MapGroup("/definitions/{kind}").WithTags("Definitions");
        kind.MapGet("/", List).WithSummary("The files of a kind (surveys, dialogs, coupons) that are live, and what is wrong with those of this instance.");
        kind.MapGet("/{file}", Text).Produces<string>(contentType: YamlType).WithSummary("A file as it is live. Its ETag goes into If-Match of a PUT.");
        kind.MapPut("/{file}", Put).Needs(Permission.Surveys).AddOpenApiOperationTransformer(TakesYaml).WithSummary("Publishes a file, when the kind's files are valid with it.");
        kind.MapDelete("/{file}", Delete).Needs(Permission.Surveys).WithSummary("Takes a file out of what is live.");
        kind.MapGet("/{file}/versions", Versions).WithSummary("Every content the file ever had, latest publication first.");
        kind.MapGet("/{file}/versions/{hash}", OldText).Produces<string>(contentType: YamlType).WithSummary("One of these contents.");
        kind.MapPost("/{file}/versions/{hash}/restore", Restore).Needs(Permission.Surveys).WithSummary("Publishes one of these contents again.");
    }

    /// <summary>What is live of a kind, and what keeps edits of this instance's files from being so.</summary>
    public sealed record DefinitionList(string Kind, IReadOnlyList<LiveFile> Files, IReadOnlyList<DefinitionError> Errors);

    /// <summary>A file that is live.</summary>
    public sealed record LiveFile(string File, string Path, string Hash, DateTimeOffset PublishedAt, string By)
    {
        public static LiveFile Of(PublishedFile file) => new(System.IO.Path.GetFileName(file.Path), file.Path, file.Hash, file.PublishedAt, file.By);
    }

    /// <summary>Contents of a file; <c>next</c> goes into <c>after</c> of the following request.</summary>
    public sealed record VersionList(IReadOnlyList<VersionSummary> Items, string? Next);

    /// <summary>A content of a file, and when it was published last.</summary>
    public sealed record VersionSummary(string Hash, DateTimeOffset PublishedAt, string By, bool IsLive);

    private static async Task<Results<Ok<DefinitionList>, NotFound>> List(string kind, Publications publications, CancellationToken ct) =>
        publications.Find(kind) is { } publication
            ? TypedResults.Ok(new DefinitionList(kind, [.. (await publication.Files(ct)).Select(LiveFile.Of)], publication.Errors))
            : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> Text(string kind, string file, Publications publications, HttpResponse response, CancellationToken ct)
    {
        if (await publications.Live(kind, file, ct) is not { } found)
        {
            return TypedResults.NotFound();
        }

        response.Headers.ETag = Tag(found.Hash);
        return Yaml(found.Yaml);
    }

    private static async Task<Results<Ok<LiveFile>, Created<LiveFile>, NotFound, ValidationProblem, ProblemHttpResult>> Put(
        string kind, string file, HttpRequest request, Publications publications, CancellationToken ct)
    {
        if (await Body(request, ct) is not { } bytes)
        {
            return TypedResults.Problem($"A file has {YamlFile.MaxBytes:N0} bytes at most. Split it into several.", statusCode: StatusCodes.Status413PayloadTooLarge, title: "The file is too large.");
        }

        return await Publish(kind, file, bytes, request, publications, ct);
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem, ProblemHttpResult>> Delete(
        string kind, string file, HttpRequest request, Publications publications, CancellationToken ct)
    {
        if (Expected(request) is not { } expected)
        {
            return UnreadableIfMatch();
        }

        return await publications.Delete(kind, file, expected, Caller(request), ct) switch
        {
            PublishResult.Deleted => TypedResults.NoContent(),
            PublishResult.NotThere => TypedResults.NotFound(),
            PublishResult.Changed(var now) => HasChanged(now),
            PublishResult.Invalid(var errors) => Invalid(errors),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<VersionList>, NotFound, ValidationProblem>> Versions(
        string kind, string file, Publications publications, string? after, int? limit, CancellationToken ct)
    {
        if (publications.Find(kind) is not { } publication)
        {
            return TypedResults.NotFound();
        }

        try
        {
            var (items, next) = await publications.Versions(kind, file, Math.Clamp(limit ?? 50, 1, 500), after, ct);
            var live = (await publications.Live(kind, file, ct))?.Hash;
            return items.Count == 0 && after is null
                ? TypedResults.NotFound()
                : TypedResults.Ok(new VersionList([.. items.Select(version => new VersionSummary(version.Hash, version.At, version.By, version.Hash == live))], next));
        }
        catch (ArgumentException)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["after"] = ["This is not a 'next' of this list. Begin again without it."] });
        }
    }

    private static async Task<Results<ContentHttpResult, NotFound>> OldText(string kind, string file, string hash, Publications publications, CancellationToken ct) =>
        await publications.Version(kind, file, hash, ct) is { } version
            ? Yaml(version.Yaml)
            : TypedResults.NotFound();

    private static async Task<Results<Ok<LiveFile>, Created<LiveFile>, NotFound, ValidationProblem, ProblemHttpResult>> Restore(
        string kind, string file, string hash, HttpRequest request, Publications publications, CancellationToken ct) =>
        await publications.Version(kind, file, hash, ct) is { } version
            ? await Publish(kind, file, System.Text.Encoding.UTF8.GetBytes(version.Yaml), request, publications, ct)
            : TypedResults.NotFound();

    private static async Task<Results<Ok<LiveFile>, Created<LiveFile>, NotFound, ValidationProblem, ProblemHttpResult>> Publish(
        string kind, string file, byte[] bytes, HttpRequest request, Publications publications, CancellationToken ct)
    {
        if (publications.Find(kind) is null)
        {
            return TypedResults.NotFound();
        }

        if (Expected(request) is not { } expected)
        {
            return UnreadableIfMatch();
        }

        switch (await publications.Put(kind, file, bytes, expected, Caller(request), ct))
        {
            case PublishResult.BadName:
                return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["file"] = [$"A file's name ends in .yaml, has no folder in it and {DefinitionFile.LongestName} characters at most, e.g. coffee.yaml."] });
            case PublishResult.Published(var published, var isNew):
                request.HttpContext.Response.Headers.ETag = Tag(published.Hash);
                return isNew ? TypedResults.Created((string?)null, LiveFile.Of(published)) : TypedResults.Ok(LiveFile.Of(published));
            case PublishResult.Changed(var now):
                return HasChanged(now);
            case PublishResult.Invalid(var errors):
                return Invalid(errors);
            default:
                throw new UnreachableException();
        }
    }

    // Null when there is more of it than a file may have.
    private static async Task<byte[]?> Body(HttpRequest request, CancellationToken ct)
    {
        var buffer = new byte[YamlFile.MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length <= YamlFile.MaxBytes ? buffer[..length] : null;
    }

    // Null: there is an If-Match, and it cannot be read; taking it for none would overwrite what it was to protect.
    private static Func<string?, bool>? Expected(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return _ => true;
        }

        return request.GetTypedHeaders().IfMatch is { Count: > 0 } tags
            ? hash => hash is not null && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(Tag(hash)), useStrongComparison: true))
            : null;
    }

    private static string Caller(HttpRequest request) => request.HttpContext.User.Identity?.Name ?? "";

    private static string Tag(string hash) => $"\"{hash}\"";

    private static ContentHttpResult Yaml(string text) => TypedResults.Text(text, $"{YamlType}; charset=utf-8");

    private static ProblemHttpResult HasChanged(string? now) => TypedResults.Problem(
        now is null ? "There is no such file any more." : $"It is {Tag(now)} now. Read it again, and make your edit there.",
        statusCode: StatusCodes.Status412PreconditionFailed,
        title: "The file is not the one the edit was made from.");

    private static ProblemHttpResult Invalid(IReadOnlyList<DefinitionError> errors) => TypedResults.Problem(
        "Nothing was changed. Mend what 'errors' names; 'problems' has the same with line and column apart.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        title: "The definitions would not be valid.",
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = errors.GroupBy(error => $"{error.File}:{error.Line}:{error.Column}")
                .ToDictionary(place => place.Key, place => place.Select(error => $"{error.Message} Fix: {error.Fix}").ToArray()),
            ["problems"] = errors.ToArray(),
        });

    private static ValidationProblem UnreadableIfMatch() => TypedResults.ValidationProblem(
        new Dictionary<string, string[]> { ["If-Match"] = ["This is no ETag. Send it as it came, in double quotes."] });

    private static Task TakesYaml(OpenApiOperation operation, Microsoft.AspNetCore.OpenApi.OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { [YamlType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } } },
        };
        return Task.CompletedTask;
    }
}
