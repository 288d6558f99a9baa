using System.Diagnostics;
using Bot.Simulator.Platform;
using Microsoft.AspNetCore.Http.Features;

namespace Bot.Simulator.LineApi;

/// <summary>What happens around every call: request id, size, token, rate, faults and the log.</summary>
internal sealed class LineEndpoint(LinePlatform platform)
{
    public RequestDelegate For(LineRoute route) => http => Answer(http, route);

    private async Task Answer(HttpContext http, LineRoute route)
    {
        var started = Stopwatch.GetTimestamp();
        var requestId = Guid.NewGuid().ToString();
        var body = await ReadBody(http, route.LargestBody);
        var settings = platform.Settings;
        var fault = platform.TakeFault(route.Limit, route.SendsMessages);
        var answer = body is null
            ? LineAnswer.Error(413, "Request Entity Too Large")
            : await Decide(route, new LineRequest(http, requestId, body.Value), fault);

        if (settings.LatencyMs > 0)
        {
            await Task.Delay(settings.LatencyMs, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var silent = fault == Fault.TimeoutAfterAccepting;
        platform.Calls.Add(new Call
        {
            At = platform.Now,
            Direction = "api",
            Method = http.Request.Method,
            Path = http.Request.Path + http.Request.QueryString,
            Status = silent ? 0 : answer.Status,
            Milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            RequestId = requestId,
            Note = fault is null ? null : $"Fault switched on: {fault}",
            Request = body ?? default,
            Response = answer.Body,
        });

        if (silent)
        {
            await Task.Delay(settings.HoldMs, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            http.Abort();
            return;
        }

        await Write(http, requestId, answer);
    }

    private async ValueTask<LineAnswer> Decide(LineRoute route, LineRequest request, Fault? fault)
    {
        if (!route.Anonymous && (fault == Fault.Unauthorized || !HasToken(request)))
        {
            return LineAnswer.Unauthorized;
        }

        if (fault == Fault.RateLimit || !platform.WithinRate(route.Limit))
        {
            return LineAnswer.RateLimited;
        }

        return fault switch
        {
            Fault.ServerError => LineAnswer.ServerError,
            Fault.MonthlyLimit => LineAnswer.OverMonthlyLimit,
            Fault.ServerErrorAfterAccepting => AfterAccepting(await route.Answer(request)),
            _ => await route.Answer(request),
        };
    }

    private static LineAnswer AfterAccepting(LineAnswer answer) => answer.Status is >= 200 and < 300 ? LineAnswer.ServerError : answer;

    private bool HasToken(LineRequest request) =>
        request.Http.Request.Headers.Authorization.ToString() is var header
        && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && platform.AccessTokens.Left(header["Bearer ".Length..].Trim()) is not null;

    private static async Task<ReadOnlyMemory<byte>?> ReadBody(HttpContext http, int largest)
    {
        var request = http.Request;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = largest + 1L;
        }

        if (request.ContentLength is 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        if (request.ContentLength > largest)
        {
            return null;
        }

        if (request.ContentLength is { } length)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact, http.RequestAborted);
            return exact;
        }

        using var grown = new MemoryStream();
        await request.Body.CopyToAsync(grown, http.RequestAborted);
        return grown.Length > largest ? null : grown.ToArray();
    }

    private static async Task Write(HttpContext http, string requestId, LineAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.Headers["x-line-request-id"] = requestId;
        if (answer.AcceptedRequestId is { } accepted)
        {
            http.Response.Headers["x-line-accepted-request-id"] = accepted;
        }

        if (answer.Location is { } location)
        {
            http.Response.Headers.Location = location;
        }

        http.Response.ContentLength = answer.Body.Length;
        if (!answer.Body.IsEmpty)
        {
            http.Response.ContentType = answer.ContentType;
            await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

/// <summary>One of LINE's routes. <see cref="Limit"/> names the rate limit and the faults it falls under.</summary>
internal sealed record LineRoute(string Method, string Path, string Limit, Func<LineRequest, ValueTask<LineAnswer>> Answer)
{
    public LineRoute(string method, string path, string limit, Func<LineRequest, LineAnswer> answer)
        : this(method, path, limit, request => ValueTask.FromResult(answer(request)))
    {
    }

    /// <summary>Token endpoints come without a token.</summary>
    public bool Anonymous { get; init; }

    public bool SendsMessages { get; init; }

    /// <summary>In bytes; more is a 413. LINE: 2 MB (Messaging API reference, Message objects), files apart.</summary>
    public int LargestBody { get; init; } = 2 * 1024 * 1024;
}
