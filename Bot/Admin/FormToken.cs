using Microsoft.AspNetCore.Antiforgery;

namespace Bot.Admin;

/// <summary>
/// Refuses a post that does not carry the token of a page of ours. The framework checks the token, but by itself acts on
/// the outcome only where a handler reads the form.
/// </summary>
internal static class FormToken
{
    public static async ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return HttpMethods.IsGet(http.Request.Method)
            || HttpMethods.IsHead(http.Request.Method)
            || http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }
            ? await next(context)
            : ProblemPage.BadRequest();
    }
}
