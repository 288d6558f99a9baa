using System.Globalization;
using System.Security.Claims;
using Bot.Access;
using Bot.Api;
using Bot.Audit;
using Bot.Friends;
using Bot.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Bot.Admin.People;

/// <summary>One's own page, and where owners see to who may do what.</summary>
internal static class PeoplePages
{
    private const int PerPage = 100;

    public static void Map(IEndpointRouteBuilder console)
    {
        DoorPages.Map(console);

        // Whoever is signed in may see to their own.
        console.MapGet("/me", Me);
        console.MapPost("/me/password", ChangePassword).Needs(Permission.Look).RequireRateLimiting(DoorPages.RateLimit);
        console.MapPost("/me/authenticator", UseAuthenticator).Needs(Permission.Look).RequireRateLimiting(DoorPages.RateLimit);
        console.MapPost("/me/authenticator/codes", RenewCodes).Needs(Permission.Look).RequireRateLimiting(DoorPages.RateLimit);
        console.MapPost("/me/authenticator/forget", ForgetAuthenticator).Needs(Permission.Look).RequireRateLimiting(DoorPages.RateLimit);
        console.MapPost("/me/sessions/{session}/end", EndMine).Needs(Permission.Look);
        console.MapPost("/me/keys", MakeKey).Needs(Permission.Look);
        console.MapPost("/me/keys/{key}/revoke", RevokeMine).Needs(Permission.Look);

        var settings = console.MapGroup("/settings");
        settings.MapGet("/people", People).Needs(Permission.People);
        settings.MapPost("/people", Invite).Needs(Permission.People);
        settings.MapGet("/people/{id}", One).Needs(Permission.People);
        settings.MapPost("/people/{id}", Describe).Needs(Permission.People);
        settings.MapPost("/people/{id}/invite", InviteAgain).Needs(Permission.People);
        settings.MapPost("/people/{id}/disable", (string id, PeopleDesk people, SignInDesk desk, ApiKeyDesk keys, CancellationToken ct) => Enable(id, false, people, desk, keys, ct)).Needs(Permission.People);
        settings.MapPost("/people/{id}/enable", (string id, PeopleDesk people, SignInDesk desk, ApiKeyDesk keys, CancellationToken ct) => Enable(id, true, people, desk, keys, ct)).Needs(Permission.People);
        settings.MapPost("/people/{id}/sessions/{session}/end", End).Needs(Permission.People);
        settings.MapGet("/keys", Keys).Needs(Permission.People);
        settings.MapPost("/keys/{key}/revoke", Revoke).Needs(Permission.People);
        settings.MapGet("/audit", Audit).Needs(Permission.People);
        settings.MapGet("/audit.csv", AuditFile).Needs(Permission.People).GivesDataOut();
    }

    private static Task<RazorComponentResult<MePage>> Me(HttpContext http, string? did, MineDesk mine, CancellationToken ct) => mine.Page(http, new(), ct, did);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<MePage>>> ChangePassword(
        [FromForm] string? current, [FromForm] string? password, HttpContext http, PeopleDesk people, MineDesk mine, CancellationToken ct)
    {
        var person = (await people.Find(IdOf(http), ct))!;
        if (Passwords.ProblemOf(password ?? "", person.Name, person.SignInName) is { } problem)
        {
            return await mine.Page(http, new(Problem: problem), ct);
        }

        return await people.ChangePassword(person.Id, current ?? "", password!, SessionOf(http), ct) == PeopleAnswer.Done
            ? TypedResults.Redirect("/me?did=password")
            : await mine.Page(http, new(WrongPassword: true), ct);
    }

    // The codes are in the answer itself: nothing keeps them to be shown again.
    private static async Task<RazorComponentResult<MePage>> UseAuthenticator(
        [FromForm] string? secret, [FromForm] string? digits, HttpContext http, PeopleDesk people, MineDesk mine, CancellationToken ct) =>
        mine.CanKeepSecrets && await people.UseAuthenticator(IdOf(http), secret ?? "", digits ?? "", ct) is (PeopleAnswer.Done, var codes)
            ? await mine.Page(http, new(NewCodes: codes), ct, did: "authenticator")
            : await mine.Page(http, new(WrongDigits: true, Sealed: secret), ct);

