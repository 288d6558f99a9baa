using System.Diagnostics.CodeAnalysis;
using Bot.Access;
using Bot.Storage;

namespace Bot.People;

/// <summary>What became of a change of somebody.</summary>
public enum PeopleAnswer
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is nobody, or no such link any more.</summary>
    Unknown,

    /// <summary>Somebody signs in with this name already.</summary>
    NameTaken,

    /// <summary>Without them nobody could invite people or take rights away.</summary>
    LastOwner,

    /// <summary>The password or the digits are not right.</summary>
    Wrong,

    /// <summary>Somebody else changed them in the same moment.</summary>
    Changed,
}

/// <summary>Who works with the account: invites people, says what they may do, shuts them out.</summary>
public sealed class PeopleDesk(IDocumentStore store, SignInDesk signIn, TimeProvider clock)
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>How long a link to choose a password works.</summary>
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromHours(72);

    /// <summary>Whether this can be somebody's name, or what they sign in with.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= LongestName && SignInDesk.KeyOf(text).Length > 0;

    /// <summary>Whether the console has an owner.</summary>
    public async Task<bool> IsSetUp(CancellationToken ct) => await store.Get(PeopleCollections.People, Person.FirstOwner, ct) is not null;

    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<Person>> All(CancellationToken ct) =>
        [.. (await Everybody(ct)).Select(stored => stored.Value).OrderBy(person => person.DisabledAt is not null).ThenBy(person => person.Name, StringComparer.Ordinal)];

    /// <summary>Somebody; null: there is nobody of this id.</summary>
    public async Task<Person?> Find(string id, CancellationToken ct) => (await store.Get(PeopleCollections.People, id, ct))?.Value;

    /// <summary>Makes the first owner. Changed: somebody was faster.</summary>
    public async Task<PeopleAnswer> MakeOwner(string name, string signInName, string password, CancellationToken ct)
    {
        var owner = New(Person.FirstOwner, name, signInName, Role.Owner) with { PasswordHash = Passwords.Hash(password) };
        return await IsSetUp(ct) ? PeopleAnswer.Changed : await Insert(owner, ct);
    }

    /// <summary>The person of the demo; made when it is first asked for.</summary>
    internal async Task<Stored<Person>> DemoPerson(CancellationToken ct)
    {
        if (await store.Get(PeopleCollections.People, Person.Demo, ct) is { } demo)
        {
            return demo;
        }

        await Insert(New(Person.Demo, "デモ オーナー", "demo", Role.Owner), ct);
        return (await store.Get(PeopleCollections.People, Person.Demo, ct))!;
    }

    /// <summary>Invites somebody. With <see cref="PeopleAnswer.Done"/> comes what stands in the link, this once.</summary>
    public async Task<(PeopleAnswer Answer, Person? Person, string? Token)> Invite(string name, string signInName, Role role, CancellationToken ct)
    {
        var (invitation, token) = Invitation();
        var person = New(DocumentId.New(clock.GetUtcNow()), name, signInName, role) with { Invitation = invitation };
        return await Insert(person, ct) is var answer and not PeopleAnswer.Done ? (answer, null, null) : (PeopleAnswer.Done, person, token);
    }

    /// <summary>A new link for somebody who lost theirs, their password or their authenticator; earlier links end.</summary>
    public async Task<(PeopleAnswer Answer, string? Token)> InviteAgain(string id, CancellationToken ct)
    {
        var (invitation, token) = Invitation();
        var answer = await Change(id, person => person with { Invitation = invitation }, ct);
        return (answer, answer == PeopleAnswer.Done ? token : null);
    }

    /// <summary>Whose link this is; null: nobody's any more.</summary>
    public async Task<Person?> Invited(string token, CancellationToken ct) => (await WithLink(token, ct))?.Value;

    /// <summary>Takes an invitation up: sets the password, forgets the authenticator, ends earlier sessions, and lets them in with the cookie that is answered.</summary>
    public async Task<string?> Join(string token, string password, SignInFrom from, CancellationToken ct)
    {
        if (await WithLink(token, ct) is not { } invited)
        {
            return null;
        }

        var joined = invited.Value with { Invitation = null, PasswordHash = Passwords.Hash(password), Authenticator = null, Lockout = Lockout.None };
        if (await store.Commit(new Commit().Replace(PeopleCollections.People, joined, invited.Version), ct) is not CommitResult.Committed)
        {
            return null;
        }

        await signIn.EndAll(joined.Id, except: null, ct);
        return await signIn.LetIn(new Stored<Person>(joined, invited.Version + 1), "chose a password by link", from, ct);
    }

    /// <summary>What somebody is called, and may do.</summary>
    public Task<PeopleAnswer> Describe(string id, string name, Role role, CancellationToken ct) =>
        Change(id, person => person with { Name = name.Trim(), Role = role }, ct);

    /// <summary>Shuts somebody out at once, or lets them in again.</summary>
    public async Task<PeopleAnswer> Enable(string id, bool enabled, CancellationToken ct)
    {
        var answer = await Change(id, person => person with { DisabledAt = enabled ? null : person.DisabledAt ?? Now(), Invitation = enabled ? person.Invitation : null }, ct);
        if (answer == PeopleAnswer.Done && !enabled)
        {
            await signIn.EndAll(id, except: null, ct);
        }

        return answer;
    }

    /// <summary>Somebody changes their own password; their other sessions end.</summary>
    public async Task<PeopleAnswer> ChangePassword(string id, string current, string password, string? session, CancellationToken ct)
    {
        if (!Passwords.IsRight((await Find(id, ct))?.PasswordHash, current))
        {
            return PeopleAnswer.Wrong;
        }

        var answer = await Change(id, person => person with { PasswordHash = Passwords.Hash(password) }, ct);
        await signIn.EndAll(id, except: session, ct);
        return answer;
    }

    /// <summary>
    /// From now on the digits of this secret are asked for; they show that the app has it. With <see cref="PeopleAnswer.Done"/> come the
    /// recovery codes, this once. Changed: there is an authenticator already, which only the password takes away.
    /// </summary>
    public async Task<(PeopleAnswer Answer, IReadOnlyList<string> Codes)> UseAuthenticator(string id, string sealedSecret, string digits, CancellationToken ct)
    {
        if (signIn.Open(sealedSecret) is not { } secret || OneTimeCode.StepOf(secret, digits, clock.GetUtcNow(), lastStep: 0) is not { } step)
        {
            return (PeopleAnswer.Wrong, []);
        }

        return await Find(id, ct) is { Authenticator: not null }
            ? (PeopleAnswer.Changed, [])
            : await WithCodes(id, _ => new Authenticator(signIn.Seal(secret), step), ct);
    }

    /// <summary>New recovery codes, shown this once; those before cease to work.</summary>
    public async Task<(PeopleAnswer Answer, IReadOnlyList<string> Codes)> RenewRecoveryCodes(string id, string password, CancellationToken ct) =>
        await Find(id, ct) is not { Authenticator: not null } person ? (PeopleAnswer.Unknown, [])
        : Passwords.IsRight(person.PasswordHash, password) ? await WithCodes(id, authenticator => authenticator, ct)
        : (PeopleAnswer.Wrong, []);

    /// <summary>From now on the password is enough.</summary>
    public async Task<PeopleAnswer> ForgetAuthenticator(string id, string password, CancellationToken ct) =>
        Passwords.IsRight((await Find(id, ct))?.PasswordHash, password)
            ? await Change(id, person => person with { Authenticator = null }, ct)
            : PeopleAnswer.Wrong;

    private async Task<(PeopleAnswer Answer, IReadOnlyList<string> Codes)> WithCodes(string id, Func<Authenticator?, Authenticator?> change, CancellationToken ct)
    {
        var codes = RecoveryCodes.New();
        IReadOnlyList<string> hashes = [.. codes.Select(code => RecoveryCodes.HashOf(id, code))];
        var answer = await Change(
            id, person => change(person.Authenticator) is { } authenticator ? person with { Authenticator = authenticator with { RecoveryCodes = hashes } } : person, ct);
        return (answer, answer == PeopleAnswer.Done ? codes : []);
    }

    private async Task<PeopleAnswer> Change(string id, Func<Person, Person> change, CancellationToken ct)
    {
        if (await store.Get(PeopleCollections.People, id, ct) is not { } was)
        {
            return PeopleAnswer.Unknown;
        }

        var becomes = change(was.Value);
        var commit = new Commit().Replace(PeopleCollections.People, becomes, was.Version);
        if (IsInCharge(was.Value) && !IsInCharge(becomes))
        {
            if ((await Everybody(ct)).FirstOrDefault(person => person.Value.Id != id && IsInCharge(person.Value)) is not { } other)
            {
                return PeopleAnswer.LastOwner;
            }

            // The other stays in charge while this is written: two who take each other's rights cannot both succeed.
            commit.Replace(PeopleCollections.People, other.Value, other.Version);
        }

        return await store.Commit(commit, ct) is CommitResult.Committed ? PeopleAnswer.Done : PeopleAnswer.Changed;
    }

    private async Task<PeopleAnswer> Insert(Person person, CancellationToken ct)
    {
        var name = new SignInNameTaken(SignInDesk.KeyOf(person.SignInName), person.Id);
        var result = await store.Commit(new Commit().Insert(PeopleCollections.People, person).Insert(PeopleCollections.Names, name), ct);
        return result is CommitResult.Committed ? PeopleAnswer.Done
            : await store.Get(PeopleCollections.Names, name.Id, ct) is not null ? PeopleAnswer.NameTaken
            : PeopleAnswer.Changed;
    }

    private async Task<Stored<Person>?> WithLink(string token, CancellationToken ct)
    {
        var found = await store.Find(new Query<Person>(PeopleCollections.People, Filter.Equal("invitation.hash", Tokens.HashOf(token))) { Limit = 1 }, ct);
        return found.Items is [{ Value: { IsEnabled: true, Invitation.Until: var until } } invited] && until > clock.GetUtcNow() ? invited : null;
    }

    private async Task<IReadOnlyList<Stored<Person>>> Everybody(CancellationToken ct) =>
        await store.Everything(new Query<Person>(PeopleCollections.People, Filter.Everything), ct).ToListAsync(ct);

    private (Invitation Invitation, string Token) Invitation()
    {
        var token = Tokens.New();
        return (new Invitation(Tokens.HashOf(token), Now() + InvitationLasts), token);
    }

    private Person New(string id, string name, string signInName, Role role) =>
        new() { Id = id, Name = name.Trim(), SignInName = signInName.Trim(), Role = role, CreatedAt = Now() };

    // The demo's person can sign in on this machine only.
    private static bool IsInCharge(Person person) => person is { Role: Role.Owner, IsEnabled: true, PasswordHash: not null };

    private DateTimeOffset Now() => StoredTime.Truncate(clock.GetUtcNow());
}
