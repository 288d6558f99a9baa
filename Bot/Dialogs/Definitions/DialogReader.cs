using Bot.Calendar;
using Bot.Definitions;
using Bot.Line;
using Bot.Messages;
using Bot.Surveys;

namespace Bot.Dialogs.Definitions;

/// <summary>Reads one file of <c>dialogs/</c>.</summary>
internal sealed class DialogReader(Problems problems, MessageReferences references)
{
    // One button of a menu leads back.
    private const int MostItems = LineLimits.QuickReplies - 1;
    private const int MostTopics = LineLimits.QuickReplies - 2;
    private const int DeepestMenu = 8;

    private static readonly string[] HelpWords = ["ヘルプ", "使い方", "help"];

    private readonly AnswerReader _answers = new(problems, references);

    public Dialog Read(DialogYaml yaml, string file) => new()
    {
        File = file,
        Greetings = Greetings(yaml.Greeting, "greeting"),
        WelcomesBack = Greetings(yaml.WelcomeBack, "welcome-back"),
        Keywords = [.. (yaml.Keywords ?? []).Select(Keyword), .. yaml.Help is { } help ? [Help(help)] : Array.Empty<Keyword>()],
        Menus = [.. (yaml.Menus ?? []).Select(Menu)],
        Received = [.. (yaml.Received ?? []).Select((received, i) => new Received(
            [.. received.Types.Select(type => type.ToString().ToLowerInvariant())],
            _answers.Read(received, $"{file}/received/{i}")))],
        Hours = OpeningHoursYaml.ToHours(yaml.Hours, problems),
        Topics = yaml.Topics is { } topics ? Topics(topics) : null,
        Fallback = yaml.Fallback is { } fallback ? new Fallback(_answers.Read(fallback, "fallback"), TimeSpan.FromHours(fallback.EveryHours ?? 1)) : null,
    };

    private List<Greeting> Greetings(IReadOnlyList<GreetingYaml>? written, string key)
    {
        var greetings = (written ?? []).Select((yaml, i) => new Greeting(yaml.Route?.Trim(), yaml.Language?.Trim(), _answers.Read(yaml, $"{key}/{i}"))).ToList();
        var forAll = greetings.FindIndex(greeting => greeting.IsForAll);
        if (forAll >= 0 && forAll < greetings.Count - 1)
        {
            problems.Add(written![forAll + 1].Place, LintRule.Unreachable, $"Nobody hears this {key}: the one before it is for everybody.", "Put the one for everybody last.");
        }
        else if (greetings.Count > 0 && forAll < 0)
        {
            problems.Warn(written![^1].Place, LintRule.MissingFallback, $"Who fits none of these hears no {key}.", "Add one without route, language and when at the end.");
        }

        return greetings;
    }

    private Keyword Keyword(KeywordYaml yaml)
    {
        var match = yaml.Match ?? KeywordMatch.Exact;
        for (var i = 0; i < yaml.Words.Count; i++)
        {
            if (match == KeywordMatch.Pattern)
            {
                CheckPattern(yaml.At(nameof(yaml.Words), i), yaml.Words[i]);
            }
            else
            {
                CheckWord(yaml.At(nameof(yaml.Words), i), yaml.Words[i]);
            }
        }

        if (match == KeywordMatch.Pattern && yaml.Label is null)
        {
            problems.Warn(yaml.Place, LintRule.MissingKey, "The pattern has no 'label' for people to read when the bot asks what was meant.", "Add for example 'label: 営業時間'.");
        }

        return new Keyword(Label(yaml), yaml.Words, match, _answers.Read(yaml, $"keyword/{(yaml.Words is [var first, ..] ? first : "")}")) { Place = yaml.At(nameof(yaml.Words)) };
    }

    private string Label(KeywordYaml yaml)
    {
        var label = yaml.Label ?? (yaml.Words is [var first, ..] ? first : "");
        if (yaml.Label is not null)
        {
            CheckLabel(yaml.At(nameof(yaml.Label)), label);
        }

        return LineLimits.Graphemes(label) <= LineLimits.Label ? label : string.Concat(label.EnumerateRunes().Take(LineLimits.Label - 1)) + "…";
    }

    private Keyword Help(HelpYaml yaml)
    {
        var words = yaml.Words ?? HelpWords;
        for (var i = 0; i < yaml.Words?.Count; i++)
        {
            CheckWord(yaml.At(nameof(yaml.Words), i), words[i]);
        }

        return new Keyword("ヘルプ", words, KeywordMatch.Exact, _answers.Read(yaml, "help")) { Place = yaml.Place };
    }

