using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>
/// The order in which one friend meets the questions: the file's, but within a shuffled section one of their own, which stays the
/// same however often it is asked for.
/// </summary>
internal sealed class SurveyOrder
{
    private readonly IReadOnlyList<Question> _questions;

    public SurveyOrder(Survey survey, string friendId) => _questions = survey.Questions.Any(question => question.ShuffledIn is not null)
        ? [.. Runs(survey.Questions).SelectMany(run => run[0].ShuffledIn is { } section ? Shuffled(run, Lot.Seed(survey.Id, section, friendId)) : run)]
        : survey.Questions;

    /// <summary>The questions from this one on.</summary>
    public IEnumerable<Question> From(string questionId) => _questions.SkipWhile(question => question.Id != questionId);

    /// <summary>The questions after this one; all of them without one.</summary>
    public IEnumerable<Question> After(string? questionId) => questionId is null ? _questions : From(questionId).Skip(1);

    /// <summary>Whether a question comes before another, or is it.</summary>
    public bool IsAtOrBefore(string questionId, string other) => From(questionId).Any(question => question.Id == other);

    private static IEnumerable<Question> Shuffled(IEnumerable<Question> run, ulong seed) => run.OrderBy(question => Lot.Of(seed, question.Id));

    private static IEnumerable<List<Question>> Runs(IEnumerable<Question> questions)
    {
        List<Question> run = [];
        foreach (var question in questions)
        {
            if (run.Count > 0 && run[0].ShuffledIn != question.ShuffledIn)
            {
                yield return run;
                run = [];
            }

            run.Add(question);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }
}
