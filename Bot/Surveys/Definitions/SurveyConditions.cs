using Bot.Conditions;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>Reads the conditions of a survey. A question's may ask for what was answered before, never for what comes after.</summary>
internal sealed class SurveyConditions(string surveyId, string title, List<Reference> references, Problems problems)
{
    /// <summary>The condition of this text, or null when it is not understood; what is wrong is among the problems.</summary>
    public Condition? Parse(string text, Place place, IReadOnlyList<Question> asked)
    {
        var parsed = ConditionText.Parse(text, Vocabulary(text, asked));
        foreach (var problem in parsed.Problems)
        {
            // The text stands on one line nearly always; then the column points at the word.
            var at = text.Contains('\n', StringComparison.Ordinal) ? place : place with { Column = place.Column + problem.Start };
            problems.Add(at, LintRule.Condition, $"The condition is not understood: {LintText.Both(problem.English, problem.Japanese)}", Fix(problem, asked));
        }

        references.AddRange((parsed.Condition?.Tests() ?? []).OfType<Condition.Tag>().SelectMany(test => test.Names).Select(tag => new Reference(ReferenceKind.Tag, tag, place)));
        references.AddRange((parsed.Condition?.Tests() ?? []).Select(SurveyOf).OfType<string>().Where(id => id != surveyId).Distinct().Select(id => new Reference(ReferenceKind.Survey, id, place)));
        return parsed.Condition;
    }

    /// <summary>The condition with questions of this survey by other ids, for another round of a section.</summary>
    public Condition Renamed(Condition condition, IReadOnlyDictionary<string, string> names) => condition switch
    {
        Condition.And(var parts) => new Condition.And([.. parts.Select(part => Renamed(part, names))]),
        Condition.Or(var parts) => new Condition.Or([.. parts.Select(part => Renamed(part, names))]),
        Condition.Not(var inner) => new Condition.Not(Renamed(inner, names)),
        Condition.Answer answer when answer.Survey == surveyId => answer with { Question = names.GetValueOrDefault(answer.Question, answer.Question) },
        Condition.Answered { Question: { } question } answered when answered.Survey == surveyId => answered with { Question = names.GetValueOrDefault(question, question) },
        _ => condition,
    };

    /// <summary>Both together; null stands for always.</summary>
    public static Condition? Both(Condition? one, Condition? other) =>
        one is null ? other : other is null ? one : new Condition.And([one, other]);

    /// <summary>The survey that a test asks about, or null.</summary>
    public static string? SurveyOf(Condition test) => test switch
    {
        Condition.Answer answer => answer.Survey,
        Condition.Answered answered => answered.Survey,
        Condition.SurveyIs survey => survey.Survey,
        Condition.Date { Fact: DateFact.Started started } => started.Survey,
        Condition.Date { Fact: DateFact.Completed completed } => completed.Survey,
        Condition.Known { Fact: DateFact.Started started } => started.Survey,
        Condition.Known { Fact: DateFact.Completed completed } => completed.Survey,
        Condition.Never { Fact: DateFact.Started started } => started.Survey,
        Condition.Never { Fact: DateFact.Completed completed } => completed.Survey,
        _ => null,
    };

    // Surveys other than this one are not known here, so a condition that mentions one is checked for grammar only.
    private ConditionVocabulary Vocabulary(string text, IReadOnlyList<Question> asked)
    {
        var anything = ConditionVocabulary.Anything with { CurrentSurvey = surveyId, Campaigns = [] };
        var mentionsOthers = ConditionText.Parse(text, anything).Condition?.Tests().Any(test => SurveyOf(test) is { } other && other != surveyId) ?? false;
        return mentionsOthers
            ? anything
            : anything with { Surveys = [new KnownSurvey(surveyId, title, [.. asked.Select(question => question.Known)])] };
    }

    private static LintText Fix(ConditionProblem problem, IReadOnlyList<Question> asked) => problem.Suggestions switch
    {
        [var nearest, ..] => (LintText)$"Write '{nearest}'.",
        _ when asked.Count == 0 => "The first question has no answers before it; ask for tags or attributes, or remove 'when'.",
        _ => (LintText)$"Ask for questions before this one: {string.Join(", ", asked.Select(question => $"answer({question.Id})"))}.",
    };
}
