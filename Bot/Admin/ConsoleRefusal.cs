using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Bot.Admin;

/// <summary>Tells who may not see the console so, as a page; all other routes refuse in their own way.</summary>
internal sealed class ConsoleRefusal : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _others = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || context.GetEndpoint()?.Metadata.GetMetadata<ConsolePage>() is null)
        {
            return _others.HandleAsync(next, context, policy, authorizeResult);
        }

        PageHeaders.Set(context);
        return ProblemPage.Forbidden().ExecuteAsync(context);
    }
}
