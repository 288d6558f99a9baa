using System.Security.Cryptography;
using System.Text;
using Bot.Access;
using Bot.Audit;
using Bot.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Bot.People;

/// <summary>From where somebody signs in.</summary>
/// <param name="Device">What the browser calls itself.</param>
/// <param name="Address">The network address.</param>
public sealed record SignInFrom(string? Device, string? Address)
{
    private const int LongestDevice = 300;

    /// <summary>What the browser calls itself, not too long.</summary>
    public string? Device { get; } = Device?.Length > LongestDevice ? Device[..LongestDevice] : Device;
}

/// <summary>Lets people in: by name, password and six digits or a recovery code; and ends what lets them in.</summary>
public sealed class SignInDesk(IDocumentStore store, AuditLog audit, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector _authenticators = protection.CreateProtector("authenticator");

    /// <summary>
    /// The cookie of a new session; null: it was not let in. Why not, nobody is told: not who is known here, nor who is locked out.
    /// The code is the six digits of the app, or one of the recovery codes.
    /// </summary>
    public async Task<string?> SignIn(string name, string password, string? code, SignInFrom from, CancellationToken ct)
    {
        while (true)
        {
            var (now, person) = (Now(), await Named(name, ct));
            var known = person is { Value: var known1 } && known1.IsEnabled && !known1.Lockout.Holds(now) ? known1 : null;
            var isRight = Passwords.IsRight(known?.PasswordHash, password);
            if (known is null || person is null)
            {
                return null;
            }

            var (authenticator, how) = (known.Authenticator, "sign in");
            if (isRight && authenticator is not null)
            {
                (var after, how) = Taken(known.Id, authenticator, code ?? "", now);
                (isRight, authenticator) = (after is not null, after ?? authenticator);
            }

            if (!isRight)
            {
                if (await WasWrong(known, person.Version, now, from, ct))
                {
                    return null;
                }
            }
            else if (await LetIn(known with { Authenticator = authenticator }, person.Version, now, from, how, ct) is { } token)
            {
                return token;
            }

            // Somebody else tried in the same moment: look again.
        }
    }

    /// <summary>A session of somebody who proved otherwise who they are; null: they changed meanwhile or may not sign in.</summary>
    internal Task<string?> LetIn(Stored<Person> person, string how, SignInFrom from, CancellationToken ct) =>
        person.Value.IsEnabled ? LetIn(person.Value, person.Version, Now(), from, how, ct) : Task.FromResult<string?>(null);

    /// <summary>Ends a session by its cookie.</summary>
    public async Task SignOut(string token, CancellationToken ct) =>
        await store.Commit(new Commit().Delete(PeopleCollections.Sessions, Tokens.HashOf(token)), ct);

    /// <summary>Where somebody is signed in, the latest used first.</summary>
    public async Task<IReadOnlyList<Session>> SessionsOf(string personId, CancellationToken ct)
    {
        var page = await store.Find(
            new Query<Session>(PeopleCollections.Sessions, Filter.Equal("personId", personId)) { OrderBy = "seenAt", Descending = true, Limit = 200 }, ct);
        return [.. page.Items.Select(stored => stored.Value).Where(session => session.EndsAt > Now())];
    }

    /// <summary>Ends one of somebody's sessions; another's is left alone.</summary>
    public async Task End(string personId, string sessionId, CancellationToken ct)
    {
        if ((await store.Get(PeopleCollections.Sessions, sessionId, ct))?.Value.PersonId == personId)
        {
            await store.Commit(new Commit().Delete(PeopleCollections.Sessions, sessionId), ct);
        }
    }

    /// <summary>Ends all sessions of somebody, but for one.</summary>
    internal async Task EndAll(string personId, string? except, CancellationToken ct)
    {
        foreach (var id in await store.Ids(PeopleCollections.Sessions, Filter.Equal("personId", personId), ct))
        {
            if (id != except)
            {
                await store.Commit(new Commit().Delete(PeopleCollections.Sessions, id), ct);
            }
        }
    }

    /// <summary>Who shows this cookie, and in which session; null: nobody.</summary>
    internal async Task<(Person Person, Session Session)?> Who(string token, CancellationToken ct)
    {
        var now = Now();
        if (await store.Get(PeopleCollections.Sessions, Tokens.HashOf(token), ct) is not { } session || session.Value.EndsAt <= now
            || await store.Get(PeopleCollections.People, session.Value.PersonId, ct) is not { Value.IsEnabled: true } person)
        {
            return null;
        }

        if (now - session.Value.SeenAt > TimeSpan.FromMinutes(5))
        {
            // A conflict means that another request noted it.
            await store.Commit(new Commit().Replace(PeopleCollections.Sessions, session.Value with { SeenAt = now }, session.Version), ct);
        }

        return (person.Value, session.Value);
    }

    /// <summary>The person of a sign-in name.</summary>
    internal async Task<Stored<Person>?> Named(string name, CancellationToken ct) =>
        KeyOf(name) is { Length: > 0 } key && await store.Get(PeopleCollections.Names, key, ct) is { } taken
            ? await store.Get(PeopleCollections.People, taken.Value.PersonId, ct)
            : null;

    /// <summary>What names are compared by: their letters, not their width or case.</summary>
    internal static string KeyOf(string name)
    {
        try
        {
            return name.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return ""; // Half a character: nobody's name.
        }
    }

    /// <summary>Seals the secret of an authenticator app for the store, or for a form.</summary>
    internal string Seal(byte[] secret) => _authenticators.Protect(Convert.ToHexStringLower(secret));

    /// <summary>Opens it; null: it was sealed under a secret that is gone, or by nobody.</summary>
    internal byte[]? Open(string sealedSecret)
    {
        try
        {
            return Convert.FromHexString(_authenticators.Unprotect(sealedSecret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // What is left of the authenticator after this code, and how it is told in the log; null: the code is not right.
    private (Authenticator? After, string How) Taken(string personId, Authenticator authenticator, string code, DateTimeOffset now) =>
        StepOf(authenticator, code, now) is { } step ? (authenticator with { LastStep = step }, "sign in")
        : authenticator.RecoveryCodes?.Without(personId, code) is { } left ? (authenticator with { RecoveryCodes = left }, $"sign in by recovery code, {left.Count} left")
        : (null, "");

    private long? StepOf(Authenticator authenticator, string digits, DateTimeOffset now) =>
        Open(authenticator.Sealed) is { } secret ? OneTimeCode.StepOf(secret, digits, now, authenticator.LastStep) : null;

    private async Task<bool> WasWrong(Person person, long version, DateTimeOffset now, SignInFrom from, CancellationToken ct)
    {
        var wrong = person with { Lockout = person.Lockout.Failed(now) };
        if (await store.Commit(new Commit().Replace(PeopleCollections.People, wrong, version), ct) is not CommitResult.Committed)
        {
            return false;
        }

        await audit.Tell(person.ActingBy("console"), wrong.Lockout.Until is null ? "sign-in refused" : $"sign-in refused and locked, from {from.Address}", about: null, ct);
        return true;
    }

    private async Task<string?> LetIn(Person person, long version, DateTimeOffset now, SignInFrom from, string how, CancellationToken ct)
    {
        var token = Tokens.New();
        var session = new Session { Id = Tokens.HashOf(token), PersonId = person.Id, StartedAt = now, SeenAt = now, Device = from.Device, Address = from.Address };
        var commit = new Commit()
            .Replace(PeopleCollections.People, person with { Lockout = Lockout.None, SignedInAt = now }, version)
            .Insert(PeopleCollections.Sessions, session);
        foreach (var ended in await store.Ids(
            PeopleCollections.Sessions, Filter.Equal("personId", person.Id) & new Filter.Compare("seenAt", Comparison.Less, now - Session.Idle), ct))
        {
            commit.Delete(PeopleCollections.Sessions, ended);
        }

        if (await store.Commit(commit, ct) is not CommitResult.Committed)
        {
            return null;
        }

        await audit.Tell(person.ActingBy("console"), how, about: null, ct);
        return token;
    }

    private DateTimeOffset Now() => StoredTime.Truncate(clock.GetUtcNow());
}
