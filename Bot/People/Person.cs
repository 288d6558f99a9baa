using System.Text.Json.Serialization;
using Bot.Access;
using Bot.Storage;

namespace Bot.People;

/// <summary>Somebody who works with the account: signs in to the console, and owns API keys.</summary>
public sealed record Person
{
    /// <summary>The person who set the console up: there can only be one, however many try at once.</summary>
    public const string FirstOwner = "owner";

    /// <summary>The person the demo offers, who needs no password at the machine itself.</summary>
    public const string Demo = "demo";

    /// <summary>Names them for good.</summary>
    public required string Id { get; init; }

    /// <summary>What the others call them.</summary>
    public required string Name { get; init; }

    /// <summary>What they sign in with, as they write it; unique but for width and case.</summary>
    public required string SignInName { get; init; }

    /// <summary>What they may do.</summary>
    public required Role Role { get; init; }

    /// <summary>The password, hashed (PBKDF2); null: none yet, see <see cref="Invitation"/>.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>What makes the six digits asked for beside the password; null: none is asked for.</summary>
    public Authenticator? Authenticator { get; init; }

    /// <summary>The link with which they choose a password; null: none is open.</summary>
    public Invitation? Invitation { get; init; }

    /// <summary>How often in a row signing in failed, and until when it is of no use to try.</summary>
    public Lockout Lockout { get; init; } = Lockout.None;

    /// <summary>When they were shut out; null: they may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>When they were invited.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they last signed in; null: never.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Whether they may sign in and look at anything at all.</summary>
    [JsonIgnore]
    public bool IsEnabled => DisabledAt is null;

    /// <summary>The actor they are in what they do.</summary>
    public Actor ActingBy(string door) => new(Id, Name, door);
}

/// <summary>What makes six digits with the time (RFC 6238).</summary>
/// <param name="Sealed">The secret, sealed under the keys of signing in.</param>
/// <param name="LastStep">The half minute of the digits last taken: none are taken twice.</param>
/// <param name="RecoveryCodes">The hashes of the codes that are left for when the app is lost; null: none were made.</param>
public sealed record Authenticator(string Sealed, long LastStep, IReadOnlyList<string>? RecoveryCodes = null)
{
    /// <summary>How many recovery codes are left.</summary>
    [JsonIgnore]
    public int RecoveryCodesLeft => RecoveryCodes?.Count ?? 0;
}

/// <summary>A link that lets whoever has it choose this person's password, once.</summary>
/// <param name="Hash">SHA-256 of what stands in the link, in hex.</param>
/// <param name="Until">When it ceases to work.</param>
public sealed record Invitation(string Hash, DateTimeOffset Until);

/// <summary>Failed attempts in a row.</summary>
public sealed record Lockout(int Failures, DateTimeOffset? Until = null)
{
    /// <summary>How often one may be wrong at no cost.</summary>
    public const int Free = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>No failures.</summary>
    public static Lockout None { get; } = new(0);

    /// <summary>One more failure: from the fifth on, a minute, two, four … an hour in which no attempt counts.</summary>
    public Lockout Failed(DateTimeOffset now)
    {
        var failures = Failures + 1;
        var wait = failures < Free ? TimeSpan.Zero : TimeSpan.FromMinutes(Math.Pow(2, Math.Min(failures - Free, 10)));
        return new(failures, wait == TimeSpan.Zero ? null : now + (wait < Longest ? wait : Longest));
    }

    /// <summary>Whether attempts are of no use now.</summary>
    public bool Holds(DateTimeOffset now) => Until > now;
}

/// <summary>A browser that somebody signed in with.</summary>
public sealed record Session
{
    /// <summary>How long a session lives that nobody uses.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(14);

    /// <summary>How long a session lives at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>SHA-256 of the cookie, in hex.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>When they signed in.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last used, give or take five minutes.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>What the browser calls itself.</summary>
    public string? Device { get; init; }

    /// <summary>The network address they came from when they signed in.</summary>
    public string? Address { get; init; }

    /// <summary>When it ends unless it is used before.</summary>
    [JsonIgnore]
    public DateTimeOffset EndsAt => SeenAt + Idle is var idle && StartedAt + Longest is var longest && idle < longest ? idle : longest;
}

/// <summary>Who signs in with a name: as a document of its own, so that no two people get the same.</summary>
public sealed record SignInNameTaken(string Id, string PersonId);

/// <summary>The documents of the people who work with the account.</summary>
public static class PeopleCollections
{
    /// <summary>The people.</summary>
    public static Collection<Person> People { get; } =
        new Collection<Person>("people", PeopleJson.Documents.For<Person>(), person => person.Id)
            .Field("invitation.hash", FieldKind.Text, person => person.Invitation?.Hash)
            .Traced(Trace.Values, "passwordHash", "authenticator", "invitation", "lockout");

    /// <summary>Who signs in with which name.</summary>
    public static Collection<SignInNameTaken> Names { get; } =
        new Collection<SignInNameTaken>("signInNames", PeopleJson.Documents.For<SignInNameTaken>(), name => name.Id).Traced(Trace.Nothing);

    /// <summary>Who is signed in, and where.</summary>
    public static Collection<Session> Sessions { get; } =
        new Collection<Session>("sessions", PeopleJson.Documents.For<Session>(), session => session.Id)
            .Field("personId", FieldKind.Text, session => session.PersonId)
            .Field("seenAt", FieldKind.Time, session => session.SeenAt)
            .IndexedBy("personId", "seenAt")
            .IndexedBy("seenAt")
            .Traced(Trace.Nothing);
}

[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(SignInNameTaken))]
[JsonSerializable(typeof(Session))]
internal sealed partial class PeopleJson : JsonSerializerContext
{
    public static PeopleJson Documents { get; } = new(DocumentJson.Options());
}
