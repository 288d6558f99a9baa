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
}

/// <summary>How many friends gave this answer; the share is of those who answered the question.</summary>
public sealed record AnswerCount(string Answer, string Label, int Count, double Share);

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
                let text = answer.Value.Text
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
            var counts = question switch
            {
                ChoiceQuestion choice => Choices(choice.Options, answers),
                MultiChoiceQuestion multi => Choices(multi.Options, answers),
                ScaleQuestion scale => Numbers(Enumerable.Range(scale.Min, scale.Max - scale.Min + 1).Select(grade => (double)grade), answers),
                NumberQuestion => Numbers([], answers),
                DateQuestion => Values(question, answers.Where(value => value.Date is not null).OrderBy(value => value.Date), answers.Count),
                _ => [],
            };
            var numbers = answers.Select(value => value.Number).OfType<double>().ToList();
            return new(question.Id, question.Text, KindOf(question), answers.Count, _latest.Count - answers.Count, [.. counts])
            {
                Mean = numbers.Count > 0 ? numbers.Average() : null,
            };
        }

        // Options of an earlier version that are not asked any more stand at the end.
        private static IEnumerable<AnswerCount> Choices(IReadOnlyList<Option> options, List<AnswerValue> answers)
        {
            var counts = answers.SelectMany(value => value.Choices ?? []).CountBy(id => id).ToDictionary();
            var former = counts.Keys.Where(id => options.All(option => option.Id != id)).Order(StringComparer.Ordinal);
            return options.Select(option => (option.Id, option.Label))
                .Concat(former.Select(id => (Id: id, Label: id)))
                .Select(option => Count(option.Id, option.Label, counts.GetValueOrDefault(option.Id), answers.Count));
        }

        private static IEnumerable<AnswerCount> Numbers(IEnumerable<double> expected, List<AnswerValue> answers)
        {
            var counts = answers.Select(value => value.Number).OfType<double>().CountBy(number => number).ToDictionary();
            return expected.Union(counts.Keys).Order().Select(number =>
            {
                var text = new AnswerValue { Number = number }.ToString();
                return Count(text, text, counts.GetValueOrDefault(number), answers.Count);
            });
        }

        private static IEnumerable<AnswerCount> Values(Question question, IEnumerable<AnswerValue> answers, int of) =>
            answers.CountBy(value => value).Select(counted => Count(counted.Key.ToString(), question.Say(counted.Key), counted.Value, of));

        private static AnswerCount Count(string answer, string label, int count, int of) => new(answer, label, count, of == 0 ? 0 : (double)count / of);
    }

    internal static string KindOf(Question question) => question switch
    {
        ChoiceQuestion => "choice",
        MultiChoiceQuestion => "multi-choice",
        TextQuestion => "text",
        NumberQuestion => "number",
        ScaleQuestion => "scale",
        DateQuestion => "date",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
