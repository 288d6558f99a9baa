using System.Security.Claims;
using System.Text.Encodings.Web;
using Bot.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Bot.People;

/// <summary>Who uses the console: by the cookie of a session. Sessions are in the store, so one that is ended there is over at once, everywhere.</summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SignInDesk desk)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";
    public const string Cookie = "console.session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[Cookie] is not { Length: > 0 and < 200 } token || await desk.Who(token, Context.RequestAborted) is not ({ } person, { } session))
        {
            return AuthenticateResult.NoResult();
        }

        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.Id),
                new Claim(ClaimTypes.Name, person.Name),
                new Claim(ClaimTypes.Sid, session.Id),
                .. person.Role.Permissions().AsClaims(),
            ],
            SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    // To the sign-in page, and from there to where they wanted to go.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var isPage = HttpMethods.IsGet(Request.Method) && !Request.Headers.ContainsKey("HX-Request");
        var to = "/sign-in" + (isPage && Request.Path != "/" ? QueryString.Create("back", Request.PathBase + Request.Path + Request.QueryString) : QueryString.Empty);
        if (Request.Headers.ContainsKey("HX-Request"))
        {
            Response.StatusCode = StatusCodes.Status200OK;
            Response.Headers["HX-Redirect"] = to;
            return Task.CompletedTask;
        }

        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = to;
        return Task.CompletedTask;
    }
}

/// <summary>The cookie of a session in a browser.</summary>
internal static class SessionCookie
{
    public static void Set(HttpContext http, string token) => http.Response.Cookies.Append(SessionAuthentication.Cookie, token, Options(http));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(SessionAuthentication.Cookie, Options(http));

    // Lax: a link in a mail to a page of the console works; forms carry a token of their own.
    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        MaxAge = Session.Longest,
        IsEssential = true,
    };
}
