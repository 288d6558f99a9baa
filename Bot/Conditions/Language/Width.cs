using System.Text;

namespace Bot.Conditions.Language;

/// <summary>Makes alike what people see as alike: full and half width, upper and lower case, the two kana.</summary>
internal static class Width
{
    /// <summary>The half-width form of a full-width sign, letter, digit or space; anything else as it is.</summary>
    public static char Fold(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' => ' ',
        _ => c,
    };

    /// <summary>A word as keywords, numbers and dates are compared; as long as the word.</summary>
    public static string FoldWord(string word) =>
        string.Create(word.Length, word, (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.ToLowerInvariant(Fold(from[i]));
            }
        });

    /// <summary>A name as people compare names: compatibility forms, case and kana made one.</summary>
    public static string FoldName(string name)
    {
        var readable = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            readable.Append(rune);
        }

        return string.Concat(readable.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant()
            .Select(c => c is >= '\u30A1' and <= '\u30F6' ? (char)(c - 0x60) : c));
    }
}
