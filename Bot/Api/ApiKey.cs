using System.Text.Json.Serialization;
using Bot.Access;
using Bot.Storage;

namespace Bot.Api;

/// <summary>A key to the REST API. The store has its SHA-256 only: the key itself is shown once, when it is made.</summary>
public sealed record ApiKey
{
    /// <summary>SHA-256 of the key, in hex. Keys are 256 random bits, so nothing slower is needed.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in the words of whoever made it.</summary>
    public required string Name { get; init; }

    /// <summary>Whose key it is: it may never do more than they may, and nothing once they are shut out. Null: the shop's.</summary>
    public string? PersonId { get; init; }

    /// <summary>What it is for; null: all that its owner may do.</summary>
    public IReadOnlyList<Permission>? Scopes { get; init; }

    /// <summary>When the key was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, give or take five minutes; null: never.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>A new key: <c>bot_</c> and 256 random bits in hex.</summary>
    public static string NewKey() => "bot_" + Tokens.New();

    /// <summary>What the store knows a key by: its SHA-256, in small hex.</summary>
    public static string HashOf(string key) => Tokens.HashOf(key);
}

/// <summary>The documents of the API.</summary>
public static class ApiCollections
{
    /// <summary>The keys that open the API, by the hash of each.</summary>
    public static Collection<ApiKey> Keys { get; } =
        new Collection<ApiKey>("apiKeys", ApiJson.Documents.For<ApiKey>(), key => key.Id)
            .Field("personId", FieldKind.Text, key => key.PersonId)
            .Traced(Trace.Values, "usedAt");
}

[JsonSerializable(typeof(ApiKey))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static ApiJson Documents { get; } = new(DocumentJson.Options());
}
