using System.Security.Cryptography;
using System.Text;

namespace Bot.Access;

/// <summary>
/// What only this shop's instances know: <c>Bot:Secret</c>, or else the channel secret. The demo has none and makes one up,
/// which it forgets when it stops.
/// </summary>
/// <param name="secret">The secret; null: none is set.</param>
/// <param name="former">The one before it, under which some of what is stored may still be sealed; null: none.</param>
public sealed class ShopSecret(string? secret, string? former = null)
{
    private readonly byte[] _secret = secret is null ? RandomNumberGenerator.GetBytes(32) : Encoding.UTF8.GetBytes(secret);
    private readonly byte[]? _former = secret is null || former is null ? null : Encoding.UTF8.GetBytes(former);

    /// <summary>Whether it will be the same after a restart, so that what is sealed under it can be opened.</summary>
    public bool IsKept { get; } = secret is not null;

    /// <summary>Bytes that tell nothing of the secret, or of those for another purpose.</summary>
    public byte[] Derive(string purpose, int length) => Derive(_secret, purpose, length);

    /// <summary>What <see cref="Derive(string, int)"/> was under the secret before; null: there is none.</summary>
    public byte[]? DeriveFormer(string purpose, int length) => _former is null ? null : Derive(_former, purpose, length);

    private static byte[] Derive(byte[] secret, string purpose, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, length, info: Encoding.UTF8.GetBytes("BotApp " + purpose));
}
