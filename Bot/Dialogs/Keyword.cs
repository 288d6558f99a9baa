using System.Text.RegularExpressions;
using Bot.Definitions;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>Words of friends and the answer to them.</summary>
/// <param name="Label">What the bot calls it when it asks which of several was meant.</param>
/// <param name="Words">As they are written in the file.</param>
/// <param name="Match">How they are found.</param>
/// <param name="Answer">What is answered.</param>
public sealed record Keyword(string Label, IReadOnlyList<string> Words, KeywordMatch Match, DialogAnswer Answer)
{
    /// <summary>Where it stands in its file.</summary>
    public Place Place { get; init; } = Place.Start;
}

/// <summary>How a keyword is found in what a friend wrote.</summary>
public enum KeywordMatch
{
    /// <summary>The friend wrote just the word.</summary>
    Exact,

    /// <summary>The word stands somewhere in what the friend wrote.</summary>
    Contains,

    /// <summary>The word is a regular expression that matches somewhere in what the friend wrote.</summary>
    Pattern,
}

/// <summary>Regular expressions of keywords, run in a time that grows with the text and never faster.</summary>
internal static class KeywordPattern
{
    private const int LongestPattern = 500;
    private const int LongestText = 1_000;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    /// <summary>The expression, or what is wrong with it. One that could take ever longer (.NET would have to go back) is refused.</summary>
    public static (Regex? Regex, string? Problem) Read(string pattern)
    {
        if (pattern.Length > LongestPattern)
        {
            return (null, $"it has {pattern.Length} characters, and may have {LongestPattern}");
        }

        try
        {
            var regex = new Regex(Form(pattern), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Limit);
            return regex.IsMatch("") ? (null, "it matches a text of nothing, so it would answer everything") : (regex, null);
        }
        catch (NotSupportedException)
        {
            return (null, "look-aheads, look-behinds, back-references, atomic groups and huge repetitions could take for ever");
        }
        catch (ArgumentException broken)
        {
            return (null, broken.Message);
        }
    }

    /// <summary>The words that match; null: none do.</summary>
    public static string? FindIn(Regex pattern, string text)
    {
        try
        {
            return pattern.Match(Form(text.Length > LongestText ? text[..LongestText] : text)) is { Success: true, Value: var found } ? found : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // Full and half width are the same in patterns too; kana are as the pattern has them.
    private static string Form(string text) => TypedText.Normalize(text);
}
