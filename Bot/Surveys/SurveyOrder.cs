using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>
/// The order in which one friend meets the questions: the file's, but within a shuffled section one of their own, which stays the
/// same however often it is asked for.
/// </summary>
internal sealed class SurveyOrder
{
    private readonly IReadOnlyList<Question> _questions;

    private SurveyOrder(IReadOnlyList<Question> questions, string name) => (_questions, Name) = (questions, name);

    public SurveyOrder(Survey survey, string friendId) => _questions = survey.Questions.Any(question => question.ShuffledIn is not null)
        ? [.. Runs(survey.Questions).SelectMany(run => run[0].ShuffledIn is { } section ? Shuffled(run, Lot.Seed(survey.Id, section, friendId)) : run)]
        : survey.Questions;

    /// <summary>Tells it from other orders of the same survey.</summary>
    public string Name { get; } = "";

    /// <summary>
    /// A few orders that friends may meet: in them each question of a shuffled section is the first once, and each comes before each other.
    /// </summary>
    public static IEnumerable<SurveyOrder> Some(Survey survey)
    {
        var runs = Runs(survey.Questions).ToList();
        var longest = runs.Where(run => run[0].ShuffledIn is not null).Select(run => run.Count).DefaultIfEmpty(1).Max();
        return longest == 1
            ? [new SurveyOrder(survey.Questions, "")]
            : Enumerable.Range(0, longest).SelectMany(turn => new[] { Turned(turn, backwards: false), Turned(turn, backwards: true) });

        SurveyOrder Turned(int turn, bool backwards) => new(
            [.. runs.SelectMany(run => run[0].ShuffledIn is null ? run : Turn(run, turn % run.Count, backwards))],
            $"{(backwards ? "-" : "")}{turn}");
    }

    private static IEnumerable<Question> Turn(List<Question> run, int turn, bool backwards)
    {
        var turned = run.Skip(turn).Concat(run.Take(turn));
        return backwards ? turned.Reverse() : turned;
    }

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