    private Menu Menu(MenuYaml yaml)
    {
        for (var i = 0; i < yaml.Words.Count; i++)
        {
            CheckWord(yaml.At(nameof(yaml.Words), i), yaml.Words[i]);
        }

        var items = Items(yaml.Items, $"menu/{yaml.Id}", depth: 1);
        CheckItems(yaml, nameof(yaml.Items), items.Count);
        return new Menu(yaml.Id, yaml.Words, new MenuItem(yaml.Words is [var first, ..] ? first : yaml.Id, _answers.Read(yaml, $"menu/{yaml.Id}"), items)) { Place = yaml.Place };
    }

    private List<MenuItem> Items(IReadOnlyList<MenuItemYaml> written, string key, int depth)
    {
        var items = new List<MenuItem>();
        foreach (var yaml in written)
        {
            var here = $"{key}/{yaml.Label}";
            CheckLabel(yaml.At(nameof(yaml.Label)), yaml.Label);
            if (depth == DeepestMenu && yaml.Items is not null)
            {
                problems.Add(yaml.At(nameof(yaml.Items)), LintRule.OutOfRange, $"The menu is more than {DeepestMenu} levels deep.", "Nobody finds that; make another menu of it.");
                continue;
            }

            var below = Items(yaml.Items ?? [], here, depth + 1);
            CheckItems(yaml, nameof(yaml.Items), below.Count + (yaml.Buttons?.Count ?? 0));
            if (items.Exists(item => item.Label == yaml.Label))
            {
                problems.Add(yaml.At(nameof(yaml.Label)), LintRule.OptionsAlike, $"Two buttons side by side are called '{yaml.Label}'.", "Rename one of them.");
            }

            items.Add(new MenuItem(yaml.Label, _answers.Read(yaml, here), below));
        }

        return items;
    }

    private void CheckItems(Shape owner, string property, int count)
    {
        if (count > MostItems)
        {
            problems.Add(owner.At(property), LintRule.TooManyButtons, $"LINE shows {LineLimits.QuickReplies} buttons; beside 「戻る」 that is {MostItems}, not {count}.", "Leave some out, or group them.");
        }
    }

    private Topics Topics(TopicsYaml yaml)
    {
        var names = yaml.Names ?? [];
        for (var i = 0; i < names.Count; i++)
        {
            // 「を止める」 stands behind the name on the button.
            CheckLabel(yaml.At(nameof(yaml.Names), i), names[i] + "を止める");
            if (names.Take(i).Any(earlier => TypedText.Plain(earlier) == TypedText.Plain(names[i])))
            {
                problems.Add(yaml.At(nameof(yaml.Names), i), LintRule.OptionsAlike, $"The topic '{names[i]}' stands here twice.", "Keep one of them.");
            }
        }

        if (names.Count > MostTopics)
        {
            problems.Add(yaml.At(nameof(yaml.Names)), LintRule.TooManyButtons, $"LINE has buttons for {MostTopics} topics, not {names.Count}.", "Leave some out.");
        }

        foreach (var (property, words) in new[] { (nameof(yaml.Stop), yaml.Stop), (nameof(yaml.Resume), yaml.Resume) })
        {
            for (var i = 0; i < words?.Count; i++)
            {
                CheckWord(yaml.At(property, i), words[i]);
            }
        }

        return new Topics([.. names.Select(name => name.Trim())], yaml.Stop ?? Dialogs.Topics.None.Stop, yaml.Resume ?? Dialogs.Topics.None.Resume);
    }

    private void CheckWord(Place place, string word)
    {
        if (TypedText.Plain(word).Length == 0)
        {
            problems.Add(place, LintRule.KeywordEmpty, $"'{word}' has no letters to compare.", "Write a word that friends write.");
        }
    }

    private void CheckPattern(Place place, string pattern)
    {
        if (KeywordPattern.Read(pattern).Problem is { } wrong)
        {
            problems.Add(place, LintRule.KeywordPattern, $"The pattern '{pattern}' cannot be used: {LintText.Quoting(wrong)}.", "Write for example '予約.*(変更|キャンセル)'.");
        }
    }

    private void CheckLabel(Place place, string label)
    {
        if (LineLimits.Graphemes(label) > LineLimits.Label)
        {
            problems.Add(place, LintRule.LabelTooLong, $"The label '{label}' has {LineLimits.Graphemes(label)} characters; LINE shows {LineLimits.Label}.", "Shorten it.");
        }
    }
}
