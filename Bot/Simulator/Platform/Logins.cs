using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot.Simulator.Platform;

/// <summary>What a person let a page know: which scopes, and the page's nonce.</summary>
internal sealed record Consent(string UserId, string Scope, string? Nonce, string? RedirectUri);

/// <summary>A token of LINE Login: whose it is, what it may see, until when.</summary>
internal sealed record LoginToken(string Token, string UserId, string Scope, DateTimeOffset ExpiresAt);

/// <summary>
/// LINE Login: codes, access and refresh tokens and ID tokens of the login channel, and the link tokens of the bot's. All are of this run:
/// after a restart one logs in again.
/// </summary>
internal sealed class Logins(SimulatedChannel channel, TimeProvider clock) : IDisposable
{
    public const string Issuer = "https://access.line.me";

    /// <summary>On the web. (LINE Login reference, Issue access token.)</summary>
    public static readonly TimeSpan WebTokenLife = TimeSpan.FromDays(30);

    /// <summary>In a LIFF app. (LIFF reference, liff.getAccessToken.)</summary>
    public static readonly TimeSpan LiffTokenLife = TimeSpan.FromHours(12);

    private static readonly TimeSpan RefreshLife = TimeSpan.FromDays(90);
    private static readonly TimeSpan IdTokenLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LinkTokenLife = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _keyId = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly Dictionary<string, (Consent Consent, DateTimeOffset Until)> _codes = [];
    private readonly Dictionary<string, LoginToken> _tokens = [];
    private readonly Dictionary<string, LoginToken> _refresh = [];
    private readonly Dictionary<string, (string UserId, DateTimeOffset Until)> _links = [];

    public string IssueCode(Consent consent)
    {
        var code = Chance(20);
        lock (_lock)
        {
            _codes[code] = (consent, clock.GetUtcNow() + CodeLife);
        }

        return code;
    }

    /// <summary>What the code stands for, once; null when it is used, too old or none.</summary>
    public Consent? UseCode(string code, string? redirectUri)
    {
        lock (_lock)
        {
            return _codes.Remove(code, out var found) && clock.GetUtcNow() < found.Until && found.Consent.RedirectUri == redirectUri ? found.Consent : null;
        }
    }

    public LoginToken IssueToken(string userId, string scope, TimeSpan life)
    {
        var issued = new LoginToken(Chance(60), userId, scope, clock.GetUtcNow() + life);
        lock (_lock)
        {
            _tokens[issued.Token] = issued;
        }

        return issued;
    }

    public string IssueRefreshToken(LoginToken of)
    {
        var refresh = Chance(20);
        lock (_lock)
        {
            _refresh[refresh] = of with { ExpiresAt = clock.GetUtcNow() + RefreshLife };
        }

        return refresh;
    }

    public LoginToken? Find(string token) => Live(_tokens, token);

    public LoginToken? FindRefresh(string token) => Live(_refresh, token);

    public void Revoke(string token)
    {
        lock (_lock)
        {
            _tokens.Remove(token);
        }
    }

    /// <summary>An ID token as a page on the web gets it (HS256), or a LIFF app (ES256).</summary>
    public string IssueIdToken(Person person, Consent consent, bool liff)
    {
        var now = clock.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = person.Id,
            ["aud"] = channel.LoginId,
            ["exp"] = (now + IdTokenLife).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["amr"] = new JsonArray("linesso"),
        };
        if (consent.Nonce is { } nonce)
        {
            claims["nonce"] = nonce;
        }

        if (consent.Scope.Split(' ').Contains("profile"))
        {
            claims["name"] = person.Name;
        }

        return liff ? Jwt.SignES256(claims, _key, _keyId) : Jwt.SignHS256(claims, channel.LoginSecret);
    }

    /// <summary>The claims of a token that this LINE signed; null: it did not.</summary>
    public JsonElement? ReadIdToken(string token) => Jwt.Read(token, _key, channel.LoginSecret);

    /// <summary>What others check LIFF's ID tokens with.</summary>
    public JsonObject Certificates()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "EC",
                ["alg"] = "ES256",
                ["use"] = "sig",
                ["kid"] = _keyId,
                ["crv"] = "P-256",
                ["x"] = Base64Url.EncodeToString(point.X),
                ["y"] = Base64Url.EncodeToString(point.Y),
            }),
        };
    }

    public string IssueLinkToken(string userId)
    {
        var token = Chance(32);
        lock (_lock)
        {
            _links[token] = (userId, clock.GetUtcNow() + LinkTokenLife);
        }

        return token;
    }

    /// <summary>Whose link token it is; null when it is used, too old or none.</summary>
    public string? LinkedBy(string linkToken, bool use)
    {
        lock (_lock)
        {
            var known = _links.TryGetValue(linkToken, out var found) && clock.GetUtcNow() < found.Until;
            if (use)
            {
                _links.Remove(linkToken);
            }

            return known ? found.UserId : null;
        }
    }

    public void Dispose() => _key.Dispose();

    private LoginToken? Live(Dictionary<string, LoginToken> tokens, string token)
    {
        lock (_lock)
        {
            return tokens.GetValueOrDefault(token) is { } found && clock.GetUtcNow() < found.ExpiresAt ? found : null;
        }
    }

    private static string Chance(int length) => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
}
