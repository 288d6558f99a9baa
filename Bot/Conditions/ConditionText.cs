using Bot.Conditions.Language;

namespace Bot.Conditions;

/// <summary>
/// The text form of conditions, described with examples in <c>docs/segments.md</c>. Parsing what was printed gives the
/// same tree again.
/// </summary>
public static class ConditionText
{
    /// <summary>The longest text taken, in UTF-16 units.</summary>
    public const int MaxLength = 20_000;

    /// <summary>How deep parentheses and <c>not</c> may nest.</summary>
    public const int MaxDepth = 100;

    /// <summary>How many tests one condition may have.</summary>
    public const int MaxTests = 500;

    /// <summary>
    /// Reads a condition. With a vocabulary, names it does not know are problems with the nearest known ones, and what
    /// was written is settled by what is known: an option's label becomes its id, a number of a text attribute a text.
    /// Never throws.
    /// </summary>
    public static ParsedCondition Parse(string text, ConditionVocabulary? known = null)
    {
        if (text.Length > MaxLength)
        {
            return ParsedCondition.Refused([Problems.TooLongText(text.Length)]);
        }

        var (tokens, unreadable) = Lexer.Read(text);
        if (unreadable is not null)
        {
            return ParsedCondition.Refused([unreadable]);
        }

        if (tokens.Count == 1)
        {
            return ParsedCondition.Refused([Problems.EmptyCondition()]);
        }

        var cursor = new Cursor(text, tokens);
        var condition = new Parser(cursor, new Names(known ?? ConditionVocabulary.Anything, cursor)).ReadAll();
        return condition is not null && cursor.Found.Count == 0
            ? ParsedCondition.Understood(condition)
            : ParsedCondition.Refused(cursor.Found);
    }

    /// <summary>
    /// What may be typed at a place of the text, in UTF-16 units: what the parser would take there, begun with what stands
    /// before the place. At most <paramref name="most"/> suggestions, likeliest first. Never throws.
    /// </summary>
    public static Completion Complete(string text, int at, ConditionVocabulary? known = null, int most = 12) =>
        Completer.At(text, at, known ?? ConditionVocabulary.Anything, most);

    /// <summary>The one canonical way to write a condition.</summary>
    public static string Print(Condition condition) => Printer.Print(condition);
}
