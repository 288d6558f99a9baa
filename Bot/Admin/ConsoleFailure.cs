using Microsoft.AspNetCore.Diagnostics;

namespace Bot.Admin;

/// <summary>Shows a failure of a page as a page; the exception itself is logged by the exception handler middleware.</summary>
internal sealed class ConsoleFailure : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // The middleware has cleared the endpoint by now, and keeps it in the feature.
        var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata.GetMetadata<ConsolePage>() is null)
        {
            return false;
        }

        PageHeaders.Set(httpContext);
        var page = exception is BadHttpRequestException ? ProblemPage.BadRequest() : ProblemPage.Failed(httpContext.TraceIdentifier);
        await page.ExecuteAsync(httpContext);
        return true;
    }
}
