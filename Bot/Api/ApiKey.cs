using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Api;

/// <summary>A key to the REST API. The store has its SHA-256 only: the key itself is shown once, when it is made.</summary>
public sealed record ApiKey
{
    /// <summary>SHA-256 of the key, in hex. Keys are 256 random bits, so nothing slower is needed.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in the words of whoever made it.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static string NewKey() => "bot_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>The documents of the API.</summary>
public static class ApiCollections
{
    public static Collection<ApiKey> Keys { get; } = new("apiKeys", ApiJson.Documents.For<ApiKey>(), key => key.Id);
}

[JsonSerializable(typeof(ApiKey))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    public static ApiJson Documents { get; } = new(DocumentJson.Options());
}
