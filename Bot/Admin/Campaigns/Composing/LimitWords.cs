using System.Text.RegularExpressions;

namespace Bot.Admin.Campaigns.Composing;

/// <summary>Says LINE's limits, which are told in LINE's kind of words, as staff would.</summary>
internal static partial class LimitWords
{
    private static readonly (Regex Said, string Japanese, string English)[] Sentences =
    [
        (MissingWords(), "入力してください。", "Fill this in."),
        (TooLong(), "$1文字までにしてください。", "At most $1 characters."),
        (Size(), "$1~$2個にしてください。", "There must be $1 to $2."),
        (BadAddress(), "https:// で始まるアドレスを書いてください。日本語や空白は使えません。", "Write a whole address, beginning with https://, without spaces or Japanese letters."),
        (BadScheme(), "ここでは使えない種類のアドレスです。画像や動画は https:// で始まるもの、ボタンは https:・http:・tel:・line: です。", "This kind of address does not work here: https:// for pictures, https:, http:, tel: or line: for buttons."),
        (NoNumber(), "$1以上の整数を数字で書いてください。", "Write a whole number of $1 or more."),
        (Range(), "$1~$2の数字を書いてください。", "Write a number from $1 to $2."),
        (Alike(), "カードによって数が違います。すべてのカードでそろえてください。", "All cards must have the same number."),
        (AllOrNone(), "すべてのカードに付けるか、どれにも付けないでください。", "On all cards, or on none."),
        (OneOf(), "次のどれかにしてください: $1", "One of: $1"),
        (NoObject(), "{ から } までの JSON にしてください。", "Write JSON from { to }."),
        (Exactly(), "$1 にしてください。", "It must be $1."),
        (BeforeMax(), "「いちばん遅い値」より前にしてください。", "It must be before the latest."),
        (NoSender(), "「LINE」という文字は使えません。", "It may not contain \"LINE\"."),
    ];

    /// <summary>The sentence for the reader; one that is not known stays as it is.</summary>
    public static string Say(Reader reader, string said)
    {
        foreach (var (pattern, japanese, english) in Sentences)
        {
            if (pattern.Match(said) is { Success: true } match)
            {
                return match.Result(reader.Say(japanese, english));
            }
        }

        return said;
    }

    [GeneratedRegex(@"^(must be specified|May not be empty|must be non-empty text)\z")]
    private static partial Regex MissingWords();

    [GeneratedRegex(@"^Length must be between 0 and (\d+)\z")]
    private static partial Regex TooLong();

    [GeneratedRegex(@"^Size must be between (\d+) and (\d+)\z")]
    private static partial Regex Size();

    [GeneratedRegex(@"^invalid uri\z")]
    private static partial Regex BadAddress();

    [GeneratedRegex(@"^invalid uri scheme\z")]
    private static partial Regex BadScheme();

    [GeneratedRegex(@"^Must be an integer of (-?\d+) or more\z")]
    private static partial Regex NoNumber();

    [GeneratedRegex(@"^Must be between (-?\d+) and (-?\d+)\z")]
    private static partial Regex Range();

    [GeneratedRegex(@"^The number of actions must be the same in all columns\z")]
    private static partial Regex Alike();

    [GeneratedRegex(@"^Must be in all columns or in none\z")]
    private static partial Regex AllOrNone();

    [GeneratedRegex(@"^Must be (?:one )?of the following values: \[(.*)\]\z")]
    private static partial Regex OneOf();

    [GeneratedRegex(@"^Must be an object\z")]
    private static partial Regex NoObject();

    [GeneratedRegex(@"^Must be (\d+)\z")]
    private static partial Regex Exactly();

    [GeneratedRegex(@"^Must be before max\z")]
    private static partial Regex BeforeMax();

    [GeneratedRegex("^May not contain \"LINE\"\\z")]
    private static partial Regex NoSender();
}
