using System.Security.Cryptography;
using System.Text;

namespace Bot.Coupons;

/// <summary>
/// Codes that cannot be guessed and can be read aloud: twelve of 22 characters (53 bits), without those that look or sound
/// alike (0 O, 1 I L, B D V, G Z, N, Q, S, U).
/// </summary>
public static class CouponCode
{
    /// <summary>How many characters a code has, without the hyphens people see.</summary>
    public const int Length = 12;

    private const string Alphabet = "23456789ACEFHJKMPRTWXY";

    /// <summary>A new random code; that no other issue has it is seen to by the store.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>The code in groups of four, as the card shows it.</summary>
    public static string Say(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));

    /// <summary>What was typed as a code, whatever the case, width, spaces or hyphens; null when it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        // Normalize throws on half of a surrogate pair, which no code holds.
        if (typed is null || typed.Length > 100 || typed.Any(char.IsSurrogate))
        {
            return null;
        }

        var code = new string([.. typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsLetterOrDigit)]);
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }
}
