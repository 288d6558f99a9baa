using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace Bot.Line;

/// <summary>LINE's Messaging API. Expected failures are values; only cancellation by the caller is an exception.</summary>
internal sealed class LineClient
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly LineHttp _http;
    private readonly ChannelAccessTokens _tokens;
    private readonly TimeSpan _timeout;
    private readonly Uri _api;
    private readonly Uri _data;
    private readonly Uri _reply;
    private readonly Uri _push;
    private readonly Uri _multicast;

    public LineClient(LineHttp http, ChannelAccessTokens tokens, IOptions<LineOptions> options)
    {
        _http = http;
        _tokens = tokens;
        _timeout = options.Value.Timeout;
        _api = options.Value.ApiBaseUrl;
        _data = options.Value.DataApiBaseUrl;
        _reply = new Uri(_api, "/v2/bot/message/reply");
        _push = new Uri(_api, "/v2/bot/message/push");
        _multicast = new Uri(_api, "/v2/bot/message/multicast");
    }

    /// <summary>Answers an event, once, within about a minute; free. LINE takes no retry key here.</summary>
    public Task<LineResult<Sent>> Reply(
        string replyToken, IReadOnlyList<Message> messages, bool silent = false, CancellationToken ct = default) =>
        Send("reply", _reply, Utf8(new ReplyRequest(replyToken, messages, Silent(silent)), LineApiJson.Wire.ReplyRequest), retryKey: null, ct);

    /// <summary>Sends to one friend. Those who blocked the account, or are none, get nothing and LINE still accepts.</summary>
    public Task<LineResult<Sent>> Push(
        string to, IReadOnlyList<Message> messages, string retryKey, bool silent = false, CancellationToken ct = default) =>
        Send("push", _push, Utf8(new PushRequest(to, messages, Silent(silent)), LineApiJson.Wire.PushRequest), retryKey, ct);

    /// <summary>Sends the same to at most 500 friends. LINE names no sent messages for it.</summary>
    public Task<LineResult<Sent>> Multicast(
        IReadOnlyList<string> to, IReadOnlyList<Message> messages, string retryKey, bool silent = false, CancellationToken ct = default) =>
        Send("multicast", _multicast, Utf8(new MulticastRequest(to, messages, Silent(silent)), LineApiJson.Wire.MulticastRequest), retryKey, ct);

    /// <summary>Has LINE check messages without sending them.</summary>
    public Task<LineResult<Done>> Validate(MessageCall call, IReadOnlyList<Message> messages, CancellationToken ct = default)
    {
        var kind = call switch { MessageCall.Reply => "reply", MessageCall.Push => "push", _ => "multicast" };
        return Do("validate", HttpMethod.Post, $"/v2/bot/message/validate/{kind}", Utf8(new ValidateRequest(messages), LineApiJson.Wire.ValidateRequest), ct);
    }

    /// <summary>A friend's profile. Not found: unknown, blocked the account, or never a friend.</summary>
    public Task<LineResult<Profile>> Profile(string userId, CancellationToken ct = default) =>
        Get("profile", $"/v2/bot/profile/{Uri.EscapeDataString(userId)}", LineApiJson.Wire.Profile, ct);

    /// <summary>What the plan allows this month.</summary>
    public Task<LineResult<Quota>> Quota(CancellationToken ct = default) =>
        Get("quota", "/v2/bot/message/quota", LineApiJson.Wire.Quota, ct);

    /// <summary>What is used of it.</summary>
    public Task<LineResult<QuotaConsumption>> QuotaConsumption(CancellationToken ct = default) =>
        Get("quota consumption", "/v2/bot/message/quota/consumption", LineApiJson.Wire.QuotaConsumption, ct);

    /// <summary>Shows the loading animation in a chat of two: 5 to 60 seconds in fives, or until the next message.</summary>
    public Task<LineResult<Done>> StartLoading(string chatId, int seconds = 20, CancellationToken ct = default) =>
        Do("loading", HttpMethod.Post, "/v2/bot/chat/loading/start", Utf8(new LoadingRequest(chatId, seconds), LineApiJson.Wire.LoadingRequest), ct);

    /// <summary>Who we are.</summary>
    public Task<LineResult<BotInfo>> BotInfo(CancellationToken ct = default) =>
        Get("bot info", "/v2/bot/info", LineApiJson.Wire.BotInfo, ct);

    /// <summary>Where LINE posts events. Not found: nowhere yet.</summary>
    public Task<LineResult<WebhookEndpoint>> WebhookEndpoint(CancellationToken ct = default) =>
        Get("webhook endpoint", "/v2/bot/channel/webhook/endpoint", LineApiJson.Wire.WebhookEndpoint, ct);

    /// <summary>Has LINE post events there: https, at most 500 characters.</summary>
    public Task<LineResult<Done>> SetWebhookEndpoint(Uri endpoint, CancellationToken ct = default) =>
        Do("set webhook endpoint", HttpMethod.Put, "/v2/bot/channel/webhook/endpoint", Utf8(new WebhookEndpointRequest(endpoint.AbsoluteUri), LineApiJson.Wire.WebhookEndpointRequest), ct);

    /// <summary>Has LINE try that address, or the one that is set.</summary>
    public Task<LineResult<WebhookTest>> TestWebhookEndpoint(Uri? endpoint = null, CancellationToken ct = default) =>
        Read("test webhook endpoint", HttpMethod.Post, "/v2/bot/channel/webhook/test", Utf8(new WebhookEndpointRequest(endpoint?.AbsoluteUri), LineApiJson.Wire.WebhookEndpointRequest), LineApiJson.Wire.WebhookTest, ct);

    /// <summary>What a friend sent as picture, video, audio or file. It vanishes after a while; gone when it was taken back.</summary>
    public async Task<LineResult<MessageContent>> Content(string messageId, CancellationToken ct = default)
    {
        var uri = new Uri(_data, $"/v2/bot/message/{Uri.EscapeDataString(messageId)}/content");
        var answer = await Exchange("content", HttpMethod.Get, uri, body: null, retryKey: null, ct, keepOpen: true);
        if (answer.Content is not { } content)
        {
            return answer.Failure!;
        }

        // Disposing the stream, or the content, gives the connection back.
        if (answer.Status == HttpStatusCode.Accepted)
        {
            content.Dispose();
            return new MessageContent.Preparing();
        }

        return new MessageContent.Ready(
            await content.ReadAsStreamAsync(ct),
            content.Headers.ContentType?.ToString() ?? "application/octet-stream",
            content.Headers.ContentLength);
    }

    private async Task<LineResult<Sent>> Send(string call, Uri uri, byte[] body, string? retryKey, CancellationToken ct)
    {
        var answer = await Exchange(call, HttpMethod.Post, uri, body, retryKey, ct);
        if (answer.Failure is { } failure && answer.Status != HttpStatusCode.Conflict)
        {
            return failure;
        }

        // Whatever the body says or fails to say: these two statuses mean that LINE has accepted.
        return new Sent(LineHttp.Parse(answer.Body, LineApiJson.Wire.SentResponse)?.SentMessages ?? [])
        {
            RequestId = answer.RequestId,
            AcceptedRequestId = answer.AcceptedRequestId,
        };
    }

    private async Task<LineResult<Done>> Do(string call, HttpMethod method, string path, byte[] body, CancellationToken ct) =>
        (await Exchange(call, method, new Uri(_api, path), body, retryKey: null, ct)).Failure is { } failure ? failure : new Done();

    private Task<LineResult<T>> Get<T>(string call, string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class => Read(call, HttpMethod.Get, path, body: null, type, ct);

    private async Task<LineResult<T>> Read<T>(
        string call, HttpMethod method, string path, byte[]? body, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        var answer = await Exchange(call, method, new Uri(_api, path), body, retryKey: null, ct);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        return LineHttp.Parse(answer.Body, type) is { } value
            ? value
            : new LineFailure.Unexpected((int)answer.Status, "LINE's answer could not be read") { RequestId = answer.RequestId };
    }

    /// <summary>Makes the call with the token; when LINE refuses the token, once more with a new one.</summary>
    private async Task<LineHttp.Answer> Exchange(
        string call, HttpMethod method, Uri uri, byte[]? body, string? retryKey, CancellationToken ct, bool keepOpen = false)
    {
        for (var renewed = false; ; renewed = true)
        {
            var authorization = await _tokens.Authorization(ct);
            if (!authorization.Succeeded)
            {
                return new LineHttp.Answer { Failure = authorization.Failure };
            }

            using var request = Request(method, uri, body, retryKey);
            request.Headers.TryAddWithoutValidation("Authorization", authorization.Value);
            var answer = await _http.Exchange(request, call, _timeout, ct, keepOpen);
            if (answer.Failure is not LineFailure.Unauthorized || renewed || !_tokens.Renewable)
            {
                return answer;
            }

            _tokens.Forget(authorization.Value);
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri uri, byte[]? body, string? retryKey)
    {
        var request = new HttpRequestMessage(method, uri);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        }

        if (retryKey is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Line-Retry-Key", retryKey);
        }

        return request;
    }

    private static byte[] Utf8<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);

    private static bool? Silent(bool silent) => silent ? true : null;
}