    private static async Task<RazorComponentResult<MePage>> RenewCodes([FromForm] string? password, HttpContext http, PeopleDesk people, MineDesk mine, CancellationToken ct) =>
        await people.RenewRecoveryCodes(IdOf(http), password ?? "", ct) is (PeopleAnswer.Done, var codes)
            ? await mine.Page(http, new(NewCodes: codes), ct, did: "codes")
            : await mine.Page(http, new(WrongRenew: true), ct);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<MePage>>> ForgetAuthenticator(
        [FromForm] string? password, HttpContext http, PeopleDesk people, MineDesk mine, CancellationToken ct) =>
        await people.ForgetAuthenticator(IdOf(http), password ?? "", ct) == PeopleAnswer.Done
            ? TypedResults.Redirect("/me?did=forgot")
            : await mine.Page(http, new(WrongForget: true), ct);

    private static async Task<RedirectHttpResult> EndMine(string session, HttpContext http, SignInDesk desk, CancellationToken ct)
    {
        await desk.End(IdOf(http), session, ct);
        return TypedResults.Redirect("/me#sessions");
    }

    // A key can be given no more than its maker may do: what it may is looked at with each call.
    private static async Task<RazorComponentResult<MePage>> MakeKey(
        [FromForm] string? name, HttpContext http, ApiKeyDesk keys, MineDesk mine, CancellationToken ct)
    {
        if (!ApiKeyDesk.IsName(name))
        {
            return await mine.Page(http, new(WrongKeyName: true), ct);
        }

        var wanted = http.Request.Form["scopes"].Select(scope => Chosen.Of<Permission>(scope) ?? Permission.Look);
        var (_, secret) = await keys.Create(name, IdOf(http), [.. wanted.Where(http.User.May)], ct);
        return await mine.Page(http, new(NewKey: secret), ct);
    }

    private static async Task<RedirectHttpResult> RevokeMine(string key, HttpContext http, ApiKeyDesk keys, CancellationToken ct)
    {
        await keys.Revoke(key, IdOf(http), ct);
        return TypedResults.Redirect("/me#keys-card");
    }

    private static async Task<RazorComponentResult<PeoplePage>> People(PeopleDesk people, CancellationToken ct) => new(new { People = await people.All(ct) });

    private static async Task<RazorComponentResult<PeoplePage>> Invite(
        [FromForm] string? person, [FromForm] string? name, [FromForm] string? role, HttpContext http, PeopleDesk people, Reader reader, CancellationToken ct)
    {
        var chosen = Chosen.Of<Role>(role) ?? Role.Viewer;
        var (wrongName, wrongSignInName) = (!PeopleDesk.IsName(person), !PeopleDesk.IsName(name));
        var (answer, invited, token) = wrongName || wrongSignInName ? default : await people.Invite(person!, name!, chosen, ct);
        var problem = wrongSignInName ? reader.Say("100文字までで、サインインに使う名前を入れてください。", "Say what they sign in with, in up to 100 characters.")
            : answer == PeopleAnswer.NameTaken ? reader.Say("この名前は、ほかの方が使っています。", "Somebody signs in with this name already.")
            : null;
        var isDone = token is not null;
        return new(new
        {
            People = await people.All(ct),
            Link = isDone ? LinkOf(http, token!) : null,
            Invited = invited,
            Name = isDone ? null : person,
            SignInName = isDone ? null : name,
            Role = isDone ? Role.Staff : chosen,
            WrongName = wrongName,
            WrongSignInName = problem is null ? null : new[] { problem },
        });
    }

