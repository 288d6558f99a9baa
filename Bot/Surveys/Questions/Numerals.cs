using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Surveys.Questions;

/// <summary>Numbers written in kanji.</summary>
internal static partial class Numerals
{
    private const string Digits = "〇一二三四五六七八九";

    /// <summary>The text with every number in kanji (二十三, 二〇二六) in Arabic numerals.</summary>
    public static string Arabic(string text) => Written().Replace(text, match => Value(match.Value).ToString(CultureInfo.InvariantCulture));

    // 二〇二六 is read figure by figure, 二千二十六 by its places.
    private static long Value(string kanji)
    {
        if (kanji.All(Digits.Contains))
        {
            return kanji.Aggregate(0L, (value, digit) => (value * 10) + Digits.IndexOf(digit, StringComparison.Ordinal));
        }

        var (sum, digit) = (0L, 0L);
        foreach (var character in kanji)
        {
            if (Place(character) is { } place)
            {
                sum += (digit == 0 ? 1 : digit) * place;
                digit = 0;
            }
            else
            {
                digit = Digits.IndexOf(character, StringComparison.Ordinal);
            }
        }

        return sum + digit;
    }

    private static long? Place(char character) => character switch { '十' => 10, '百' => 100, '千' => 1_000, _ => null };

    [GeneratedRegex("[〇一二三四五六七八九十百千]{1,10}")]
    private static partial Regex Written();
}
