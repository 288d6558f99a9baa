using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.RateLimiting;

namespace Bot.Admin;

/// <summary>Tells who may not see the console so, as a page; all other routes refuse in their own way.</summary>
internal sealed class ConsoleRefusal : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _others = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // Who is not signed in is asked to; who is and may not, is told so.
        if (!authorizeResult.Forbidden || context.GetEndpoint()?.Metadata.GetMetadata<ConsolePage>() is null)
        {
            return _others.HandleAsync(next, context, policy, authorizeResult);
        }

        PageHeaders.Set(context);
        return ProblemPage.Forbidden().ExecuteAsync(context);
    }

    /// <summary>Tells who tried too often so.</summary>
    public static async ValueTask TooMany(OnRejectedContext context, CancellationToken ct)
    {
        var http = context.HttpContext;
        PageHeaders.Set(http);
        http.Response.Headers.RetryAfter = "60";
        await ProblemPage.TooMany().ExecuteAsync(http);
    }
}
