using System.Text;

namespace Bot.Surveys;

/// <summary>Compares what a friend typed with what is expected, as people would: width, kana, case and spaces do not matter.</summary>
internal static class TypedText
{
    private static readonly string[] PoliteEndings = ["でお願いします", "がいいです", "にします", "です"];

    /// <summary>The text in the one form that is compared.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in Normalize(text))
        {
            if (!char.IsWhiteSpace(character))
            {
                plain.Append(Kana(char.ToLowerInvariant(character)));
            }
        }

        return plain.ToString().TrimEnd('。', '.', '!', '、');
    }

    /// <summary>The plain text without a polite ending: 「甘口です」 is 「甘口」.</summary>
    public static string WithoutEnding(string plain)
    {
        var ending = PoliteEndings.FirstOrDefault(ending => plain.Length > ending.Length && plain.EndsWith(ending, StringComparison.Ordinal));
        return ending is null ? plain : plain[..^ending.Length];
    }

    /// <summary>Full and half width made one (NFKC).</summary>
    public static string Normalize(string text)
    {
        if (text.All(char.IsAscii))
        {
            return text;
        }

        // Half of a surrogate pair cannot be normalised, and a torn emoji can arrive.
        return text.Any(char.IsSurrogate) ? Whole(text).Normalize(NormalizationForm.FormKC) : text.Normalize(NormalizationForm.FormKC);
    }

    private static string Whole(string text) => string.Concat(text.EnumerateRunes());

    private static char Kana(char character) => character is >= 'ァ' and <= 'ヶ' ? (char)(character - 0x60) : character;
}
