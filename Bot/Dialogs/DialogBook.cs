using System.Text.RegularExpressions;
using Bot.Calendar;
using Bot.Surveys;

namespace Bot.Dialogs;

/// <summary>All dialogs of the shop, ready to be looked up.</summary>
public sealed class DialogBook
{
    private readonly Dictionary<string, List<Keyword>> _exact = [];
    private readonly List<(string Word, Keyword Keyword)> _contained = [];
    private readonly List<(Regex Pattern, Keyword Keyword)> _patterns = [];
    private readonly Dictionary<string, Menu> _menuWords = [];

    /// <summary>Joins the files in the order of their names; where two say the same thing the first counts.</summary>
    public DialogBook(IEnumerable<Dialog> dialogs)
    {
        Dialog[] all = [.. dialogs.OrderBy(dialog => dialog.File, StringComparer.Ordinal)];
        Greetings = all.Select(dialog => dialog.Greetings).FirstOrDefault(greetings => greetings.Count > 0) ?? [];
        WelcomesBack = all.Select(dialog => dialog.WelcomesBack).FirstOrDefault(greetings => greetings.Count > 0) ?? [];
        Received = [.. all.SelectMany(dialog => dialog.Received)];
        Menus = [.. all.SelectMany(dialog => dialog.Menus)];
        Fallback = all.Select(dialog => dialog.Fallback).FirstOrDefault(fallback => fallback is not null);
        Hours = all.Select(dialog => dialog.Hours).FirstOrDefault(hours => hours is not null);
        Topics = all.Select(dialog => dialog.Topics).FirstOrDefault(topics => topics is not null) ?? Topics.None;
        Keywords = [.. all.SelectMany(dialog => dialog.Keywords)];
        foreach (var keyword in Keywords)
        {
            Add(keyword);
        }

        foreach (var menu in Menus)
        {
            foreach (var word in menu.Words)
            {
                _menuWords.TryAdd(TypedText.Plain(word), menu);
            }
        }
    }

    /// <summary>Said to a new friend: the first that fits.</summary>
    public IReadOnlyList<Greeting> Greetings { get; }

    /// <summary>Said to a friend who unblocked the account: the first that fits.</summary>
    public IReadOnlyList<Greeting> WelcomesBack { get; }

    /// <summary>What is said to photos, stickers and the like: the first that fits.</summary>
    public IReadOnlyList<Received> Received { get; }

    /// <summary>Every menu.</summary>
    public IReadOnlyList<Menu> Menus { get; }

    /// <summary>Every keyword, in the order of the files.</summary>
    public IReadOnlyList<Keyword> Keywords { get; }

    /// <summary>Said when nothing else answers; null: nothing is.</summary>
    public Fallback? Fallback { get; }

    /// <summary>When somebody is in the shop; null: nobody said, so always.</summary>
    public OpeningHours? Hours { get; }

    /// <summary>What friends may hear of or not.</summary>
    public Topics Topics { get; }

    /// <summary>The menu that a word opens; null: none.</summary>
    public Menu? MenuOf(string text) => _menuWords.GetValueOrDefault(TypedText.Plain(text));

    /// <summary>
    /// What a friend may have meant: of the keywords that apply to them (<paramref name="applies"/>), those that fit most exactly. Who wrote just a
    /// word means that; else a word that stands within another found one is not meant. More than one: the friend is to be asked.
    /// </summary>
    public IReadOnlyList<Keyword> Meant(string text, Func<Keyword, bool> applies)
    {
        var plain = TypedText.Plain(text);
        if (_exact.GetValueOrDefault(plain)?.Find(keyword => applies(keyword)) is { } exact)
        {
            return [exact];
        }

        var found = new List<(string Words, Keyword Keyword)>();
        found.AddRange(_contained.Where(one => plain.Contains(one.Word, StringComparison.Ordinal) && applies(one.Keyword)));
        foreach (var (pattern, keyword) in _patterns)
        {
            if (KeywordPattern.FindIn(pattern, text) is { } words && applies(keyword))
            {
                found.Add((TypedText.Plain(words), keyword));
            }
        }

        return
        [
            .. found
                .Where(one => !found.Exists(other => other.Words.Length > one.Words.Length && other.Words.Contains(one.Words, StringComparison.Ordinal)))
                .Select(one => one.Keyword)
                .DistinctBy(keyword => keyword.Label),
        ];
    }

    private void Add(Keyword keyword)
    {
        foreach (var written in keyword.Words)
        {
            if (keyword.Match == KeywordMatch.Pattern)
            {
                if (KeywordPattern.Read(written).Regex is { } pattern)
                {
                    _patterns.Add((pattern, keyword));
                }

                continue;
            }

            var word = TypedText.Plain(written);
            if (!_exact.TryGetValue(word, out var same))
            {
                _exact[word] = same = [];
            }

            same.Add(keyword);
            if (keyword.Match == KeywordMatch.Contains)
            {
                _contained.Add((word, keyword));
            }
        }
    }
}
