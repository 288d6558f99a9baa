using System.Text.Json.Nodes;
using Bot.Simulator.Platform;

namespace Bot.Simulator.LineApi;

/// <summary>Channel access tokens. JWT assertions are taken on trust: a simulator has no registered key to check them with.</summary>
internal sealed class TokenCalls(LinePlatform platform)
{
    private readonly LoginCalls _login = new(platform);

    public IEnumerable<LineRoute> Routes()
    {
        LineRoute[] routes =
        [
            new("POST", "/oauth2/v3/token", "oauth2/v3/token", IssueStateless),
            new("POST", "/oauth2/v2.1/token", "oauth2/v2.1/token", IssueWithKeyId),
            new("GET", "/oauth2/v2.1/tokens/kid", "oauth2/v2.1/kid", _ => KeyIds()),
            new("GET", "/oauth2/v2.1/verify", "oauth2/v2.1/verify", request => _login.Verify(request.Query("access_token") ?? "") ?? Verify(request.Query("access_token"))),
            new("POST", "/oauth2/v2.1/revoke", "oauth2/v2.1/revoke", Revoke),
            new("POST", "/v2/oauth/accessToken", "oauth/accessToken", IssueShortLived),
            new("POST", "/v2/oauth/verify", "oauth/verify", request => Verify(request.Form().GetValueOrDefault("access_token"))),
            new("POST", "/v2/oauth/revoke", "oauth/revoke", Revoke),
        ];
        return routes.Select(route => route with { Anonymous = true });
    }

    private LineAnswer IssueStateless(LineRequest request) => Refusal(request, allowAssertion: true) ?? LineAnswer.Ok(new JsonObject
    {
        ["token_type"] = "Bearer",
        ["access_token"] = platform.AccessTokens.IssueStateless(),
        ["expires_in"] = (long)AccessTokens.StatelessLife.TotalSeconds,
    });

    private LineAnswer IssueShortLived(LineRequest request)
    {
        if (Refusal(request, allowAssertion: false) is { } refusal)
        {
            return refusal;
        }

        return LineAnswer.Ok(Issued(platform.AccessTokens.IssueStored(withKeyId: false)!));
    }

    private LineAnswer IssueWithKeyId(LineRequest request)
    {
        var form = request.Form();
        if (form.GetValueOrDefault("grant_type") is "authorization_code" or "refresh_token")
        {
            return _login.Token(form);
        }

        if (Refusal(request, allowAssertion: true) is { } refusal)
        {
            return refusal;
        }

        return platform.AccessTokens.IssueStored(withKeyId: true) is { } issued
            ? LineAnswer.Ok(Issued(issued))
            : LineAnswer.OAuthError(400, "invalid_request", "The maximum number of tokens has been issued");
    }

    private LineAnswer KeyIds() => LineAnswer.Ok(new JsonObject
    {
        ["kids"] = new JsonArray([.. platform.AccessTokens.KeyIds().Select(id => JsonValue.Create(id))]),
    });

    private LineAnswer Verify(string? token)
    {
        if (token is null || platform.AccessTokens.Left(token) is not { } left)
        {
            return LineAnswer.OAuthError(400, "invalid_request", "access token expired");
        }

        return LineAnswer.Ok(new JsonObject
        {
            ["client_id"] = platform.Channel.Id,
            ["expires_in"] = left == TimeSpan.MaxValue ? int.MaxValue : (long)left.TotalSeconds,
            ["scope"] = "P CM",
        });
    }

    // Revoking a token that is none is no error at LINE.
    private LineAnswer Revoke(LineRequest request)
    {
        if (request.Form().GetValueOrDefault("access_token") is { } token)
        {
            platform.AccessTokens.Revoke(token);
            platform.Logins.Revoke(token);
        }

        return LineAnswer.Nothing;
    }

    private LineAnswer? Refusal(LineRequest request, bool allowAssertion)
    {
        var form = request.Form();
        if (form.GetValueOrDefault("grant_type") != "client_credentials")
        {
            return LineAnswer.OAuthError(400, "unsupported_grant_type", "The grant type is not supported");
        }

        if (allowAssertion && !string.IsNullOrEmpty(form.GetValueOrDefault("client_assertion")))
        {
            return null;
        }

        return form.GetValueOrDefault("client_id") == platform.Channel.Id && form.GetValueOrDefault("client_secret") == platform.Channel.Secret
            ? null
            : LineAnswer.OAuthError(400, "invalid_client", "Invalid client_id or client_secret");
    }

    private static JsonObject Issued(AccessTokens.Issued issued)
    {
        var answer = new JsonObject
        {
            ["access_token"] = issued.Token,
            ["expires_in"] = (long)AccessTokens.ShortLife.TotalSeconds,
            ["token_type"] = "Bearer",
        };
        if (issued.KeyId is { } id)
        {
            answer["key_id"] = id;
        }

        return answer;
    }
}
