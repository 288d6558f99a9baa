using System.Net;
using Bot.Calendar;
using Bot.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using QRCoder;

namespace Bot.Coupons;

/// <summary>
/// The page a friend shows at the counter, with QR code and barcode of the coupon's code. Whoever has its address sees what the card
/// shows, no name; it is of no use once the coupon is used or over.
/// </summary>
internal static class CouponShowing
{
    private const string Folder = "c";
    private const int LongestToken = 64;
    private const int PixelsOfModule = 8;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup($"/{Folder}").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("/{token}.png", Qr);
        pages.MapGet("/{token}", Page);
    }

    /// <summary>The path of the page under the public address.</summary>
    public static string Path(string token) => $"{Folder}/{token}";

    /// <summary>The address of the QR code as a picture, which LINE shows on the card.</summary>
    public static string QrOf(string pageUrl) => $"{pageUrl}.png";

    private static async Task<Results<FileContentHttpResult, NotFound>> Qr(
        string token, HttpContext http, IDocumentStore store, TimeProvider clock, CancellationToken ct)
    {
        Guard(http);
        return await Find(token, store, ct) is { } issue && issue.StateAt(clock.GetUtcNow()) == IssueState.Issued
            ? TypedResults.File(Png(issue.Code), "image/png")
            : TypedResults.NotFound();
    }

    private static async Task<Results<ContentHttpResult, NotFound>> Page(
        string token, HttpContext http, IDocumentStore store, TimeProvider clock, TimeZoneInfo zone, CancellationToken ct)
    {
        Guard(http);
        return await Find(token, store, ct) is { } issue
            ? TypedResults.Content(Html(issue, clock.GetUtcNow(), zone), "text/html; charset=utf-8")
            : TypedResults.NotFound();
    }

    // The address is the secret: no cache keeps the page, no link and no search engine learns of it.
    private static void Guard(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    }

    private static async Task<CouponIssue?> Find(string token, IDocumentStore store, CancellationToken ct)
    {
        if (token.Length > LongestToken || !token.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        var found = await store.Find(new Query<CouponIssue>(CouponCollections.Issues, Filter.Equal("token", token)) { Limit = 1 }, ct);
        return found.Items.Count == 0 ? null : found.Items[0].Value;
    }

    private static byte[] Png(string code)
    {
        using var qr = QRCodeGenerator.GenerateQrCode(code, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(qr);
        return png.GetGraphic(PixelsOfModule);
    }

    private static string Html(CouponIssue issue, DateTimeOffset now, TimeZoneInfo zone)
    {
        var state = issue.StateAt(now);
        var offer = issue.Offer;
        var body = state == IssueState.Issued
            ? $"""
               <p class="reward">{Text(offer.Reward.Words)}</p>
               <img class="qr" alt="QRコード" src="data:image/png;base64,{Convert.ToBase64String(Png(issue.Code))}">
               <div class="bars">{Code128.Svg(issue.Code)}</div>
               <p class="code">{CouponCode.Say(issue.Code)}</p>
               {(issue.ValidFrom > now ? $"<p>{Text(ShopDay.Say(issue.ValidFrom.Value, zone))}から使えます</p>" : "")}
               <p>有効期限: {Text(issue.ExpiresAt is { } end ? ShopDay.SayEnd(end, zone) : "なし")}</p>
               {(offer.Usable is { } hours ? $"<p>ご利用日時: {Text(UsableWords.Say(hours))}</p>" : "")}
               {(offer.Terms is { } terms ? $"""<p class="terms">{Text(terms)}</p>""" : "")}
               """
            : $"""<p class="reward">{(state == IssueState.Redeemed ? "使用済み" : state == IssueState.Expired ? "有効期限が過ぎました" : "ご利用いただけません")}</p>""";
        return $$"""
            <!doctype html>
            <html lang="ja">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>クーポン</title>
            <style>
            body { margin: 0; font: 16px/1.6 system-ui, sans-serif; color: #111; background: #f3f4f6; }
            main { max-width: 22rem; margin: 1rem auto; padding: 1.25rem; background: #fff; border-radius: 1rem; text-align: center; }
            h1 { font-size: 1.1rem; margin: 0; }
            p { margin: .25rem 0; overflow-wrap: anywhere; }
            .reward { font-size: 1.6rem; font-weight: 700; color: #06803a; }
            .qr { width: 60%; image-rendering: pixelated; }
            .bars svg { width: 100%; height: 4.5rem; }
            .code { font: 700 1.25rem/2 ui-monospace, monospace; letter-spacing: .05em; }
            .terms { color: #6b7280; font-size: .85rem; white-space: pre-line; }
            </style>
            </head>
            <body><main><h1>{{Text(offer.Title)}}</h1>{{body}}</main></body>
            </html>
            """;
    }

    private static string Text(string words) => WebUtility.HtmlEncode(words);
}
