using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Bot.Access;

/// <summary>What an endpoint asks of whoever calls it.</summary>
public sealed record Needed(Permission Permission);

/// <summary>The endpoint gives data out of the product, e.g. as a file: the log of what people did tells of it, though nothing is written.</summary>
public sealed record GivesDataOut;

/// <summary>How endpoints say what they ask, and how callers are held to it.</summary>
public static class Permissions
{
    private const string Claim = "permission";

    /// <summary>Only who has this permission gets an answer. What only reads asks for <see cref="Permission.Look"/> without saying so.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Needed(permission));

    /// <summary>Says that data leaves the product here.</summary>
    public static TBuilder GivesDataOut<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new GivesDataOut());

    /// <summary>The permissions as claims of a signed-in caller.</summary>
    public static IEnumerable<Claim> AsClaims(this IEnumerable<Permission> permissions) =>
        permissions.Select(permission => new Claim(Claim, permission.ToString()));

    /// <summary>Whether the caller has the permission.</summary>
    public static bool May(this ClaimsPrincipal caller, Permission permission) => caller.HasClaim(Claim, permission.ToString());
}

/// <summary>
/// Holds callers to what endpoints ask. An endpoint that changes something and does not say what it needs answers to nobody.
/// </summary>
internal sealed class PermissionCheck : AuthorizationHandler<PermissionCheck>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionCheck requirement)
    {
        if (context.Resource is HttpContext http && Needs(http) is { } permission && context.User.May(permission))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    /// <summary>What the endpoint asks for; null: something nobody has.</summary>
    internal static Permission? Needs(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Needed>()?.Permission
        ?? (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? Permission.Look : null);
}
