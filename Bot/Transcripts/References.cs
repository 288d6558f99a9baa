using Bot.Definitions;
using Bot.Surveys;

namespace Bot.Transcripts;

/// <summary>Checks what the files of one kind name of another, which no kind can alone.</summary>
internal static class References
{
    // Letters that are hard to tell apart in print, each beside the one it is taken for.
    private const string Mistaken = "口ロ力カ一ー二ニ卜ト工エ夕タ八ハ匕ヒ";

    /// <summary>Coupons that no file defines (a running bot may also have coupons made by staff), and tags that are likely misspelt.</summary>
    public static IEnumerable<DefinitionError> Check(IReadOnlyCollection<Survey> surveys, IReadOnlyCollection<string> coupons)
    {
        var tags = surveys.SelectMany(survey => survey.EveryOutcome).SelectMany(outcome => outcome.Tags).Select(tag => tag.Name).ToHashSet();
        foreach (var survey in surveys)
        {
            foreach (var coupon in survey.References.Where(named => named.Kind == ReferenceKind.Coupon && !coupons.Contains(named.Id)))
            {
                yield return At(survey, coupon, LintRule.NoSuchCoupon, $"There is no coupon '{coupon.Id}'.", NearestWord.Hint(coupon.Id, coupons));
            }

            foreach (var tag in survey.References.Where(named => named.Kind == ReferenceKind.Tag && !tags.Contains(named.Id)))
            {
                if (NearestWord.To(tag.Id, tags) is { } near)
                {
                    yield return At(survey, tag, LintRule.TagMisspelt, $"No survey sets the tag '{tag.Id}'.", $"Did you mean '{near}'?") with { Severity = Severity.Warning };
                }
            }
        }

        foreach (var (survey, tag, other) in LookingAlike(surveys))
        {
            yield return At(survey, new Reference(ReferenceKind.Tag, tag, Place.Of(survey.Yaml, survey.Yaml.IndexOf(tag, StringComparison.Ordinal))), LintRule.TagMisspelt, $"The tags '{tag}' and '{other}' look alike but are two.", "Write them the same way everywhere.")
                with
            { Severity = Severity.Warning };
        }
    }

    private static IEnumerable<(Survey Survey, string Tag, string Other)> LookingAlike(IReadOnlyCollection<Survey> surveys)
    {
        var seen = new Dictionary<string, string>();
        foreach (var survey in surveys.OrderBy(survey => survey.Path, StringComparer.Ordinal))
        {
            foreach (var tag in survey.EveryOutcome.SelectMany(outcome => outcome.Tags).Select(tag => tag.Name).Distinct())
            {
                if (!seen.TryAdd(Look(tag), tag) && seen[Look(tag)] != tag)
                {
                    yield return (survey, tag, seen[Look(tag)]);
                }
            }
        }
    }

    private static string Look(string tag) =>
        new([.. TypedText.Plain(tag).Select(letter => Mistaken.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at && at % 2 == 0 ? Kana(Mistaken[at + 1]) : letter)]);

    // As plain texts have it: hiragana for katakana.
    private static char Kana(char letter) => letter is >= 'ァ' and <= 'ヶ' ? (char)(letter - 0x60) : letter;

    private static DefinitionError At(Survey survey, Reference named, LintRule rule, LintText message, LintText fix) =>
        DefinitionError.At(survey.Path, named.Place, rule, message, fix);
}
