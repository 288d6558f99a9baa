using Bot.Conditions;
using Bot.Definitions;
using Bot.Surveys.Questions;

namespace Bot.Surveys.Definitions;

/// <summary>Reads the <c>when:</c> of questions. A condition may ask for what was answered before, never for what comes after.</summary>
internal static class SurveyConditions
{
    public static IReadOnlyList<Question> Read(SurveyYaml yaml, Survey survey, Problems problems)
    {
        var shapes = yaml.Questions;
        return [.. survey.Questions.Select((question, i) =>
            i < shapes.Count && shapes[i].When is { } when ? question with { When = Parse(when, shapes[i], survey, i, problems) } : question)];
    }

    private static Condition? Parse(string text, QuestionYaml shape, Survey survey, int index, Problems problems)
    {
        var place = shape.At(nameof(QuestionYaml.When));
        var parsed = ConditionText.Parse(text, Vocabulary(text, survey, index));
        foreach (var problem in parsed.Problems)
        {
            // The text stands on one line nearly always; then the column points at the word.
            var at = text.Contains('\n', StringComparison.Ordinal) ? place : place with { Column = place.Column + problem.Start };
            problems.Add(at, LintRule.Condition, $"The condition is not understood: {problem.English}", Fix(problem, survey, index));
        }

        return parsed.Condition;
    }

    // Surveys other than this one are not known here, so a condition that mentions one is checked for grammar only.
    private static ConditionVocabulary Vocabulary(string text, Survey survey, int index)
    {
        var anything = ConditionVocabulary.Anything with { CurrentSurvey = survey.Id, Campaigns = [] };
        var mentionsOthers = ConditionText.Parse(text, anything).Condition?.Tests().Any(test => SurveyOf(test) is { } other && other != survey.Id) ?? false;
        return mentionsOthers
            ? anything
            : anything with { Surveys = [new KnownSurvey(survey.Id, survey.Title, [.. survey.Questions.Take(index).Select(question => question.Known)])] };
    }

    private static string? SurveyOf(Condition test) => test switch
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

    private static string Fix(ConditionProblem problem, Survey survey, int index) => problem.Suggestions switch
    {
        [var nearest, ..] => $"Did you mean '{nearest}'?",
        _ when index == 0 => "The first question has no answers before it; ask for tags or attributes, or remove 'when'.",
        _ => $"Ask for questions before this one: {string.Join(", ", survey.Questions.Take(index).Select(question => $"answer({question.Id})"))}.",
    };
}
