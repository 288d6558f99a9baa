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
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: nothing that looks like another.

    /// <summary>Twelve characters in three groups.</summary>
    public string Text { get; } = string.Join('-', secret.Derive("set-up code", 12).Select(part => Alphabet[part % Alphabet.Length]).Chunk(4).Select(four => new string(four)));

    /// <summary>Whether somebody typed it, in whatever case and with whatever between the groups.</summary>
    public bool IsRight(string? typed) => CryptographicOperations.FixedTimeEquals(Bytes(typed ?? ""), Bytes(Text));

    private static byte[] Bytes(string code) => Encoding.UTF8.GetBytes(
        new string([.. code.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1').Where(char.IsAsciiLetterOrDigit)]));
}