    private static async Task<Results<RazorComponentResult<PersonPage>, RazorComponentResult<ProblemPage>>> One(string id, PeopleDesk people, SignInDesk desk, ApiKeyDesk keys, CancellationToken ct) =>
        await PageOf(id, people, desk, keys, ct);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<PersonPage>, RazorComponentResult<ProblemPage>>> Describe(
        string id, [FromForm] string? person, [FromForm] string? role, PeopleDesk people, SignInDesk desk, ApiKeyDesk keys, CancellationToken ct)
    {
        if (await people.Find(id, ct) is not { } was)
        {
            return ProblemPage.NotFound();
        }

        var answer = await people.Describe(id, PeopleDesk.IsName(person) ? person! : was.Name, Chosen.Of<Role>(role) ?? was.Role, ct);
        return answer == PeopleAnswer.Done
            ? TypedResults.Redirect("/settings/people")
            : Either(await PageOf(id, people, desk, keys, ct, problem: answer));
    }

    private static async Task<Results<RazorComponentResult<PersonPage>, RazorComponentResult<ProblemPage>>> InviteAgain(
        string id, HttpContext http, PeopleDesk people, SignInDesk desk, ApiKeyDesk keys, CancellationToken ct)
    {
        var (answer, token) = await people.InviteAgain(id, ct);
        return await PageOf(id, people, desk, keys, ct, token is null ? null : LinkOf(http, token), answer == PeopleAnswer.Done ? null : answer);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<PersonPage>, RazorComponentResult<ProblemPage>>> Enable(
        string id, bool enabled, PeopleDesk people, SignInDesk desk, ApiKeyDesk keys, CancellationToken ct) =>
        await people.Enable(id, enabled, ct) is var answer && answer == PeopleAnswer.Done
            ? TypedResults.Redirect($"/settings/people/{id}")
            : Either(await PageOf(id, people, desk, keys, ct, problem: answer));

    private static async Task<RedirectHttpResult> End(string id, string session, SignInDesk desk, CancellationToken ct)
    {
        await desk.End(id, session, ct);
        return TypedResults.Redirect($"/settings/people/{id}#sessions");
    }

    private static async Task<RazorComponentResult<KeysPage>> Keys(ApiKeyDesk keys, PeopleDesk people, CancellationToken ct) => new(new
    {
        Keys = await keys.All(personId: null, ct),
        Owners = (IReadOnlyDictionary<string, string>)(await people.All(ct)).ToDictionary(person => person.Id, person => person.Name),
    });

    private static async Task<RedirectHttpResult> Revoke(string key, ApiKeyDesk keys, CancellationToken ct)
    {
        await keys.Revoke(key, personId: null, ct);
        return TypedResults.Redirect("/settings/keys");
    }

    private static async Task<Results<RazorComponentResult<AuditPage>, RedirectHttpResult>> Audit(
        string? person, string? of, string? day, string? friend, string? after, AuditLog log, PeopleDesk people, TimeZoneInfo zone, CancellationToken ct)
    {
        var (wanted, until) = Wanted(person, of, day, friend, zone);
        try
        {
            var page = await log.Find(wanted, PerPage, after, ct);
            return new RazorComponentResult<AuditPage>(new
            {
                Entries = page.Items.Select(entry => entry.Value).ToList(),
                People = await people.All(ct),
                Wanted = wanted,
                Day = until,
                page.Next,
                IsFirst = after is null,
            });
        }
        catch (ArgumentException)
        {
            return TypedResults.Redirect("/settings/audit");
        }
    }

    private static async Task AuditFile(string? person, string? of, string? day, string? friend, HttpContext http, AuditLog log, TimeZoneInfo zone, Reader reader, CancellationToken ct)
    {
        http.Response.ContentType = CsvText.ContentType;
        http.Response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
        await using var csv = CsvText.Open(http.Response.Body);
        await csv.WriteLineAsync("at,person,door,deed,document,friend,member,before,after");
        await foreach (var (entry, _) in log.All(Wanted(person, of, day, friend, zone).Query, ct))
        {
            string[] who = [reader.Local(entry.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), entry.Name, entry.Door, entry.Deed];
            var lines =
                from change in entry.Changes.DefaultIfEmpty()
                from member in change?.Members.DefaultIfEmpty() ?? [null]
                select (string?[])[.. who, change is null ? "" : $"{change.Collection}/{change.DocumentId}", change?.FriendId, member?.Name, member?.Before, member?.After];
            foreach (var line in lines)
            {
                await csv.WriteLineAsync(CsvText.Row(line.Select(cell => cell ?? "")));
            }
        }
    }

    private static (AuditQuery Query, DateOnly? Day) Wanted(string? person, string? of, string? day, string? friend, TimeZoneInfo zone)
    {
        DateOnly? until = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read < DateOnly.MaxValue ? read : null;
        var end = until?.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return (new AuditQuery(Some(person), Some(of), null, Some(friend), null, end is { } local ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : null), until);
    }

    private static async Task<Results<RazorComponentResult<PersonPage>, RazorComponentResult<ProblemPage>>> PageOf(
        string id, PeopleDesk people, SignInDesk desk, ApiKeyDesk keys, CancellationToken ct, string? link = null, PeopleAnswer? problem = null) =>
        await people.Find(id, ct) is { } person
            ? new RazorComponentResult<PersonPage>(new { Person = person, Sessions = await desk.SessionsOf(id, ct), Keys = await keys.All(id, ct), Link = link, Problem = problem })
            : ProblemPage.NotFound();

    private static Results<RedirectHttpResult, RazorComponentResult<PersonPage>, RazorComponentResult<ProblemPage>> Either(
        Results<RazorComponentResult<PersonPage>, RazorComponentResult<ProblemPage>> page) =>
        page.Result is RazorComponentResult<PersonPage> one ? one : (RazorComponentResult<ProblemPage>)page.Result;

    private static string LinkOf(HttpContext http, string token) => $"{http.Request.Scheme}://{http.Request.Host}/join/{token}";

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string IdOf(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier)!;

    private static string? SessionOf(HttpContext http) => http.User.FindFirstValue(ClaimTypes.Sid);

    /// <summary>What is wrong with, or came of, one of the forms of one's own page.</summary>
    internal sealed record Mine(
        PasswordProblem? Problem = null, bool WrongPassword = false, bool WrongDigits = false, bool WrongForget = false, bool WrongKeyName = false, string? NewKey = null, string? Sealed = null,
        IReadOnlyList<string>? NewCodes = null, bool WrongRenew = false);

    /// <summary>Gathers what one's own page shows.</summary>
    internal sealed class MineDesk(PeopleDesk people, SignInDesk desk, ApiKeyDesk keys, ShopSecret secret, Reader reader)
    {
        public bool CanKeepSecrets => secret.IsKept;

        public async Task<RazorComponentResult<MePage>> Page(HttpContext http, Mine came, CancellationToken ct, string? did = null)
        {
            var id = IdOf(http);
            var offered = CanKeepSecrets ? (came.Sealed is { } again ? desk.Open(again) : null) ?? OneTimeCode.NewSecret() : null;
            return new(new
            {
                Person = await people.Find(id, ct),
                Sessions = await desk.SessionsOf(id, ct),
                Session = SessionOf(http),
                Keys = await keys.All(id, ct),
                came.NewKey,
                came.WrongKeyName,
                Secret = offered,
                SealedSecret = offered is null ? null : desk.Seal(offered),
                Did = did switch
                {
                    "password" => reader.Say("パスワードを変えました。ほかの端末ではサインアウトしました。", "The password is changed; other devices are signed out."),
                    "authenticator" => reader.Say("次のサインインから、認証アプリの6桁が必要です。", "From now on, signing in asks for the six digits."),
                    "codes" => reader.Say("新しいリカバリーコードを作りました。前のコードはもう使えません。", "The new recovery codes are made; those before do not work any more."),
                    "forgot" => reader.Say("認証アプリの設定を消しました。", "The authenticator app is not asked for any more."),
                    _ => null,
                },
                came.WrongPassword,
                came.WrongForget,
                NewCodes = came.NewCodes ?? [],
                came.WrongRenew,
                came.WrongDigits,
                came.Problem,
            });
        }
    }
}
