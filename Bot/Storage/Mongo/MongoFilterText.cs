using System.Text;

namespace Bot.Storage.Mongo;

/// <summary>Texts against the dates that stand in MongoDB for texts of that one form.</summary>
internal static class MongoFilterText
{
    // Servers limit patterns to 16 to 32 kB.
    private const int LongestPattern = 16_000;

    /// <summary>The regular expression of texts that contain this one, character by character.</summary>
    public static string Pattern(string text)
    {
        var pattern = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\0' => pattern.Append(@"\x00"),
                '\\' or '^' or '$' or '.' or '|' or '?' or '*' or '+' or '(' or ')' or '[' or ']' or '{' or '}' => pattern.Append('\\').Append(character),
                _ => pattern.Append(character),
            };
        }

        return pattern.ToString();
    }

    /// <summary>Whether servers take the text's pattern.</summary>
    public static bool IsShort(string text) => Encoding.UTF8.GetByteCount(Pattern(text)) <= LongestPattern;

    /// <summary>Whether some date's text could contain this one.</summary>
    public static bool CanBeInTime(string text)
    {
        for (var start = 0; start + text.Length <= BsonTime.Length; start++)
        {
            var at = start;
            if (text.All(character => (BsonTime.Shape[at++], character) is (var expected, var given) && (expected == '0' ? char.IsAsciiDigit(given) : given == expected)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Which dates compare so with a text, as a test; null when none does.</summary>
    public static MongoFilterTest? Dates(Comparison by, string text)
    {
        if (BsonTime.TryParse(Encoding.UTF8.GetBytes(text), out _))
        {
            return by == Comparison.Equal
                ? new MongoFilterTest.OneOf([FieldValue.OfTime(text)])
                : new MongoFilterTest.Range(by, FieldValue.OfTime(text));
        }

        var first = FirstAfter(text);
        return by switch
        {
            Comparison.Equal => null,
            Comparison.Less or Comparison.LessOrEqual when first == BsonTime.Earliest => null,
            Comparison.Less or Comparison.LessOrEqual when first > BsonTime.Latest => new MongoFilterTest.Range(Comparison.LessOrEqual, Time(BsonTime.Latest)),
            Comparison.Less or Comparison.LessOrEqual => new MongoFilterTest.Range(Comparison.Less, Time(first)),
            _ when first > BsonTime.Latest => null,
            _ => new MongoFilterTest.Range(Comparison.GreaterOrEqual, Time(first)),
        };
    }

    /// <summary>The date of these milliseconds, as a filter's value.</summary>
    public static FieldValue Time(long milliseconds) =>
        FieldValue.OfTime(Encoding.ASCII.GetString(BsonTime.Format(milliseconds, stackalloc byte[BsonTime.Length])));

    // Dates and their texts have one order, so the first whose text comes after this one is found by halving.
    private static long FirstAfter(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var (low, high) = (BsonTime.Earliest, BsonTime.Latest + 1);
        Span<byte> place = stackalloc byte[BsonTime.Length];
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (BsonTime.Format(middle, place).SequenceCompareTo(utf8) > 0)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
