using System.Security.Cryptography;
using System.Text;

namespace Bot.Access;

/// <summary>
/// What only this shop's instances know: <c>Bot:Secret</c>, or else the channel secret. The demo has none and makes one up,
/// which it forgets when it stops.
/// </summary>
public sealed class ShopSecret(string? secret)
{
    private readonly byte[] _secret = secret is null ? RandomNumberGenerator.GetBytes(32) : Encoding.UTF8.GetBytes(secret);

    /// <summary>Whether it will be the same after a restart, so that what is sealed under it can be opened.</summary>
    public bool IsKept { get; } = secret is not null;

    /// <summary>Bytes that tell nothing of the secret, or of those for another purpose.</summary>
    public byte[] Derive(string purpose, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, length, info: Encoding.UTF8.GetBytes("BotApp " + purpose));
}
