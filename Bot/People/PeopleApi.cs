using Bot.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bot.People;

/// <summary>The people's part of the REST API.</summary>
internal static class PeopleApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People");
        people.MapGet("/", List).Needs(Permission.People).WithSummary("Who works with the account");
        people.MapPost("/", Invite).Needs(Permission.People).WithSummary("Invites somebody; the answer is the only place that shows the link");
        people.MapPut("/{id}", Describe).Needs(Permission.People).WithSummary("What somebody is called, and may do");
        people.MapPost("/{id}/invite", InviteAgain).Needs(Permission.People).WithSummary("A new link to choose a password; also for somebody who lost theirs");
        people.MapPost("/{id}/disable", (string id, PeopleDesk desk, CancellationToken ct) => Enable(id, false, desk, ct)).Needs(Permission.People).WithSummary("Shuts somebody out at once");
        people.MapPost("/{id}/enable", (string id, PeopleDesk desk, CancellationToken ct) => Enable(id, true, desk, ct)).Needs(Permission.People).WithSummary("Lets somebody in again");
        people.MapGet("/{id}/sessions", Sessions).Needs(Permission.People).WithSummary("Where somebody is signed in");
        people.MapDelete("/{id}/sessions/{sessionId}", End).Needs(Permission.People).WithSummary("Ends a session at once");
    }

    /// <summary>Somebody as the API shows them.</summary>
    public sealed record PersonView(
        string Id, string Name, string SignInName, Role Role, bool IsEnabled, bool HasPassword, bool HasAuthenticator, int RecoveryCodesLeft, DateTimeOffset? InvitedUntil, DateTimeOffset CreatedAt, DateTimeOffset? SignedInAt);

    /// <summary>Somebody, and where they choose a password: the path below the console's address, good once and for 72 hours.</summary>
    public sealed record Invited(PersonView Person, string Link);

    public sealed record NewLink(string Link);

    public sealed record InviteRequest(string? Name, string? SignInName, Role? Role);

    public sealed record DescribeRequest(string? Name, Role? Role);

    public sealed record SessionView(string Id, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset EndsAt, string? Device, string? Address);

    private static async Task<Ok<IReadOnlyList<PersonView>>> List(PeopleDesk desk, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<PersonView>>([.. (await desk.All(ct)).Select(View)]);

    private static async Task<Results<Created<Invited>, ValidationProblem>> Invite(InviteRequest request, PeopleDesk desk, CancellationToken ct)
    {
        var wrong = new Dictionary<string, string[]>();
        if (!PeopleDesk.IsName(request.Name))
        {
            wrong["name"] = [$"Say what the others call them, in 1 to {PeopleDesk.LongestName} characters."];
        }

        if (!PeopleDesk.IsName(request.SignInName))
        {
            wrong["signInName"] = [$"Say what they sign in with, in 1 to {PeopleDesk.LongestName} characters, e.g. a mail address."];
        }

        if (request.Role is null)
        {
            wrong["role"] = ["Say what they may do: viewer, staff, marketer or owner."];
        }

        if (wrong.Count > 0)
        {
            return TypedResults.ValidationProblem(wrong);
        }

        var (answer, person, token) = await desk.Invite(request.Name!, request.SignInName!, request.Role!.Value, ct);
        return answer == PeopleAnswer.Done
            ? TypedResults.Created($"/api/people/{person!.Id}", new Invited(View(person), Link(token!)))
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["signInName"] = ["Somebody signs in with this name already."] });
    }

    private static async Task<Results<NoContent, NotFound, ValidationProblem, ProblemHttpResult>> Describe(string id, DescribeRequest request, PeopleDesk desk, CancellationToken ct)
    {
        if (await desk.Find(id, ct) is not { } person)
        {
            return TypedResults.NotFound();
        }

        if (request.Name is not null && !PeopleDesk.IsName(request.Name))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["name"] = [$"A name has 1 to {PeopleDesk.LongestName} characters."] });
        }

        return await desk.Describe(id, request.Name ?? person.Name, request.Role ?? person.Role, ct) is var answer && answer == PeopleAnswer.Done
            ? TypedResults.NoContent()
            : Refusal(answer);
    }

    private static async Task<Results<Ok<NewLink>, NotFound, ProblemHttpResult>> InviteAgain(string id, PeopleDesk desk, CancellationToken ct) =>
        await desk.InviteAgain(id, ct) switch
        {
            (PeopleAnswer.Done, { } token) => TypedResults.Ok(new NewLink(Link(token))),
            (PeopleAnswer.Unknown, _) => TypedResults.NotFound(),
            var (answer, _) => Refusal(answer),
        };

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Enable(string id, bool enabled, PeopleDesk desk, CancellationToken ct) =>
        await desk.Enable(id, enabled, ct) switch
        {
            PeopleAnswer.Done => TypedResults.NoContent(),
            PeopleAnswer.Unknown => TypedResults.NotFound(),
            var answer => Refusal(answer),
        };

    private static async Task<Results<Ok<IReadOnlyList<SessionView>>, NotFound>> Sessions(string id, PeopleDesk people, SignInDesk desk, CancellationToken ct) =>
        await people.Find(id, ct) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok<IReadOnlyList<SessionView>>([.. (await desk.SessionsOf(id, ct)).Select(session =>
                new SessionView(session.Id, session.StartedAt, session.SeenAt, session.EndsAt, session.Device, session.Address))]);

    private static async Task<NoContent> End(string id, string sessionId, SignInDesk desk, CancellationToken ct)
    {
        await desk.End(id, sessionId, ct);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refusal(PeopleAnswer answer) => answer == PeopleAnswer.LastOwner
        ? TypedResults.Problem("Somebody has to be able to invite people and take rights away. Make another person an owner first.", statusCode: StatusCodes.Status409Conflict, title: "This is the last owner.")
        : TypedResults.Problem("Somebody else changed this person in the same moment. Nothing was written; look again.", statusCode: StatusCodes.Status409Conflict, title: "The person has changed.");

    private static PersonView View(Person person) => new(
        person.Id, person.Name, person.SignInName, person.Role, person.IsEnabled, person.PasswordHash is not null, person.Authenticator is not null, person.Authenticator?.RecoveryCodesLeft ?? 0, person.Invitation?.Until, person.CreatedAt, person.SignedInAt);

    private static string Link(string token) => $"/join/{token}";
}
