using System.Text.Encodings.Web;
using Bot.Simulator.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Bot.Simulator.Phone;

/// <summary>
/// The pages that LINE shows in a browser: logging in, where one chooses whom to be, and tying the LINE account to one at the
/// shop's site. They stand in for access.line.me.
/// </summary>
internal sealed class LineDialogs(LinePlatform platform)
{
    private const int ShortestNonce = 10;
    private const int LongestNonce = 255;

    private readonly Phones _phones = new(platform);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dialog/login", AskWho);
        routes.MapPost("/dialog/login", LogIn);
        routes.MapGet("/dialog/bot/accountLink", AskLink);
        routes.MapPost("/dialog/bot/accountLink", Link);
    }

    private ContentHttpResult AskWho(HttpRequest request)
    {
        if (ProblemOf(request) is { } problem)
        {
            return Page("400 Bad Request", $"<p>{Text(problem)}</p>", 400);
        }

        lock (platform.Gate)
        {
            var people = platform.People.Take(50).Select(person =>
                $"<button name=\"user\" value=\"{Text(person.Id)}\"><img src=\"/sim/users/{Text(person.Id)}/picture\" alt=\"\" width=\"36\" height=\"36\">{Text(person.Name)}</button>");
            var add = request.Query.ContainsKey("bot_prompt") ? $"<label><input type=\"checkbox\" name=\"add\" value=\"true\" checked> {Text(platform.Channel.Name)} を友だち追加</label>" : "";
            return Page("LINEログイン", $"<p>だれとしてログインしますか？</p><form method=\"post\">{add}{string.Concat(people)}</form>");
        }
    }

    private async Task<Results<ContentHttpResult, RedirectHttpResult>> LogIn(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Person? person;
        lock (platform.Gate)
        {
            person = platform.Find(form["user"].ToString());
        }

        if (ProblemOf(request) is { } problem || (person is null && (problem = "No such person.") is not null))
        {
            return Page("400 Bad Request", $"<p>{Text(problem)}</p>", 400);
        }

        var query = request.Query;
        var redirect = query["redirect_uri"].ToString();
        var answer = new Dictionary<string, string?> { ["code"] = platform.Logins.IssueCode(new Consent(person!.Id, query["scope"].ToString(), query["nonce"], redirect)), ["state"] = query["state"] };
        if (query.ContainsKey("bot_prompt"))
        {
            var added = form["add"] == "true" && _phones.Follow(person) is ActOutcome.Done;
            answer["friendship_status_changed"] = added ? "true" : "false";
        }

        return TypedResults.Redirect(QueryHelpers.AddQueryString(redirect, answer));
    }

    private string? ProblemOf(HttpRequest request) =>
        request.Query["response_type"] != "code" ? "response_type must be code"
        : request.Query["client_id"] != platform.Channel.LoginId ? "invalid client_id"
        : !Uri.TryCreate(request.Query["redirect_uri"], UriKind.Absolute, out var redirect) || redirect.Scheme is not ("http" or "https") ? "invalid redirect_uri"
        : string.IsNullOrEmpty(request.Query["state"]) ? "state is required"
        : string.IsNullOrEmpty(request.Query["scope"]) ? "scope is required"
        : null;

    private ContentHttpResult AskLink(string? linkToken, string? nonce)
    {
        lock (platform.Gate)
        {
            return PersonOf(linkToken, nonce, use: false) is { } person
                ? Page("アカウント連携", $"<p><b>{Text(person.Name)}</b> さんのLINEアカウントを、お店のアカウントと連携しますか？</p><form method=\"post\"><button class=\"main\">連携する</button></form>")
                : Failed;
        }
    }

    // A used or old token shows an error, and no event tells the bot.
    private ContentHttpResult Link(string? linkToken, string? nonce)
    {
        lock (platform.Gate)
        {
            return PersonOf(linkToken, nonce, use: true) is { } person && _phones.LinkAccount(person, nonce!, ok: true) is ActOutcome.Done
                ? Page("アカウント連携", "<p>連携しました。この画面を閉じてください。</p>")
                : Failed;
        }
    }

    private Person? PersonOf(string? linkToken, string? nonce, bool use) =>
        nonce?.Length is >= ShortestNonce and <= LongestNonce && platform.Logins.LinkedBy(linkToken ?? "", use) is { } id ? platform.Find(id) : null;

    private static ContentHttpResult Failed => Page("アカウント連携", "<p>連携できませんでした。もう一度お試しください。</p>", 400);

    private static ContentHttpResult Page(string title, string body, int status = 200) => TypedResults.Content(
        $"""
        <!doctype html>
        <html lang="ja">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{Text(title)}</title>
          <link rel="icon" type="image/svg+xml" href="/phone/icon.svg">
          <link rel="stylesheet" href="/phone/tokens.css">
          <link rel="stylesheet" href="/phone/dialog.css">
        </head>
        <body><main><h1>{Text(title)}</h1>{body}<p class="small">このパソコンの中だけの LINE です。</p></main></body>
        </html>
        """,
        "text/html; charset=utf-8",
        statusCode: status);

    private static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
