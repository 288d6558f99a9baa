using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace Bot.Line;

/// <summary>LINE's Messaging API. Expected failures are values; only cancellation by the caller is an exception.</summary>
internal sealed partial class LineClient
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly LineHttp _http;
    private readonly ChannelAccessTokens _tokens;
    private readonly LineOptions _options;
    private readonly TimeProvider _clock;
    private readonly Uri _api;
    private readonly Uri _data;
    private readonly Uri _reply;
    private readonly Uri _push;
    private readonly Uri _multicast;
    private readonly Uri _narrowcast;
    private readonly Uri _broadcast;

    public LineClient(LineHttp http, ChannelAccessTokens tokens, IOptions<LineOptions> options, TimeProvider clock)
    {
        _http = http;
        _tokens = tokens;
        _options = options.Value;
        _clock = clock;
        _api = options.Value.ApiBaseUrl;
        _data = options.Value.DataApiBaseUrl;
        _reply = new Uri(_api, "/v2/bot/message/reply");
        _push = new Uri(_api, "/v2/bot/message/push");
        _multicast = new Uri(_api, "/v2/bot/message/multicast");
        _narrowcast = new Uri(_api, "/v2/bot/message/narrowcast");
        _broadcast = new Uri(_api, "/v2/bot/message/broadcast");
    }

    /// <summary>Answers an event, once, within about a minute; free. LINE takes no retry key here.</summary>
    public Task<LineResult<Sent>> Reply(
        string replyToken, IReadOnlyList<Message> messages, bool silent = false, CancellationToken ct = default) =>
        Send("reply", _reply, Utf8(new ReplyRequest(replyToken, messages, Silent(silent)), LineApiJson.Wire.ReplyRequest), retryKey: null, ct);

    /// <summary>
    /// Sends to one friend. Those who blocked the account, or are none, get nothing and LINE still accepts. A <paramref name="unit"/>
    /// gathers statistics: LINE: <c>[A-Za-z0-9_]{1,30}</c>, at most 1,000 a month, more are passed over in silence (Messaging API
    /// reference, Send push message).
    /// </summary>
    public Task<LineResult<Sent>> Push(
        string to, IReadOnlyList<Message> messages, string retryKey, bool silent = false, string? unit = null, CancellationToken ct = default) =>
        Send("push", _push, Utf8(new PushRequest(to, messages, Silent(silent), Units(unit)), LineApiJson.Wire.PushRequest), retryKey, ct);

    /// <summary>Sends the same to at most 500 friends. LINE names no sent messages for it. A <paramref name="unit"/> is as that of a push.</summary>
    public Task<LineResult<Sent>> Multicast(
        IReadOnlyList<string> to, IReadOnlyList<Message> messages, string retryKey, bool silent = false, string? unit = null, CancellationToken ct = default) =>
        Send("multicast", _multicast, Utf8(new MulticastRequest(to, messages, Silent(silent), Units(unit)), LineApiJson.Wire.MulticastRequest), retryKey, ct);

    /// <summary>
    /// Sends to friends that LINE chooses. LINE takes it on and works at it for a while: <see cref="NarrowcastProgress"/> tells how
    /// far it is, by the request id of what this gives (that of the accepted request, where there is one).
    /// </summary>
    public Task<LineResult<Sent>> Narrowcast(
        NarrowcastTarget to, IReadOnlyList<Message> messages, string retryKey, bool silent = false, CancellationToken ct = default)
    {
        var filter = to.Demographic is { } demographic ? new NarrowcastFilter(demographic) : null;
        var request = new NarrowcastRequest(messages, to.Recipient, filter, to.Limit, Silent(silent));
        return Send("narrowcast", _narrowcast, Utf8(request, LineApiJson.Wire.NarrowcastRequest), retryKey, ct);
    }

    /// <summary>How far a narrowcast has come. Not found: not a narrowcast, or more than 14 days ago.</summary>
    public Task<LineResult<NarrowcastProgress>> NarrowcastProgress(string requestId, CancellationToken ct = default) =>
        Get("narrowcast progress", $"/v2/bot/message/progress/narrowcast?requestId={Uri.EscapeDataString(requestId)}", LineApiJson.Wire.NarrowcastProgress, ct);

    /// <summary>Sends to all friends.</summary>
    public Task<LineResult<Sent>> Broadcast(
        IReadOnlyList<Message> messages, string retryKey, bool silent = false, CancellationToken ct = default) =>
        Send("broadcast", _broadcast, Utf8(new BroadcastRequest(messages, Silent(silent)), LineApiJson.Wire.BroadcastRequest), retryKey, ct);

    /// <summary>
    /// The ids of those who follow the account, at most 1,000 at once, from where the page before ended. Forbidden: LINE tells
    /// verified accounts only.
    /// </summary>
    public Task<LineResult<FollowerIds>> Followers(string? start = null, int limit = 1_000, CancellationToken ct = default)
    {
        var from = start is null ? "" : $"&start={Uri.EscapeDataString(start)}";
        return Get("followers", string.Create(CultureInfo.InvariantCulture, $"/v2/bot/followers/ids?limit={limit}{from}"), LineApiJson.Wire.FollowerIds, ct);
    }

    /// <summary>Has LINE check messages without sending them.</summary>
    public Task<LineResult<Done>> Validate(MessageCall call, IReadOnlyList<Message> messages, CancellationToken ct = default)
    {
        var kind = call switch
        {
            MessageCall.Reply => "reply",
            MessageCall.Push => "push",
            MessageCall.Multicast => "multicast",
            MessageCall.Narrowcast => "narrowcast",
            _ => "broadcast",
        };
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

    /// <summary>Until when LINE takes the token.</summary>
    public Task<LineResult<TokenLife>> TokenLife(CancellationToken ct = default) => _tokens.Life(ct);

    /// <summary>Where LINE posts events. Not found: nowhere yet.</summary>
    public Task<LineResult<WebhookEndpoint>> WebhookEndpoint(CancellationToken ct = default) =>
        Get("webhook endpoint", "/v2/bot/channel/webhook/endpoint", LineApiJson.Wire.WebhookEndpoint, ct);

    /// <summary>Has LINE post events there: https, at most 500 characters.</summary>
    public Task<LineResult<Done>> SetWebhookEndpoint(Uri endpoint, CancellationToken ct = default) =>
        Do("set webhook endpoint", HttpMethod.Put, "/v2/bot/channel/webhook/endpoint", Utf8(new WebhookEndpointRequest(endpoint.AbsoluteUri), LineApiJson.Wire.WebhookEndpointRequest), ct);

    /// <summary>Has LINE try that address, or the one that is set.</summary>
    public Task<LineResult<WebhookTest>> TestWebhookEndpoint(Uri? endpoint = null, CancellationToken ct = default) =>
        Read("test webhook endpoint", HttpMethod.Post, "/v2/bot/channel/webhook/test", Utf8(new WebhookEndpointRequest(endpoint?.AbsoluteUri), LineApiJson.Wire.WebhookEndpointRequest), LineApiJson.Wire.WebhookTest, ct);

    /// <summary>
    /// What a friend sent as picture, video, audio or file. A video or sound that LINE is still preparing is waited for. It
    /// vanishes after a while; gone when it was taken back.
    /// </summary>
    public Task<LineResult<MessageContent>> Content(string messageId, CancellationToken ct = default) => Fetch("content", messageId, "content", ct);

    /// <summary>A small picture of what a friend sent as picture or video.</summary>
    public Task<LineResult<MessageContent>> ContentPreview(string messageId, CancellationToken ct = default) =>
        Fetch("content preview", messageId, "content/preview", ct);

    private async Task<LineResult<MessageContent>> Fetch(string call, string messageId, string what, CancellationToken ct)
    {
        var uri = new Uri(_data, $"/v2/bot/message/{Uri.EscapeDataString(messageId)}/{what}");
        var until = _clock.GetUtcNow() + _options.ContentWait;
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            var answer = await Exchange(call, HttpMethod.Get, uri, body: null, retryKey: null, ct, keepOpen: true);
            if (answer.Content is not { } content)
            {
                return answer.Failure!;
            }

            if (answer.Status != HttpStatusCode.Accepted)
            {
                return await Open(content, ct);
            }

            // Disposing the content, or later its stream, gives the connection back.
            content.Dispose();
            if (_clock.GetUtcNow() + pause > until)
            {
                return new MessageContent.Preparing();
            }

            await Task.Delay(pause, _clock, ct);
        }
    }

    private async Task<MessageContent> Open(HttpContent content, CancellationToken ct)
    {
        var length = content.Headers.ContentLength;
        if (length > _options.LargestContent)
        {
            content.Dispose();
            return new MessageContent.TooLarge(length.Value);
        }

        return new MessageContent.Ready(
            new BoundedStream(await content.ReadAsStreamAsync(ct), _options.LargestContent),
            content.Headers.ContentType?.ToString() ?? "application/octet-stream",
            length);
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
            var answer = await _http.Exchange(request, call, _options.Timeout, ct, keepOpen);
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

    private static string[]? Units(string? unit) => unit is null ? null : [unit];

    private static bool? Silent(bool silent) => silent ? true : null;
}
