using System.Security.Claims;
using Bot.Access;
using Bot.Audit;
using Bot.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Bot.People;

/// <summary>The people who work with the account: how they sign in, and what each may do.</summary>
public static class PeopleFeature
{
    /// <summary>The policy of pages: somebody is signed in, and may do this.</summary>
    public const string Policy = "console";

    /// <summary>Adds people, their sessions, and the policy of pages.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy
            .AddAuthenticationSchemes(SessionAuthentication.SchemeName).RequireAuthenticatedUser().AddRequirements(new PermissionCheck()));
        return services
            .AddSingleton<IAuthorizationHandler, PermissionCheck>()
            .AddSingleton<Collection>(PeopleCollections.People)
            .AddSingleton<Collection>(PeopleCollections.Names)
            .AddSingleton<Collection>(PeopleCollections.Sessions)
            .AddSingleton<SetUpCode>()
            .AddSingleton<SignInDesk>()
            .AddSingleton<PeopleDesk>();
    }

    /// <summary>What a request does is done by whoever signed in: the log of people's writes and pages know so. Behind authorization.</summary>
    public static void UseActors(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.User.Identity is not { IsAuthenticated: true } identity)
        {
            await next(http);
            return;
        }

        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? http.Request.Path;
        var actor = new Actor(
            http.User.FindFirstValue(ClaimTypes.NameIdentifier), identity.Name ?? "", identity.AuthenticationType == SessionAuthentication.SchemeName ? "console" : "api");
        var deed = $"{http.Request.Method} /{route.TrimStart('/')}";
        if (http.GetEndpoint()?.Metadata.GetMetadata<GivesDataOut>() is not null)
        {
            var friend = (http.GetRouteValue("userId") ?? (route.StartsWith("/friends/", StringComparison.Ordinal) ? http.GetRouteValue("id") : null)) as string;
            await http.RequestServices.GetRequiredService<AuditLog>().Tell(
                actor, deed, friend is null ? null : new AuditChange("friends", AuditChangeKind.GivenOut) { FriendId = friend }, http.RequestAborted);
        }

        var isReading = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        using (Acting.Begin(actor, deed, isReading))
        {
            await next(http);
        }
    });

    /// <summary>People of the REST API.</summary>
    public static void MapPeople(this IEndpointRouteBuilder api) => PeopleApi.Map(api);
}
