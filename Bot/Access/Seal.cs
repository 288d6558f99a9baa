using System.Security.Cryptography;

namespace Bot.Access;

/// <summary>Seals what must not stand in the store in clear: AES-256-GCM, under a key derived from the shop's secret for one purpose.</summary>
public sealed class Seal
{
    private const int AesKey = 32;
    private const int Nonce = 12;
    private const int Tag = 16;

    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>The seal for this purpose. It opens what was sealed under the secret before, too.</summary>
    public Seal(ShopSecret secret, string purpose)
    {
        Name = NameOf(secret.Derive(Naming(purpose), 8));
        _keys[Name] = secret.Derive(purpose, AesKey);
        if (secret.DeriveFormer(purpose, AesKey) is { } former && secret.DeriveFormer(Naming(purpose), 8) is { } name)
        {
            _keys[NameOf(name)] = former;
        }
    }

    /// <summary>Tells secrets apart without telling what they are.</summary>
    public string Name { get; }

    /// <summary>Whether what was sealed under the secret of this name can be opened.</summary>
    public bool Opens(string name) => _keys.ContainsKey(name);

    /// <summary>These bytes, unreadable for whoever does not have the secret.</summary>
    public byte[] Close(ReadOnlySpan<byte> plain)
    {
        var closed = new byte[Nonce + Tag + plain.Length];
        var nonce = closed.AsSpan(0, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[Name], Tag);
        aes.Encrypt(nonce, plain, closed.AsSpan(Nonce + Tag), closed.AsSpan(Nonce, Tag));
        return closed;
    }

    /// <summary>What was sealed.</summary>
    /// <exception cref="CryptographicException">It was sealed under a secret that is not known here, or is damaged.</exception>
    public byte[] Open(ReadOnlySpan<byte> closed)
    {
        foreach (var key in _keys.Values)
        {
            var plain = new byte[closed.Length - Nonce - Tag];
            using var aes = new AesGcm(key, Tag);
            try
            {
                aes.Decrypt(closed[..Nonce], closed[(Nonce + Tag)..], closed[Nonce..(Nonce + Tag)], plain);
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Another of the secrets may have sealed it.
            }
        }

        throw new CryptographicException("It was sealed under another secret, or is damaged.");
    }

    private static string Naming(string purpose) => purpose + ": name of the secret";

    private static string NameOf(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
