using System.Diagnostics.CodeAnalysis;
using Bot.Access;
using Bot.People;
using Bot.Storage;

namespace Bot.Api;

/// <summary>Makes keys to the REST API, knows whose they are, and takes them back.</summary>
public sealed class ApiKeyDesk(IDocumentStore store, ConfiguredApiKey configured, PeopleDesk people, TimeProvider clock)
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>Whether this says what a key is for.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) => !string.IsNullOrWhiteSpace(text) && text.Trim().Length <= LongestName;

    /// <summary>All keys, the latest first, or those of one person.</summary>
    public async Task<IReadOnlyList<ApiKey>> All(string? personId, CancellationToken ct)
    {
        var keys = await store.Everything(new Query<ApiKey>(ApiCollections.Keys, personId is null ? Filter.Everything : Filter.Equal("personId", personId)), ct).ToListAsync(ct);
        return [.. keys.Select(key => key.Value).OrderByDescending(key => key.CreatedAt)];
    }

    /// <summary>A new key, with what opens the API: nobody sees that again.</summary>
    public async Task<(ApiKey Key, string Secret)> Create(string name, string? personId, IReadOnlyList<Permission>? scopes, CancellationToken ct)
    {
        var secret = ApiKey.NewKey();
        var key = new ApiKey
        {
            Id = ApiKey.HashOf(secret),
            Name = name.Trim(),
            PersonId = personId,
            Scopes = scopes is null ? null : [.. scopes.Append(Permission.Look).Distinct().Order()],
            CreatedAt = StoredTime.Truncate(clock.GetUtcNow()),
        };
        await store.Commit(new Commit().Insert(ApiCollections.Keys, key), ct);
        return (key, secret);
    }

    /// <summary>Takes a key back; with a person, only if it is theirs. False: there is no such key.</summary>
    public async Task<bool> Revoke(string id, string? personId, CancellationToken ct)
    {
        if (await store.Get(ApiCollections.Keys, id, ct) is not { } key || (personId is not null && key.Value.PersonId != personId))
        {
            return false;
        }

        await store.Commit(new Commit().Delete(ApiCollections.Keys, id), ct);
        return true;
    }

    /// <summary>Who calls with this key, and what they may do; null: it is no key, or its owner was shut out.</summary>
    internal async Task<(Actor Actor, IEnumerable<Permission> May)?> Who(string secret, CancellationToken ct)
    {
        // Looked up by its hash: how long that takes tells nothing about the key.
        var hash = ApiKey.HashOf(secret);
        if (configured.Matches(hash))
        {
            return (new Actor(null, Actor.Configuration, "api"), Role.Owner.Permissions());
        }

        if (await store.Get(ApiCollections.Keys, hash, ct) is not { } stored)
        {
            return null;
        }

        var key = stored.Value;
        var owner = key.PersonId is null ? null : await people.Find(key.PersonId, ct);
        if (key.PersonId is not null && owner is not { IsEnabled: true })
        {
            return null;
        }

        await NoteUse(stored, ct);
        var may = (owner?.Role ?? Role.Owner).Permissions();
        return (new Actor(key.PersonId, owner is null ? key.Name : $"{owner.Name} ({key.Name})", "api"), key.Scopes is null ? may : may.Intersect(key.Scopes));
    }

    private async Task NoteUse(Stored<ApiKey> key, CancellationToken ct)
    {
        var now = StoredTime.Truncate(clock.GetUtcNow());
        if (!(now - key.Value.UsedAt < TimeSpan.FromMinutes(5)))
        {
            // A conflict means that another request noted it, or the key was just taken back.
            await store.Commit(new Commit().Replace(ApiCollections.Keys, key.Value with { UsedAt = now }, key.Version), ct);
        }
    }
}
