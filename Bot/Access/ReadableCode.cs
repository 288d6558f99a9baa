using System.Text;

namespace Bot.Access;

/// <summary>Codes that people read off one thing and type into another: in groups of four, without characters that look like others.</summary>
internal static class ReadableCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: nothing that looks like another.

    /// <summary>A code of as many characters as bytes, five bits of each.</summary>
    public static string Of(byte[] bytes) => string.Join('-', bytes.Select(part => Alphabet[part % Alphabet.Length]).Chunk(4).Select(four => new string(four)));

    /// <summary>What somebody typed, as codes are compared: in whatever case and width, with whatever between the groups.</summary>
    public static string Read(string typed)
    {
        try
        {
            var letters = typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
            return new string([.. letters.Where(char.IsAsciiLetterOrDigit)]);
        }
        catch (ArgumentException)
        {
            return ""; // Half a character: nobody's code.
        }
    }
}
