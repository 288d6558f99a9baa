using Bot.Messages;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>All dialogs of the shop, ready to be looked up.</summary>
public sealed class DialogBook
{
    private readonly Dictionary<string, Reply> _exact = [];
    private readonly List<(string Word, Reply Reply)> _contained = [];

    /// <summary>Joins the files in the order of their names; where two say the same thing the first counts.</summary>
    public DialogBook(IEnumerable<Dialog> dialogs)
    {
        foreach (var dialog in dialogs.OrderBy(dialog => dialog.File, StringComparer.Ordinal))
        {
            Greeting ??= dialog.Greeting;
            WelcomeBack ??= dialog.WelcomeBack;
            Fallback ??= dialog.Fallback;
            foreach (var keyword in dialog.Keywords)
            {
                foreach (var word in keyword.Words.Select(TypedText.Plain))
                {
                    _exact.TryAdd(word, keyword.Reply);
                    if (keyword.Match == KeywordMatch.Contains)
                    {
                        _contained.Add((word, keyword.Reply));
                    }
                }
            }
        }

        _contained.Sort((one, other) => other.Word.Length.CompareTo(one.Word.Length));
    }

    /// <summary>Said to a new friend; null: nothing is.</summary>
    public Reply? Greeting { get; }

    /// <summary>Said to a friend who unblocked the account; null: no file says.</summary>
    public Reply? WelcomeBack { get; }

    /// <summary>Said when nothing else answers; null: nothing is.</summary>
    public Fallback? Fallback { get; }

    /// <summary>The answer to what a friend wrote: the whole text first, then the longest keyword in it.</summary>
    public Reply? Answer(string text)
    {
        var plain = TypedText.Plain(text);
        return _exact.GetValueOrDefault(plain)
            ?? _contained.Where(keyword => plain.Contains(keyword.Word, StringComparison.Ordinal)).Select(keyword => keyword.Reply).FirstOrDefault();
    }
}
