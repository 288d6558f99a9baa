using System.Security.Claims;
using System.Text.Encodings.Web;
using Bot.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Bot.Api;

/// <summary>Who calls the REST API: <c>Authorization: Bearer</c> and a key.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiKeyDesk keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.Who(header[Bearer.Length..].Trim(), Context.RequestAborted) is not ({ } actor, { } may))
        {
            return AuthenticateResult.Fail("Unknown API key.");
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, actor.Name), .. may.AsClaims()], SchemeName);
        if (actor.PersonId is { } person)
        {
            identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, person));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        TypedResults.Problem(
            statusCode: StatusCodes.Status403Forbidden,
            title: "This key may not do that.",
            detail: $"It needs the permission '{PermissionCheck.Needs(Context)?.ToString().ToLowerInvariant() ?? "none that can be given"}'. Use another key, or ask an owner for it.")
            .ExecuteAsync(Context);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            title: "An API key is needed.",
            detail: "Send it as 'Authorization: Bearer <key>'. The key stands in the configuration (Api:Key) or is printed at start in the demo.")
            .ExecuteAsync(Context);
    }
}

/// <summary>The key of the configuration, or the one made at start for the demo; kept as its hash.</summary>
public sealed class ConfiguredApiKey(string? key)
{
    private readonly byte[] _hash = key is null ? [] : Convert.FromHexString(ApiKey.HashOf(key));

    internal bool Matches(string hash) =>
        System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(_hash, Convert.FromHexString(hash));
}
