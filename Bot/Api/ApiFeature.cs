using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Access;
using Bot.People;
using Bot.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Api;

/// <summary>The REST API's frame: keys, problem details, the OpenAPI document, health.</summary>
internal static class ApiFeature
{
    public const string Policy = "api";

    /// <summary>The largest body any route has a use for is a file of definitions, half of this.</summary>
    private const int LargestBody = 1024 * 1024;

    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection("Api")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Collection>(ApiCollections.Keys);
        services.AddSingleton(new ConfiguredApiKey(configuration["Api:Key"]));
        services.AddSingleton<ApiKeyDesk>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = ApiProblems.GiveReason);
        services.ConfigureHttpJsonOptions(http =>
        {
            http.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            http.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // Japanese readable; only ever application/json.
            http.SerializerOptions.AllowOutOfOrderMetadataProperties = true;
        });

        // A body that cannot be read is a 400 with a reason in every environment.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        services.AddOpenApi(options => options
            .AddDocumentTransformer((document, _, _) =>
            {
                ApiDescription.Complete(document);
                return Task.CompletedTask;
            })
            .AddSchemaTransformer((schema, context, _) =>
            {
                ApiDescription.Complete(schema, context.JsonTypeInfo.Type);
                return Task.CompletedTask;
            }));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(ApiKeyAuthentication.SchemeName).RequireAuthenticatedUser().AddRequirements(new PermissionCheck()))
            // Deny by default: a route that says nothing about access answers to nobody without a key.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(ApiKeyAuthentication.SchemeName).RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>The <c>/api</c> group every feature maps its routes into.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().RequireAuthorization(Policy);
        routes.MapGet("/healthz", () => TypedResults.Ok(new Health("ok", null))).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/readyz", Ready).AllowAnonymous().ExcludeFromDescription();

        var api = routes.MapGroup("/api").RequireAuthorization(Policy).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        api.MapGet("/keys", List).Needs(Permission.People).WithSummary("The API keys, without the keys themselves.");
        api.MapPost("/keys", Create).Needs(Permission.People).WithSummary("Makes an API key; the answer is the only place it is ever shown.");
        api.MapDelete("/keys/{id}", Revoke).Needs(Permission.People).WithSummary("Revokes an API key.");
        return api;
    }

    private static async Task<Results<Ok<Health>, JsonHttpResult<Health>>> Ready(IDocumentStore store, CancellationToken ct) =>
        await store.Problem(ct) is { } problem
            ? TypedResults.Json(new Health("not ready", problem), statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(new Health("ready", null));

    private static async Task<Ok<IReadOnlyList<ApiKey>>> List(ApiKeyDesk keys, CancellationToken ct) =>
        TypedResults.Ok(await keys.All(personId: null, ct));

    private static async Task<Results<Created<NewApiKey>, ValidationProblem>> Create(NewApiKeyRequest request, ApiKeyDesk keys, PeopleDesk people, CancellationToken ct)
    {
        if (!ApiKeyDesk.IsName(request.Name))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["name"] = ["Say what the key is for, in 1 to 100 characters."] });
        }

        if (request.PersonId is { } person && await people.Find(person, ct) is null)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["personId"] = ["There is nobody of this id; GET /api/people shows who there is."] });
        }

        var (key, secret) = await keys.Create(request.Name, request.PersonId, request.Scopes, ct);
        return TypedResults.Created($"/api/keys/{key.Id}", new NewApiKey(key.Id, key.Name, key.Scopes, secret));
    }

    private static async Task<Results<NoContent, NotFound>> Revoke(string id, ApiKeyDesk keys, CancellationToken ct) =>
        await keys.Revoke(id, personId: null, ct) ? TypedResults.NoContent() : TypedResults.NotFound();

    internal sealed record Health(string Status, string? Problem);

    /// <summary>A key to make: whose (null: the shop's), and what for (null: all that its owner may do).</summary>
    internal sealed record NewApiKeyRequest(string? Name, string? PersonId = null, IReadOnlyList<Permission>? Scopes = null);

    internal sealed record NewApiKey(string Id, string Name, IReadOnlyList<Permission>? Scopes, string Key);
}
