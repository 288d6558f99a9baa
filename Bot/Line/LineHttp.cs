using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bot.Line;

/// <summary>One exchange with LINE: a request out, an answer or a failure back. Knows nothing of tokens.</summary>
internal sealed partial class LineHttp(IHttpClientFactory clients, ILogger<LineHttp> log)
{
    public const string Name = "line";

    // LINE's answers are small; a stranger's page in between need not be.
    private const int LongestAnswer = 1024 * 1024;

    private readonly HttpClient _http = clients.CreateClient(Name);

    /// <summary>
    /// Sends, and reads the answer; a success is handed over open when asked so. The time limit is wall time: a moved
    /// clock breaks no connection.
    /// </summary>
    public async Task<Answer> Exchange(HttpRequestMessage request, string call, TimeSpan timeout, CancellationToken ct, bool keepOpen = false)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timer.CancelAfter(timeout);
        var (response, failure) = await Open(request, call, timer, ct);
        if (response is null)
        {
            return new Answer { Failure = failure };
        }

        if (keepOpen && response.IsSuccessStatusCode)
        {
            return new Answer { Status = response.StatusCode, Content = response.Content };
        }

        using (response)
        {
            return Read(response, await Body(response.Content, timer, ct), call);
        }
    }

    private async Task<(HttpResponseMessage? Response, LineFailure? Failure)> Open(
        HttpRequestMessage request, string call, CancellationTokenSource timer, CancellationToken ct)
    {
        LineFailure failure;
        try
        {
            return (await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timer.Token), null);
        }
        catch (HttpRequestException e)
        {
            failure = e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                ? new LineFailure.NotReached($"LINE could not be reached: {e.HttpRequestError}")
                : new LineFailure.NoAnswer($"The connection to LINE broke: {e.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Not our timer: then it is the handler's limit for connecting.
            failure = timer.IsCancellationRequested
                ? new LineFailure.NoAnswer("LINE did not answer in time")
                : new LineFailure.NotReached("LINE could not be reached in time");
        }

        LogUnanswered(call, failure.GetType().Name, failure.Message);
        return (null, failure);
    }

    /// <summary>Null when the answer broke off: its status is known all the same.</summary>
    private static async Task<byte[]?> Body(HttpContent content, CancellationTokenSource timer, CancellationToken ct)
    {
        try
        {
            await content.LoadIntoBufferAsync(LongestAnswer, timer.Token);
            return await content.ReadAsByteArrayAsync(timer.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    private Answer Read(HttpResponseMessage response, byte[]? body, string call)
    {
        var answer = new Answer
        {
            Status = response.StatusCode,
            RequestId = Header(response, "X-Line-Request-Id"),
            AcceptedRequestId = Header(response, "X-Line-Accepted-Request-Id"),
            Body = body,
        };
        if (!response.IsSuccessStatusCode)
        {
            answer = answer with { Failure = Failure(response, body) with { RequestId = answer.RequestId } };
            LogRefused(call, (int)response.StatusCode, answer.RequestId, answer.Failure.Message);
        }

        return answer;
    }

    private static LineFailure Failure(HttpResponseMessage response, byte[]? body)
    {
        var error = Parse(body, LineApiJson.Wire.ErrorResponse);
        var message = error?.Message ?? error?.ErrorDescription ?? error?.Error ?? "";
        return response.StatusCode switch
        {
            HttpStatusCode.BadRequest => new LineFailure.BadRequest(message, error?.Details ?? []),
            HttpStatusCode.Unauthorized => new LineFailure.Unauthorized(message),
            HttpStatusCode.Forbidden => new LineFailure.Forbidden(message),
            HttpStatusCode.NotFound => new LineFailure.NotFound(message),
            HttpStatusCode.Gone => new LineFailure.Gone(message),
            HttpStatusCode.RequestEntityTooLarge => new LineFailure.TooLarge(message),
            HttpStatusCode.TooManyRequests when message.Contains("monthly limit", StringComparison.OrdinalIgnoreCase) =>
                new LineFailure.MonthlyLimitReached(message),
            HttpStatusCode.TooManyRequests => new LineFailure.RateLimited(message) { RetryAfter = response.Headers.RetryAfter?.Delta },
            >= HttpStatusCode.InternalServerError => new LineFailure.ServerError((int)response.StatusCode, message),
            _ => new LineFailure.Unexpected((int)response.StatusCode, message),
        };
    }

    /// <summary>Null when it is not what it should be.</summary>
    public static T? Parse<T>(byte[]? body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return body is null or [] ? null : JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "LINE answered {Status} to {Call} (request {RequestId}): {Message}")]
    private partial void LogRefused(string call, int status, string? requestId, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Call} got no answer ({Failure}): {Message}")]
    private partial void LogUnanswered(string call, string failure, string message);

    /// <summary>What came back.</summary>
    internal readonly record struct Answer
    {
        public HttpStatusCode Status { get; init; }

        public string? RequestId { get; init; }

        public string? AcceptedRequestId { get; init; }

        public byte[]? Body { get; init; }

        /// <summary>The body not read yet, where it was asked for so. Whoever asked disposes its stream.</summary>
        public HttpContent? Content { get; init; }

        /// <summary>Null for a success.</summary>
        public LineFailure? Failure { get; init; }
    }
}
