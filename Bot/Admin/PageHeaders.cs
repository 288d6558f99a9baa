namespace Bot.Admin;

/// <summary>What every page tells the browser: run nothing but our own files, show it in no frame, keep it out of caches.</summary>
internal static class PageHeaders
{
    // Pictures of campaigns and friends come from the addresses LINE takes them from, so any https picture may be shown.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The one page that reads codes may ask for the camera.</summary>
    public static void AllowCamera(HttpContext http) =>
        http.Response.Headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()";

    public static ValueTask<object?> Set(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Set(context.HttpContext);
        return next(context);
    }

    public static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.CacheControl = "no-store";
        Reader.RememberLanguage(http);
    }
}
