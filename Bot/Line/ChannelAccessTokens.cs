using Microsoft.Extensions.Options;

namespace Bot.Line;

/// <summary>
/// The right to call LINE: the pasted long-lived token, or a stateless one of 15 minutes that is fetched with channel id
/// and secret, kept, and renewed before it ends.
/// </summary>
internal sealed class ChannelAccessTokens(LineHttp http, IOptions<LineOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _renewing = new(1);
    private volatile Held? _held;

    /// <summary>Whether a refused token can be exchanged for a new one.</summary>
    public bool Renewable => string.IsNullOrEmpty(options.Value.ChannelAccessToken) && !string.IsNullOrEmpty(options.Value.ChannelId);

    /// <summary>The value of the Authorization header, or why there is none.</summary>
    public ValueTask<LineResult<string>> Authorization(CancellationToken ct) =>
        _held is { } held && clock.GetUtcNow() < held.RenewAt ? new(held.Result) : new(Renew(ct));

    /// <summary>LINE refused it: forget it, unless it was replaced meanwhile.</summary>
    public void Forget(string authorization)
    {
        if (_held is { } held && held.Result.Value == authorization)
        {
            Interlocked.CompareExchange(ref _held, null, held);
        }
    }

    public void Dispose() => _renewing.Dispose();

    private async Task<LineResult<string>> Renew(CancellationToken ct)
    {
        await _renewing.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            var held = _held;
            if (held is not null && now < held.RenewAt)
            {
                return held.Result;
            }

            var (next, failure) = await Next(now, ct);
            if (next is not null)
            {
                _held = next;
                return next.Result;
            }

            // The old one is still good for a moment: LINE's trouble with tokens need not be ours yet.
            return held is not null && now < held.EndsAt ? held.Result : failure!;
        }
        finally
        {
            _renewing.Release();
        }
    }

    private async Task<(Held? Held, LineFailure? Failure)> Next(DateTimeOffset now, CancellationToken ct)
    {
        var channel = options.Value;
        if (!string.IsNullOrEmpty(channel.ChannelAccessToken))
        {
            return (new Held($"Bearer {channel.ChannelAccessToken}", DateTimeOffset.MaxValue, DateTimeOffset.MaxValue), null);
        }

        if (string.IsNullOrEmpty(channel.ChannelId) || string.IsNullOrEmpty(channel.ChannelSecret))
        {
            return (null, new LineFailure.Unauthorized("No channel is configured: set Line:ChannelAccessToken, or Line:ChannelId and Line:ChannelSecret."));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(channel.ApiBaseUrl, "/oauth2/v3/token"))
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"),
                new("client_id", channel.ChannelId),
                new("client_secret", channel.ChannelSecret),
            ]),
        };
        var answer = await http.Exchange(request, "token", channel.Timeout, ct);
        if (answer.Failure is { } failure)
        {
            return (null, Reason(failure));
        }

        return LineHttp.Parse(answer.Body, LineApiJson.Wire.TokenResponse) is { } token
            ? (Until(token, now), null)
            : (null, new LineFailure.NotReached("LINE's token could not be read") { RequestId = answer.RequestId });
    }

    private static Held Until(TokenResponse token, DateTimeOffset now)
    {
        var life = TimeSpan.FromSeconds(token.ExpiresIn);
        return new Held($"Bearer {token.AccessToken}", now + (life > 2 * Early ? life - Early : life / 2), now + life);
    }

    // The call that wanted the token was never made, so whatever happened, LINE has not seen it.
    private static LineFailure Reason(LineFailure failure) => failure switch
    {
        LineFailure.RateLimited or LineFailure.NotReached => failure,
        LineFailure.ServerError or LineFailure.NoAnswer => new LineFailure.NotReached($"LINE gave no token: {failure.Message}") { RequestId = failure.RequestId },
        _ => new LineFailure.Unauthorized($"LINE gave no token: {failure.Message}") { RequestId = failure.RequestId },
    };

    private sealed record Held(string Authorization, DateTimeOffset RenewAt, DateTimeOffset EndsAt)
    {
        public LineResult<string> Result { get; } = LineResult<string>.FromValue(Authorization);
    }
}
