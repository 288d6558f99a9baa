using System.Net;
using Microsoft.Extensions.Primitives;

namespace Bot.Simulator;

/// <summary>
/// The phone page and its routes are for the person at this machine: other machines, other names for this one (a page
/// elsewhere that points its own name here) and other pages in the same browser are turned away.
/// </summary>
internal static class LoopbackOnly
{
    public static IApplicationBuilder UseLoopbackOnly(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (IsLineApi(http.Request.Path) || (IsHere(http) && (IsReading(http.Request.Method) || IsOwnPage(http.Request))))
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        await http.Response.WriteAsync("The simulator answers to this machine's own pages only.");
    });

    /// <summary>Where LINE's own routes lie; they ask for a token instead.</summary>
    public static IReadOnlyList<string> LinePaths { get; } = ["/v2", "/oauth2", "/friendship", "/liff/v1", "/bot"];

    private static bool IsLineApi(PathString path) => LinePaths.Any(line => path.StartsWithSegments(line));

    private static bool IsHere(HttpContext http) =>
        (http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static bool IsOwnPage(HttpRequest request) =>
        (StringValues.IsNullOrEmpty(request.Headers.Origin) || request.Headers.Origin == $"{request.Scheme}://{request.Host}")
        && (StringValues.IsNullOrEmpty(request.Headers["Sec-Fetch-Site"]) || request.Headers["Sec-Fetch-Site"] == "same-origin" || request.Headers["Sec-Fetch-Site"] == "none");
}
