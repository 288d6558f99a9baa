using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace Bot.Admin;

/// <summary>
/// Who may use the console until it knows people and roles: whoever sits at this machine. Asked for by another name, or
/// through a proxy, it does not answer, so that putting the bot behind one does not publish the console.
/// </summary>
internal sealed class ConsoleAccess : AuthorizationHandler<ConsoleAccess>, IAuthorizationRequirement
{
    public const string Policy = "console";

    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"];

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ConsoleAccess requirement)
    {
        if (context.Resource is HttpContext http && IsLocal(http))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    internal static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && IsLocalName(http.Request.Host.Host)
        && !ProxyHeaders.Any(http.Request.Headers.ContainsKey);

    private static bool IsLocalName(string host) =>
        host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
