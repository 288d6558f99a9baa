using System.Text.Json.Nodes;
using Bot.Simulator.Platform;

namespace Bot.Simulator.LineApi;

/// <summary>
/// LINE Login's side. <c>/oauth2/v2.1/token</c>, <c>verify</c> and <c>revoke</c> belong to channel access tokens too; what is asked for
/// tells them apart.
/// </summary>
internal sealed class LoginCalls(LinePlatform platform)
{
    public IEnumerable<LineRoute> Routes()
    {
        LineRoute[] routes =
        [
            new("GET", "/oauth2/v2.1/authorize", "login/authorize", request => LineAnswer.Redirect($"/dialog/login{request.Http.Request.QueryString}")),
            new("POST", "/oauth2/v2.1/verify", "login/verify", VerifyIdToken),
            new("GET", "/oauth2/v2.1/certs", "login/certs", _ => LineAnswer.Ok(platform.Logins.Certificates())),
            new("GET", "/oauth2/v2.1/userinfo", "login/userinfo", request => OfBearer(request, "openid", UserInfo)),
            new("POST", "/oauth2/v2.1/userinfo", "login/userinfo", request => OfBearer(request, "openid", UserInfo)),
            new("GET", "/v2/profile", "login/profile", request => OfBearer(request, "profile", Profile)),
            new("GET", "/friendship/v1/status", "login/friendship", request => OfBearer(request, "profile", Friendship)),
            new("GET", "/.well-known/openid-configuration", "login/discovery", Discovery),
        ];
        return routes.Select(route => route with { Anonymous = true }).Append(
            new("POST", "/v2/bot/user/{userId}/linkToken", "linkToken", LinkToken));
    }

    /// <summary>A code for tokens, or new tokens for a refresh token.</summary>
    public LineAnswer Token(IReadOnlyDictionary<string, string> form)
    {
        if (form.GetValueOrDefault("client_id") != platform.Channel.LoginId || form.GetValueOrDefault("client_secret") != platform.Channel.LoginSecret)
        {
            return LineAnswer.OAuthError(400, "invalid_client", "invalid client_id or client_secret");
        }

        if (form.GetValueOrDefault("grant_type") == "refresh_token")
        {
            return platform.Logins.FindRefresh(form.GetValueOrDefault("refresh_token") ?? "") is { } refresh
                ? LineAnswer.Ok(Tokens(platform.Logins.IssueToken(refresh.UserId, refresh.Scope, Logins.WebTokenLife)))
                : LineAnswer.OAuthError(400, "invalid_grant", "invalid refresh_token");
        }

        lock (platform.Gate)
        {
            if (platform.Logins.UseCode(form.GetValueOrDefault("code") ?? "", form.GetValueOrDefault("redirect_uri")) is not { } consent
                || platform.Find(consent.UserId) is not { } person)
            {
                return LineAnswer.OAuthError(400, "invalid_grant", "invalid authorization code");
            }

            var tokens = Tokens(platform.Logins.IssueToken(consent.UserId, consent.Scope, Logins.WebTokenLife));
            if (consent.Scope.Split(' ').Contains("openid"))
            {
                tokens["id_token"] = platform.Logins.IssueIdToken(person, consent, liff: false);
            }

            return LineAnswer.Ok(tokens);
        }
    }

    private JsonObject Tokens(LoginToken issued) => new()
    {
        ["access_token"] = issued.Token,
        ["token_type"] = "Bearer",
        ["refresh_token"] = platform.Logins.IssueRefreshToken(issued),
        ["expires_in"] = (long)Math.Ceiling((issued.ExpiresAt - platform.Now).TotalSeconds),
        ["scope"] = issued.Scope,
    };

    /// <summary>Whether it is an access token of LINE Login; null: it is none.</summary>
    public LineAnswer? Verify(string token) => platform.Logins.Find(token) is { } found
        ? LineAnswer.Ok(new JsonObject
        {
            ["scope"] = found.Scope,
            ["client_id"] = platform.Channel.LoginId,
            ["expires_in"] = (long)(found.ExpiresAt - platform.Now).TotalSeconds,
        })
        : null;

