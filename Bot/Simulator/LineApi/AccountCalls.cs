using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Simulator.Platform;
using Bot.Simulator.Webhooks;

namespace Bot.Simulator.LineApi;

/// <summary>The account, its friends' profiles, its webhook address, and the small signs in a chat.</summary>
internal sealed class AccountCalls(LinePlatform platform, WebhookSender webhooks)
{
    public IEnumerable<LineRoute> Routes()
    {
        yield return new("GET", "/v2/bot/info", "info", _ => Info());
        yield return new("GET", "/v2/bot/profile/{userId}", "profile", Profile);
        yield return new("GET", "/v2/bot/followers/ids", "followers/ids", Followers);
        yield return new("PUT", "/v2/bot/channel/webhook/endpoint", "webhook/endpoint", SetEndpoint);
        yield return new("GET", "/v2/bot/channel/webhook/endpoint", "webhook/endpoint", _ => Endpoint());
        yield return new("POST", "/v2/bot/channel/webhook/test", "webhook/test", Test);
        yield return new("POST", "/v2/bot/chat/loading/start", "chat/loading", StartLoading);
        yield return new("POST", "/v2/bot/chat/markAsRead", "chat/markAsRead", MarkAsRead);
    }

    private LineAnswer Info() => LineAnswer.Ok(new JsonObject
    {
        ["userId"] = platform.Channel.BotUserId,
        ["basicId"] = platform.Channel.BasicId,
        ["displayName"] = platform.Channel.Name,
        ["chatMode"] = "bot",
        ["markAsReadMode"] = "auto",
    });

    private LineAnswer Profile(LineRequest request)
    {
        var id = request.Route("userId");
        if (!MessageCalls.IsUserId(id))
        {
            return LineAnswer.Error(400, "The value for the 'userId' parameter is invalid");
        }

        lock (platform.Gate)
        {
            var known = platform.Find(id) is { } person && (person.Standing == Standing.Friend || (person.Standing == Standing.Stranger && person.LastWroteAt is not null))
                ? person
                : null;
            if (known is null)
            {
                return LineAnswer.NotFound;
            }

            var profile = new JsonObject
            {
                ["userId"] = known.Id,
                ["displayName"] = known.Name,
                ["pictureUrl"] = $"{request.Origin}/sim/users/{known.Id}/picture",
                ["language"] = known.Language,
            };
            if (known.StatusMessage is { } status)
            {
                profile["statusMessage"] = status;
            }

            return LineAnswer.Ok(profile);
        }
    }

    private LineAnswer Followers(LineRequest request)
    {
        if (!platform.Settings.VerifiedAccount)
        {
            return LineAnswer.NotAvailable;
        }

        var limit = 300;
        if (request.Query("limit") is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 1_000))
        {
            return LineAnswer.Error(400, "The value for the 'limit' parameter is invalid");
        }

        if (!PageToken.TryRead(request.Query("start"), out var start))
        {
            return LineAnswer.Error(400, "Invalid start param");
        }

        lock (platform.Gate)
        {
            List<Person> page = [.. platform.People.Skip(start ?? 0).Where(person => person.Standing == Standing.Friend).Take(limit + 1)];
            var ids = new JsonArray([.. page.Take(limit).Select(person => JsonValue.Create(person.Id))]);
            var answer = new JsonObject { ["userIds"] = ids };
            if (page.Count > limit)
            {
                answer["next"] = PageToken.Of(page[limit].Number);
            }

            return LineAnswer.Ok(answer);
        }
    }

    private LineAnswer SetEndpoint(LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        // LINE itself wants https; a bot on one's own machine rarely has a certificate.
        if (Tap.Text(body, "endpoint") is not { Length: <= 500 } endpoint || !IsWebAddress(endpoint))
        {
            return LineAnswer.Invalid(("endpoint", "Invalid webhook endpoint URL"));
        }

        platform.SetWebhook(endpoint);
        return LineAnswer.Empty;
    }

    private LineAnswer Endpoint() => platform.WebhookUrl is { } url
        ? LineAnswer.Ok(new JsonObject { ["endpoint"] = url, ["active"] = true })
        : LineAnswer.Error(404, "Webhook endpoint not found");

    private async ValueTask<LineAnswer> Test(LineRequest request)
    {
        var url = platform.WebhookUrl;
        if (!request.Body.IsEmpty)
        {
            if (!request.TryReadJson(out var body, out var complaint))
            {
                return complaint;
            }

            url = Tap.Text(body, "endpoint") ?? url;
        }

        if (url is null || !IsWebAddress(url))
        {
            return url is null ? LineAnswer.Error(404, "Webhook endpoint not found") : LineAnswer.Invalid(("endpoint", "Invalid webhook endpoint URL"));
        }

        var at = platform.Now;
        var answer = await webhooks.Verify(url);
        return LineAnswer.Ok(new JsonObject
        {
            ["success"] = answer.Success,
            ["timestamp"] = MessageCalls.Moment(at),
            ["statusCode"] = answer.Status,
            ["reason"] = answer.Reason,
            ["detail"] = answer.Detail,
        });
    }

    private LineAnswer StartLoading(LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        if (Tap.Text(body, "chatId") is not { } id || !MessageCalls.IsUserId(id))
        {
            return LineAnswer.InvalidProperty("chatId");
        }

        var seconds = 20;
        if (body.TryGetProperty("loadingSeconds", out var asked) && (asked.ValueKind != JsonValueKind.Number || !asked.TryGetInt32(out seconds)))
        {
            return LineAnswer.InvalidProperty("loadingSeconds");
        }

        if (seconds is < 5 or > 60)
        {
            return LineAnswer.Invalid(("loadingSeconds", "Must be between 5 and 60"));
        }

        if (seconds % 5 != 0)
        {
            return LineAnswer.Invalid(("loadingSeconds", "must be a multiple of five"));
        }

        platform.ShowLoading(id, TimeSpan.FromSeconds(seconds));
        return LineAnswer.TakenOn;
    }

    private static LineAnswer MarkAsRead(LineRequest request)
    {
        if (!request.TryReadJson(out var body, out var complaint))
        {
            return complaint;
        }

        return Tap.Text(body, "markAsReadToken") is { Length: > 0 } ? LineAnswer.Empty : LineAnswer.Invalid(("markAsReadToken", "May not be empty"));
    }

    private static bool IsWebAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
