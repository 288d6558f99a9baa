using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Bot.Access;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Bot.Hosting.SignIn;

/// <summary>Seals the framework's keys at rest.</summary>
internal sealed class KeySeal(ShopSecret secret) : IXmlEncryptor
{
    /// <summary>What they are sealed under.</summary>
    public Seal Seal { get; } = new(secret, "sign-in keys");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var closed = Seal.Close(plain);
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(closed)), typeof(Opener));
    }

    /// <summary>Made by the framework from the name that stands in a stored key: a renamed class could not open the keys there are.</summary>
    internal sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<KeySeal>().Seal.Open(Convert.FromBase64String(encryptedElement.Value))));
    }
}
