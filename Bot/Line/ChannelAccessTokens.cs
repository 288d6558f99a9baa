using Microsoft.Extensions.Options;

namespace Bot.Line;

/// <summary>
/// The right to call LINE: the pasted long-lived token, or a stateless one of 15 minutes that is fetched with channel id
/// and secret, kept, and renewed before it ends.
/// </summary>
internal sealed class ChannelAccessTokens(LineHttp http, IOptions<LineOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    // LINE says of a long-lived token that it ends in about a hundred years.
    private static readonly TimeSpan Endless = TimeSpan.FromDays(3_650);

    private readonly SemaphoreSlim _renewing = new(1);
    private volatile Held? _held;
    private volatile bool _hasKeyId;

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

    /// <summary>Until when LINE takes the pasted token. Tokens with a key id (v2.1) are verified at another address than all others.</summary>
    public async Task<LineResult<TokenLife>> Life(CancellationToken ct)
    {
        if (string.IsNullOrEmpty(options.Value.ChannelAccessToken))
        {
            return new TokenLife(EndsAt: null);
        }

        var answer = await Verify(_hasKeyId, ct);
        if (answer.Failure is LineFailure.BadRequest && await Verify(!_hasKeyId, ct) is { Failure: null } other)
        {
            (answer, _hasKeyId) = (other, !_hasKeyId);
        }

        return answer.Failure is { } failure ? failure
            : LineHttp.Parse(answer.Body, LineApiJson.Wire.VerifiedToken) is not { ExpiresIn: var seconds } ? new LineFailure.Unexpected((int)answer.Status, "LINE's word on the token could not be read")
            : new TokenLife(seconds > Endless.TotalSeconds ? null : clock.GetUtcNow() + TimeSpan.FromSeconds(seconds));
    }

    public void Dispose() => _renewing.Dispose();

    private async Task<LineHttp.Answer> Verify(bool withKeyId, CancellationToken ct)
    {
        var (origin, token) = (options.Value.ApiBaseUrl, options.Value.ChannelAccessToken!);
        using var request = withKeyId
            ? new HttpRequestMessage(HttpMethod.Get, new Uri(origin, $"/oauth2/v2.1/verify?access_token={Uri.EscapeDataString(token)}"))
            : new HttpRequestMessage(HttpMethod.Post, new Uri(origin, "/v2/oauth/verify")) { Content = new FormUrlEncodedContent([new("access_token", token)]) };
        return await http.Exchange(request, "token verification", options.Value.Timeout, ct);
    }

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
