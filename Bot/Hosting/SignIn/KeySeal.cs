using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Bot.Access;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Bot.Hosting.SignIn;

/// <summary>Seals keys at rest: AES-256-GCM, under a key derived from the secret by HKDF.</summary>
internal sealed class KeySeal(ShopSecret secret) : IXmlEncryptor
{
    private readonly byte[] _key = secret.Derive("sign-in keys", AesKey);

    private const int AesKey = 32;
    private const int Nonce = 12;
    private const int Tag = 16;

    /// <summary>Tells secrets apart without telling what they are.</summary>
    public string Name { get; } = Convert.ToHexStringLower(secret.Derive("sign-in keys: name of the secret", 8));

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[Nonce + Tag + plain.Length];
        var nonce = sealedBytes.AsSpan(0, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, Tag);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(Nonce + Tag), sealedBytes.AsSpan(Nonce, Tag));
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(sealedBytes)), typeof(Opener));
    }

    /// <exception cref="CryptographicException">It was sealed under another secret, or is damaged.</exception>
    public XElement Open(XElement element)
    {
        var sealedBytes = Convert.FromBase64String(element.Value).AsSpan();
        var plain = new byte[sealedBytes.Length - Nonce - Tag];
        using var aes = new AesGcm(_key, Tag);
        aes.Decrypt(sealedBytes[..Nonce], sealedBytes[(Nonce + Tag)..], sealedBytes[Nonce..(Nonce + Tag)], plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    /// <summary>Made by the framework from the name that stands in a stored key: a renamed class could not open the keys there are.</summary>
    internal sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => services.GetRequiredService<KeySeal>().Open(encryptedElement);
    }
}
