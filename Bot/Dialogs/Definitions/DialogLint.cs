using Bot.Definitions;
using Bot.Surveys;

namespace Bot.Dialogs.Definitions;

/// <summary>Looks at the files of <c>dialogs/</c> together, and at the words that others answer before.</summary>
internal static class DialogLint
{
    /// <summary>One thing said in two files would depend on the names of the files.</summary>
    public static void Check(IReadOnlyList<Defined<Dialog>> dialogs, IReadOnlyCollection<string> surveyWords)
    {
        CheckOnce(dialogs, dialog => dialog.Greetings.Count > 0, "greeting");
        CheckOnce(dialogs, dialog => dialog.WelcomesBack.Count > 0, "welcome-back");
        CheckOnce(dialogs, dialog => dialog.Fallback is not null, "fallback");
        CheckOnce(dialogs, dialog => dialog.Hours is not null, "hours");
        CheckOnce(dialogs, dialog => dialog.Topics is not null, "topics");
        CheckMenuIds(dialogs);
        CheckWords(dialogs, surveyWords);
        CheckPatterns(dialogs);
        CheckHours(dialogs);
        if (dialogs.Count > 0 && dialogs.All(dialog => dialog.Value.Fallback is null))
        {
            dialogs[0].Problems.Warn(Place.Start, LintRule.MissingFallback, "No file has a 'fallback': who writes what nothing answers hears nothing.", "Add 'fallback: { messages: [確認してお返事します。] }'.");
        }
    }

    private static void CheckOnce(IReadOnlyList<Defined<Dialog>> dialogs, Func<Dialog, bool> has, string key)
    {
        var having = dialogs.Where(dialog => has(dialog.Value)).ToList();
        foreach (var later in having.Skip(1))
        {
            later.Problems.Add(Place.Start, LintRule.SaidTwice, $"'{key}' stands in {having[0].File.Path} already.", "Keep one of them.");
        }
    }

    private static void CheckMenuIds(IReadOnlyList<Defined<Dialog>> dialogs)
    {
        var taken = new Dictionary<string, string>();
        foreach (var (dialog, _, problems) in dialogs)
        {
            foreach (var menu in dialog.Menus.Where(menu => !taken.TryAdd(menu.Id, dialog.File)))
            {
                problems.Add(menu.Place, LintRule.IdTwice, $"The menu '{menu.Id}' stands in {taken[menu.Id]} already.", "Give one of them another id.");
            }
        }
    }

    // What is asked first wins: the bot's own words, a survey's keyword, a menu, a keyword without a condition.
    private static void CheckWords(IReadOnlyList<Defined<Dialog>> dialogs, IReadOnlyCollection<string> surveyWords)
    {
        var topics = dialogs.Select(dialog => dialog.Value.Topics).FirstOrDefault(found => found is not null) ?? Topics.None;
        var own = topics.Stop.Concat(topics.Resume).Concat(PrivacyWords.Asked).Select(TypedText.Plain).ToHashSet();
        var ofSurveys = surveyWords.Select(TypedText.Plain).ToHashSet();
        var taken = new Dictionary<string, string>();
        foreach (var (dialog, _, problems) in dialogs)
        {
            var menus = dialog.Menus.SelectMany(menu => menu.Words.Select(word => (word, menu.Place, Always: menu.Top.Answer.When is null)));
            var keywords = dialog.Keywords
                .Where(keyword => keyword.Match != KeywordMatch.Pattern)
                .SelectMany(keyword => keyword.Words.Select(word => (word, keyword.Place, Always: keyword.Answer.When is null)));
            foreach (var (word, place, always) in menus.Concat(keywords))
            {
                var plain = TypedText.Plain(word);
                if (own.Contains(plain))
                {
                    problems.Add(place, LintRule.ReservedName, $"The bot itself answers '{word}'.", "Choose another word, or other words under 'topics'.");
                }
                else if (ofSurveys.Contains(plain))
                {
                    problems.Warn(place, LintRule.Unreachable, $"'{word}' starts a survey, so this answer to it is never given.", "Choose another word here or there.");
                }
                else if (taken.TryGetValue(plain, out var file))
                {
                    problems.Add(place, LintRule.KeywordTwice, $"The keyword '{word}' has an answer already in {file}.", "Keep one of them, or give the first a 'when'.");
                }
                else if (always)
                {
                    taken[plain] = dialog.File;
                }
            }
        }
    }

    private static void CheckPatterns(IReadOnlyList<Defined<Dialog>> dialogs)
    {
        var keywords = dialogs.SelectMany(dialog => dialog.Value.Keywords).ToList();
        foreach (var (dialog, _, problems) in dialogs)
        {
            foreach (var pattern in dialog.Keywords.Where(keyword => keyword.Match == KeywordMatch.Pattern))
            {
                var others = keywords.Where(keyword => keyword.Label != pattern.Label && keyword.Match != KeywordMatch.Pattern).SelectMany(keyword => keyword.Words);
                foreach (var written in pattern.Words)
                {
                    if (KeywordPattern.Read(written).Regex is { } regex && others.FirstOrDefault(word => KeywordPattern.FindIn(regex, word) is not null) is { } word)
                    {
                        problems.Warn(pattern.Place, LintRule.KeywordOverlap, $"The pattern '{written}' also finds the keyword '{word}', which is answered first only when a friend writes just that.", "Make the pattern narrower.");
                    }
                }
            }
        }
    }

    private static void CheckHours(IReadOnlyList<Defined<Dialog>> dialogs)
    {
        if (dialogs.Any(dialog => dialog.Value.Hours is not null))
        {
            return;
        }

        foreach (var (dialog, _, problems) in dialogs.Where(dialog => dialog.Value.Answers().Any(answer => answer.Closed is not null)))
        {
            problems.Add(Place.Start, LintRule.NoHours, $"{dialog.File} says something while the shop is closed, but no file says when that is.", "Add 'hours: [{ from: 11:00, until: 21:00 }]'.");
        }
    }
}
