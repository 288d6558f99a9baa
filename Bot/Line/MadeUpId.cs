using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Line;

/// <summary>
/// Ids of people who do not exist, in the form of LINE's. The second half is a digest of the first, so that the simulated
/// LINE can tell them from ids nobody has, and takes what is sent to them.
/// </summary>
public static class MadeUpId
{
    /// <summary>The id made of these 64 bits.</summary>
    public static string Of(ulong bits)
    {
        var first = $"U{bits:x16}";
        return first + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(first)).AsSpan(0, 8));
    }

    /// <summary>Whether the id is a made-up one. Of LINE's own, one in 2^64 would be.</summary>
    public static bool Is(string id) =>
        id.Length == 33 && ulong.TryParse(id.AsSpan(1, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) && id == Of(bits);
}
