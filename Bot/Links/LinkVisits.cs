using System.Net;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.Links;

/// <summary>Opens tracked links: <c>GET /r/{code}</c> leads where the marketer said, and nowhere else.</summary>
internal static class LinkVisits
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/r/{code}", [HttpMethods.Get, HttpMethods.Head], Open).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, ContentHttpResult>> Open(
        string code, LinkBook book, ClickWriter clicks, HttpContext http, CancellationToken ct)
    {
        // Nobody else sees, keeps or indexes the address with the code.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        try
        {
            if ((await book.Key(ct)).Read(code) is not { } read
                || await book.Of(read.MailingId, ct) is not { } links
                || read.Link >= links.Links.Count)
            {
                return Page(HttpStatusCode.NotFound, "このリンクは開けません", "アドレスが途中で切れているか、変わっています。お店からのメッセージのリンクを、もう一度タップしてください。");
            }

            if (Visitor.IsPerson(http.Request))
            {
                await clicks.Count(read);
            }

            return TypedResults.Redirect(new Uri(links.Links[read.Link].Address).AbsoluteUri);
        }
        catch (StoreException)
        {
            http.Response.Headers.RetryAfter = "30";
            return Page(HttpStatusCode.ServiceUnavailable, "ただいま開けません", "少し時間をおいて、もう一度タップしてください。");
        }
    }

    private static ContentHttpResult Page(HttpStatusCode status, string title, string words) => TypedResults.Content(
        $$"""
        <!doctype html>
        <html lang="ja">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}}</title>
        <style>
        body { margin: 0; font: 16px/1.7 system-ui, sans-serif; color: #111; background: #f3f4f6; }
        main { max-width: 24rem; margin: 3rem auto; padding: 1.5rem; background: #fff; border-radius: 1rem; }
        h1 { font-size: 1.2rem; margin: 0 0 .5rem; }
        p { margin: 0; }
        </style>
        </head>
        <body><main><h1>{{title}}</h1><p>{{words}}</p></main></body>
        </html>
        """,
        "text/html; charset=utf-8",
        statusCode: (int)status);
}
