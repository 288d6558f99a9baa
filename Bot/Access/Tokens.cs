using System.Security.Cryptography;
using System.Text;

namespace Bot.Access;

/// <summary>What only its holder knows: a session's cookie, an invitation's link, a key of the API. The store has its hash only.</summary>
internal static class Tokens
{
    /// <summary>A new one: 256 random bits, fit for an address.</summary>
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the store knows it by. It is looked up by that, so that how long it takes tells nothing.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
