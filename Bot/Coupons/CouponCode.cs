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
        var code = Plain(typed);
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }

    /// <summary>What keeps it from being a code: how many characters it has, and those that no code holds.</summary>
    public static (int Length, string Strangers) Slips(string? typed)
    {
        var code = Plain(typed);
        return (code.Length, new string([.. code.Where(letter => !Alphabet.Contains(letter)).Distinct()]));
    }

    // Normalize throws on half of a surrogate pair, which no code holds.
    private static string Plain(string? typed) => typed is null || typed.Length > 100 || typed.Any(char.IsSurrogate)
        ? ""
        : new string([.. typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsLetterOrDigit)]);
}