    private LineAnswer VerifyIdToken(LineRequest request)
    {
        var form = request.Form();
        if (platform.Logins.ReadIdToken(form.GetValueOrDefault("id_token") ?? "") is not { } claims)
        {
            return Refused("Invalid IdToken.");
        }

        var problem = Tap.Text(claims, "iss") != Logins.Issuer ? "Invalid IdToken Issuer."
            : claims.GetProperty("exp").GetInt64() <= platform.Now.ToUnixTimeSeconds() ? "IdToken expired."
            : Tap.Text(claims, "aud") != form.GetValueOrDefault("client_id") ? "Invalid IdToken Audience."
            : form.TryGetValue("nonce", out var nonce) && Tap.Text(claims, "nonce") != nonce ? "Invalid IdToken Nonce."
            : form.TryGetValue("user_id", out var userId) && Tap.Text(claims, "sub") != userId ? "Invalid IdToken Subject Identifier."
            : null;
        return problem is null ? LineAnswer.Ok((JsonObject)JsonNode.Parse(claims.GetRawText())!) : Refused(problem);

        static LineAnswer Refused(string description) => LineAnswer.OAuthError(400, "invalid_request", description);
    }

    private JsonObject UserInfo(Person person, LineRequest request) => new() { ["sub"] = person.Id, ["name"] = person.Name, ["picture"] = PictureOf(person, request) };

    private JsonObject Profile(Person person, LineRequest request)
    {
        var profile = new JsonObject { ["userId"] = person.Id, ["displayName"] = person.Name, ["pictureUrl"] = PictureOf(person, request) };
        if (person.StatusMessage is { } status)
        {
            profile["statusMessage"] = status;
        }

        return profile;
    }

    private JsonObject Friendship(Person person, LineRequest request) => new() { ["friendFlag"] = person.Standing == Standing.Friend };

    private LineAnswer OfBearer(LineRequest request, string scope, Func<Person, LineRequest, JsonObject> answer)
    {
        var header = request.Http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? platform.Logins.Find(header["Bearer ".Length..].Trim()) : null;
        lock (platform.Gate)
        {
            return token is null || platform.Find(token.UserId) is not { } person ? LineAnswer.OAuthError(401, "invalid_token", "The access token is invalid or expired")
                : !token.Scope.Split(' ').Contains(scope) ? LineAnswer.OAuthError(403, "insufficient_scope", "The access token lacks the scope")
                : LineAnswer.Ok(answer(person, request));
        }
    }

    private static LineAnswer Discovery(LineRequest request) => LineAnswer.Ok(new JsonObject
    {
        ["issuer"] = Logins.Issuer,
        ["authorization_endpoint"] = $"{request.Origin}/oauth2/v2.1/authorize",
        ["token_endpoint"] = $"{request.Origin}/oauth2/v2.1/token",
        ["revocation_endpoint"] = $"{request.Origin}/oauth2/v2.1/revoke",
        ["userinfo_endpoint"] = $"{request.Origin}/oauth2/v2.1/userinfo",
        ["scopes_supported"] = new JsonArray("openid", "profile", "email"),
        ["jwks_uri"] = $"{request.Origin}/oauth2/v2.1/certs",
        ["response_types_supported"] = new JsonArray("code"),
        ["subject_types_supported"] = new JsonArray("pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("ES256"),
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
    });

    private LineAnswer LinkToken(LineRequest request)
    {
        var id = request.Route("userId");
        if (!MessageCalls.IsUserId(id))
        {
            return LineAnswer.Error(400, "The value for the 'userId' parameter is invalid");
        }

        lock (platform.Gate)
        {
            return platform.Find(id) is { Standing: not Standing.Blocked }
                ? LineAnswer.Ok(new JsonObject { ["linkToken"] = platform.Logins.IssueLinkToken(id) })
                : LineAnswer.NotFound;
        }
    }

    private static string PictureOf(Person person, LineRequest request) => $"{request.Origin}/sim/users/{person.Id}/picture";
}
