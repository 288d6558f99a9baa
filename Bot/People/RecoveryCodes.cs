using System.Security.Cryptography;
using System.Text;
using Bot.Access;

namespace Bot.People;

/// <summary>The codes that stand in for the six digits when the phone with the authenticator is lost: each works once.</summary>
internal static class RecoveryCodes
{
    /// <summary>How many are made at a time.</summary>
    public const int Count = 10;

    // Five bits each: 80, so that whoever has the store cannot try them all, and a plain hash is enough.
    private const int Characters = 16;

    /// <summary>New ones, as they are shown this once.</summary>
    public static IReadOnlyList<string> New() => [.. Enumerable.Range(0, Count).Select(_ => ReadableCode.Of(RandomNumberGenerator.GetBytes(Characters)))];

    /// <summary>What the store keeps of a code of this person.</summary>
    public static string HashOf(string personId, string code) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(personId), Encoding.UTF8.GetBytes(ReadableCode.Read(code))));

    /// <summary>Those left after this one; null: it is none of them. Which of them it is does not change how long this takes.</summary>
    public static IReadOnlyList<string>? Without(this IReadOnlyList<string> hashes, string personId, string typed)
    {
        var hash = Encoding.UTF8.GetBytes(HashOf(personId, typed));
        var found = -1;
        for (var index = 0; index < hashes.Count; index++)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, Encoding.UTF8.GetBytes(hashes[index])) ? index : found;
        }

        return found < 0 ? null : [.. hashes.Where((_, index) => index != found)];
    }
}
