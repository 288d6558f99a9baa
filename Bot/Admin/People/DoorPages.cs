using Bot.Admin.Home;
using Bot.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.People;

/// <summary>The pages for whoever is not signed in: signing in, making the first owner, taking an invitation up.</summary>
internal static class DoorPages
{
    /// <summary>The limit on how often one address may try.</summary>
    public const string RateLimit = "sign-in";

    public static void Map(IEndpointRouteBuilder console)
    {
        var door = console.MapGroup("").AllowAnonymous();
        door.MapGet("/sign-in", SignIn);
        door.MapPost("/sign-in", TrySignIn).RequireRateLimiting(RateLimit);
        door.MapPost("/sign-in/demo", Demo);
        door.MapPost("/sign-out", SignOut);
        door.MapGet("/welcome", Welcome);
        door.MapPost("/welcome", MakeOwner).RequireRateLimiting(RateLimit);
        door.MapGet("/join/{token}", Join);
        door.MapPost("/join/{token}", Joined).RequireRateLimiting(RateLimit);
    }

    private static async Task<Results<RazorComponentResult<SignInPage>, RedirectHttpResult>> SignIn(
        string? back, HttpContext http, PeopleDesk people, CancellationToken ct, [FromServices] ConsoleDemo? demo = null)
    {
        var (isSetUp, isDemo) = (await people.IsSetUp(ct), demo is not null && LocalVisit.Is(http));
        return isSetUp || isDemo
            ? new RazorComponentResult<SignInPage>(new { IsSetUp = isSetUp, IsDemo = isDemo, Back = back })
            : TypedResults.Redirect("/welcome");
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SignInPage>>> TrySignIn(
        [FromForm] string? name, [FromForm] string? password, [FromForm] string? digits, [FromForm] string? recovery, [FromForm] string? back, HttpContext http, SignInDesk desk, CancellationToken ct, [FromServices] ConsoleDemo? demo = null)
    {
        var code = string.IsNullOrWhiteSpace(digits) ? recovery : digits;
        if (await desk.SignIn(name ?? "", password ?? "", code, From(http), ct) is not { } token)
        {
            return new RazorComponentResult<SignInPage>(new { IsSetUp = true, IsDemo = demo is not null && LocalVisit.Is(http), IsWrong = true, Name = name, Back = back });
        }

        SessionCookie.Set(http, token);
        return TypedResults.Redirect(Inside(back));
    }

    // At the machine itself, with a simulated LINE: there is nothing of anybody's to see.
    private static async Task<Results<RedirectHttpResult, RazorComponentResult<ProblemPage>>> Demo(
        [FromForm] string? back, HttpContext http, PeopleDesk people, SignInDesk desk, CancellationToken ct, [FromServices] ConsoleDemo? demo = null)
    {
        if (demo is null || !LocalVisit.Is(http))
        {
            return ProblemPage.NotFound();
        }

        for (var tries = 0; tries < 5; tries++)
        {
            if (await desk.LetIn(await people.DemoPerson(ct), "sign in to the demo", From(http), ct) is { } token)
            {
                SessionCookie.Set(http, token);
                return TypedResults.Redirect(Inside(back));
            }
        }

        return ProblemPage.Forbidden();
    }

    private static async Task<RedirectHttpResult> SignOut(HttpContext http, SignInDesk desk, CancellationToken ct)
    {
        if (http.Request.Cookies[SessionAuthentication.Cookie] is { } token)
        {
            await desk.SignOut(token, ct);
        }

        SessionCookie.Clear(http);
        return TypedResults.Redirect("/sign-in");
    }

    private static async Task<Results<RazorComponentResult<WelcomePage>, RedirectHttpResult>> Welcome(HttpContext http, PeopleDesk people, CancellationToken ct, [FromServices] ConsoleDemo? demo = null) =>
        await people.IsSetUp(ct)
            ? TypedResults.Redirect("/sign-in")
            : new RazorComponentResult<WelcomePage>(new { NeedsCode = NeedsCode(http, demo) });

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<WelcomePage>>> MakeOwner(
        [FromForm] string? code, [FromForm] string? person, [FromForm] string? name, [FromForm] string? password,
        HttpContext http, SetUpCode setUp, PeopleDesk people, SignInDesk desk, CancellationToken ct, [FromServices] ConsoleDemo? demo = null)
    {
        if (await people.IsSetUp(ct))
        {
            return TypedResults.Redirect("/sign-in");
        }

        var needsCode = NeedsCode(http, demo);
        var wrong = new
        {
            NeedsCode = needsCode,
            Code = code,
            Person = person,
            Name = name,
            WrongCode = needsCode && !setUp.IsRight(code),
            WrongName = !PeopleDesk.IsName(person),
            WrongSignInName = !PeopleDesk.IsName(name),
            Problem = Passwords.ProblemOf(password ?? "", person ?? "", name ?? ""),
        };
        if (wrong.WrongCode || wrong.WrongName || wrong.WrongSignInName || wrong.Problem is not null)
        {
            return new RazorComponentResult<WelcomePage>(wrong);
        }

        return await people.MakeOwner(person!, name!, password!, ct) switch
        {
            PeopleAnswer.Done when await desk.SignIn(name!, password!, code: null, From(http), ct) is { } token => Enter(http, token),
            PeopleAnswer.NameTaken => new RazorComponentResult<WelcomePage>(new { NeedsCode = needsCode, Code = code, Person = person, Name = name, WrongSignInName = true }),
            _ => TypedResults.Redirect("/sign-in"),
        };
    }

    private static async Task<RazorComponentResult<JoinPage>> Join(string token, PeopleDesk people, CancellationToken ct) =>
        new(new { Person = await people.Invited(token, ct), Token = token });

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<JoinPage>>> Joined(
        string token, [FromForm] string? password, HttpContext http, PeopleDesk people, CancellationToken ct)
    {
        var person = await people.Invited(token, ct);
        var problem = person is null ? null : Passwords.ProblemOf(password ?? "", person.Name, person.SignInName);
        return person is not null && problem is null && await people.Join(token, password!, From(http), ct) is { } session
            ? Enter(http, session)
            : new RazorComponentResult<JoinPage>(new { Person = await people.Invited(token, ct), Token = token, Problem = problem });
    }

    private static RedirectHttpResult Enter(HttpContext http, string token)
    {
        SessionCookie.Set(http, token);
        return TypedResults.Redirect("/");
    }

    // Only to a page of ours: who follows a link to the sign-in page must not end elsewhere.
    private static string Inside(string? back) => RedirectHttpResult.IsLocalUrl(back) && back[0] == '/' ? back : "/";

    private static bool NeedsCode(HttpContext http, ConsoleDemo? demo) => demo is null || !LocalVisit.Is(http);

    private static SignInFrom From(HttpContext http) => new(http.Request.Headers.UserAgent.ToString(), http.Connection.RemoteIpAddress?.ToString());
}
