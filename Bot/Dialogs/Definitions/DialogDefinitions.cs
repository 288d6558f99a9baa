using Bot.Coupons;
using Bot.Definitions;
using Bot.Messages;
using Bot.Surveys;

namespace Bot.Dialogs.Definitions;

/// <summary>The dialogs of <c>dialogs/*.yaml</c>. The ids of surveys and coupons they may refer to are asked for at each reading.</summary>
public static class DialogDefinitions
{
    /// <summary>How the files are read and checked; the two functions give the ids known at that moment.</summary>
    public static DefinitionKind<Dialog> Kind(Func<IReadOnlyCollection<string>> surveys, Func<IReadOnlyCollection<string>> coupons) =>
        new("dialogs", (file, problems) => Read(file, problems, surveys(), coupons()), dialog => dialog.File)
        {
            CheckTogether = CheckTogether,
        };

    /// <summary>The JSON schema for editors.</summary>
    public static string Schema() => ShapeSchema.Of<DialogYaml>("Dialogs");

    private static Dialog? Read(YamlFile file, Problems problems, IReadOnlyCollection<string> surveys, IReadOnlyCollection<string> coupons)
    {
        if (ShapeReader.Read<DialogYaml>(file, problems) is not { } yaml)
        {
            return null;
        }

        var replies = new MessageReader(problems, References(surveys, coupons));
        return new Dialog
        {
            File = file.Path,
            Greeting = yaml.Greeting is { } greeting ? replies.Read(greeting) : null,
            WelcomeBack = yaml.WelcomeBack is { } back ? replies.Read(back) : null,
            Keywords = [.. (yaml.Keywords ?? []).Select(keyword => Keyword(keyword, replies, problems))],
            Fallback = yaml.Fallback is { } fallback ? new Fallback(replies.Read(fallback), TimeSpan.FromHours(fallback.EveryHours ?? 1)) : null,
        };
    }

    private static MessageReferences References(IReadOnlyCollection<string> surveys, IReadOnlyCollection<string> coupons) => new()
    {
        Surveys = surveys,
        Coupons = coupons,
        ToStartSurvey = SurveyPostback.ToStart,
        Shows = new Dictionary<string, string> { ["coupons"] = CouponPostback.ShowAll },
    };

    private static Keyword Keyword(KeywordYaml yaml, MessageReader replies, Problems problems)
    {
        for (var i = 0; i < yaml.Words.Count; i++)
        {
            if (TypedText.Plain(yaml.Words[i]).Length == 0)
            {
                problems.Add(yaml.At(nameof(yaml.Words), i), LintRule.KeywordEmpty, $"'{yaml.Words[i]}' has no letters to compare.", "Write a word that friends write.");
            }
        }

        return new Keyword(yaml.Words, yaml.Match ?? KeywordMatch.Exact, replies.Read(yaml));
    }

    // One thing said in two files would depend on the names of the files.
    private static void CheckTogether(IReadOnlyList<Defined<Dialog>> dialogs)
    {
        CheckOnce(dialogs, dialog => dialog.Greeting, "greeting");
        CheckOnce(dialogs, dialog => dialog.WelcomeBack, "welcome-back");
        CheckOnce(dialogs, dialog => dialog.Fallback, "fallback");

        var taken = new Dictionary<string, string>();
        foreach (var (dialog, _, problems) in dialogs)
        {
            foreach (var word in dialog.Keywords.SelectMany(keyword => keyword.Words))
            {
                if (!taken.TryAdd(TypedText.Plain(word), dialog.File))
                {
                    problems.Add(Place.Start, LintRule.KeywordTwice, $"The keyword '{word}' has an answer already in {taken[TypedText.Plain(word)]}.", "Keep one of them.");
                }
            }
        }
    }

    private static void CheckOnce(IReadOnlyList<Defined<Dialog>> dialogs, Func<Dialog, object?> part, string key)
    {
        var having = dialogs.Where(dialog => part(dialog.Value) is not null).ToList();
        foreach (var later in having.Skip(1))
        {
            later.Problems.Add(Place.Start, LintRule.SaidTwice, $"'{key}' stands in {having[0].File.Path} already.", "Keep one of them.");
        }
    }
}
