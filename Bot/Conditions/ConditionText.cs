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
    public static ParsedCondition Parse(string text, ConditionVocabulary? known = null) => throw new NotImplementedException();

    /// <summary>The one canonical way to write a condition.</summary>
    public static string Print(Condition condition) => throw new NotImplementedException();
}
