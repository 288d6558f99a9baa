using System.Globalization;
using Bot.Friends;
using Bot.Storage;
using Bot.Surveys.Questions;

namespace Bot.Surveys;

/// <summary>
/// What friends answered. How often the survey was begun, completed, declined and broken off; and for each question the
/// latest answer of each friend, counted.
/// </summary>
public sealed record SurveyResults(
    string Survey, string Title, long Started, long Completed, long Declined, long Stopped, IReadOnlyList<QuestionResults> Questions);

/// <summary>One question's answers. Counts stand by option for choices and by value for numbers.</summary>
public sealed record QuestionResults(string Id, string Text, string Kind, int Answered, int Skipped, IReadOnlyList<AnswerCount> Counts)
{
    /// <summary>Of numbers and scales.</summary>
    public double? Mean { get; init; }

    /// <summary>Of recommendations from 0 to 10; null: another kind, or no answers.</summary>
    public RecommendationResults? Recommendation { get; init; }

    /// <summary>Of rankings, option by option; null: another kind.</summary>
    public IReadOnlyList<RankResults>? Ranks { get; init; }
}

/// <summary>How many friends gave this answer; the share is of those who answered the question.</summary>
public sealed record AnswerCount(string Answer, string Label, int Count, double Share);

/// <summary>
/// Would they recommend us: 9 and 10 promote, 0 to 6 detract, 7 and 8 do neither. The score (NPS) is the promoters' share less the
/// detractors', from -100 to 100.
/// </summary>
public sealed record RecommendationResults(int Promoters, int Passives, int Detractors, double Score);

/// <summary>How an option of a ranking fared: how many put it first, how many ranked it at all, and its mean rank among those (null: nobody did).</summary>
public sealed record RankResults(string Answer, string Label, int First, int Ranked, double? MeanRank);

/// <summary>One answer as it was given.</summary>
public sealed record GivenText(string FriendId, DateTimeOffset At, string Version, string Text);

/// <summary>Reads results from the store.</summary>
public sealed class SurveyResultsReader(IDocumentStore store)
{
    private const int PageSize = 500;

    /// <summary>Counts the results of all versions now; questions that the survey no longer has are left out.</summary>
    public async Task<SurveyResults> Read(Survey survey, CancellationToken ct)
    {
        var tallies = survey.Questions.ToDictionary(question => question.Id, _ => new Tally());
        await foreach (var answer in Answers(survey.Id, ct))
        {
            tallies.GetValueOrDefault(answer.Question)?.Add(answer);
        }

        return new SurveyResults(
            survey.Id,
            survey.Title,
            await Reached(SurveyStanding.Started),
            await Reached(SurveyStanding.Completed),
            await Reached(SurveyStanding.Declined),
            await Reached(SurveyStanding.Stopped),
            [.. survey.Questions.Select(question => tallies[question.Id].Of(question))]);

        Task<long> Reached(SurveyStanding standing) => store.Count(
            SurveyCollections.Milestones, Filter.Equal("survey", survey.Id) & Filter.Equal("reached", FieldValue.Of(standing)), ct);
    }

    /// <summary>Every answer of the survey, all versions and all changes, oldest first.</summary>
    public IAsyncEnumerable<Answer> Answers(string surveyId, CancellationToken ct) =>
        store.Everything(new Query<Answer>(SurveyCollections.Answers, Filter.Equal("survey", surveyId)) { OrderBy = "at", Limit = PageSize }, ct)
            .Select(stored => stored.Value);

    /// <summary>What friends wrote, newest first; <paramref name="after"/> continues a page.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of this list.</exception>
    public async Task<(IReadOnlyList<GivenText> Items, string? Next)> Texts(string surveyId, string questionId, int limit, string? after, CancellationToken ct)
    {
        var page = await store.Find(
            new Query<Answer>(SurveyCollections.Answers, Filter.Equal("survey", surveyId) & Filter.Equal("question", questionId))
            {
                OrderBy = "at",
                Descending = true,
                Limit = limit,
                After = after,
            },
            ct);
        return (
            [.. from stored in page.Items
                let answer = stored.Value
                let text = answer.Value.AsText
                where text is not null
                select new GivenText(answer.FriendId, answer.At, answer.Version, text)],
            page.Next);
    }

    /// <summary>Counts the latest answer of each friend.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<string, AnswerValue> _latest = [];

        // Answers come oldest first, so the last one stays. Those of erased friends have no friend any more and count each.
        public void Add(Answer answer) => _latest[answer.FriendId is Erased.Nobody ? answer.Id : answer.FriendId] = answer.Value;

        public QuestionResults Of(Question question)
        {
            var answers = _latest.Values.Where(value => !value.IsSkipped).ToList();
            var counts = answers.SelectMany(question.CountedAs).CountBy(name => name.Id).ToDictionary();
            var names = question.Expected
                .Concat(answers.SelectMany(question.CountedAs).OrderBy(name => name.Id, question.CountsNumbers ? ByNumber : StringComparer.Ordinal))
                .DistinctBy(name => name.Id);
            var rows = names.Select(name => Count(name.Id, name.Name ?? name.Id, counts.GetValueOrDefault(name.Id), answers.Count));
            var numbers = answers.Select(value => value.Number).OfType<double>().ToList();
            var counted = new QuestionResults(question.Id, question.Text, question.Kind, answers.Count, _latest.Count - answers.Count, [.. rows])
            {
                Mean = numbers.Count > 0 ? numbers.Average() : null,
            };
            return question.Results(counted, answers);
        }

        // Grades and numbers go up; days are in order as texts already.
        private static Comparer<string> ByNumber { get; } = Comparer<string>.Create((one, other) => double.Parse(one, CultureInfo.InvariantCulture).CompareTo(double.Parse(other, CultureInfo.InvariantCulture)));

        private static AnswerCount Count(string answer, string label, int count, int of) => new(answer, label, count, of == 0 ? 0 : (double)count / of);
    }
}
