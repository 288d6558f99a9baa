using System.Security.Cryptography;
using System.Text;
using Bot.Access;

namespace Bot.People;

/// <summary>
/// What whoever sets the console up must know: it stands in the terminal of the bot, so that nobody else who finds the
/// address first becomes the owner. The same on all instances.
/// </summary>
internal sealed class SetUpCode(ShopSecret secret)
{
    /// <summary>Twelve characters in three groups.</summary>
    public string Text { get; } = ReadableCode.Of(secret.Derive("set-up code", 12));

    /// <summary>Whether somebody typed it, in whatever case and with whatever between the groups.</summary>
    public bool IsRight(string? typed) => CryptographicOperations.FixedTimeEquals(Bytes(typed ?? ""), Bytes(Text));

    private static byte[] Bytes(string code) => Encoding.UTF8.GetBytes(ReadableCode.Read(code));
}
