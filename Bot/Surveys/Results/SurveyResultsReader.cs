using Bot.Friends;
using Bot.Storage;

namespace Bot.Surveys.Results;

/// <summary>Reads results: counts from the tallies in memory, answers from the store.</summary>
public sealed class SurveyResultsReader
{
    private const int PageSize = 500;

    // A search looks at so many pages at once, and then tells where to go on.
    private const int MostPagesSearched = 100;
    private const int MostKept = 100;

    private readonly IDocumentStore _store;
    private readonly SurveyTallies _tallies;
    private readonly TimeProvider _clock;
    private readonly Remembered<(string Survey, string? Version), Kept> _latest = new(MostKept);

    internal SurveyResultsReader(IDocumentStore store, SurveyTallies tallies, TimeProvider clock) => (_store, _tallies, _clock) = (store, tallies, clock);

    /// <summary>
    /// The results now, of all versions or of one; questions that the survey no longer has are left out. Null: they are being counted,
    /// see <see cref="Counting"/>.
    /// </summary>
    public async Task<SurveyResults?> Read(Survey survey, CancellationToken ct, string? version = null)
    {
        if (!await _tallies.Feed.CatchUp(ct))
        {
            return null;
        }

        // Adding up a million friends takes a while, and the next who looks sees the same; silence is judged by the minute.
        var (asOf, minute) = (_tallies.Feed.EqualAt!.Value, _clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute);
        return _tallies.Read(survey, tally =>
        {
            var kept = _latest.Find((survey.Id, version));
            if (kept is null || kept.Of != survey || kept.Documents != _tallies.Documents || kept.Minute != minute)
            {
                kept = _latest.Keep((survey.Id, version), new(survey, _tallies.Documents, minute, Read(survey, tally, version, asOf)));
            }

            return kept.Results with { AsOf = asOf };
        });
    }

    /// <summary>How many friends are in the middle of the survey now, in whichever version. Null: they are being counted.</summary>
    public async Task<int?> InTheMiddle(Survey survey, CancellationToken ct) =>
        await _tallies.Feed.CatchUp(ct) ? _tallies.Read(survey, tally => new InBetween(tally.Waiting))?.Friends : null;

    /// <summary>How far counting has come: documents read, and about how many there are.</summary>
    public async Task<CountingProgress> Counting(CancellationToken ct) => new(
        _tallies.Documents,
        await _store.Count(SurveyCollections.Answers, Filter.Everything, ct)
            + await _store.Count(SurveyCollections.Milestones, Filter.Everything, ct)
            + await _store.Count(SurveyCollections.Conversations, Filter.Everything, ct));

    /// <summary>Every answer of the survey, all versions and all changes, oldest first.</summary>
    public IAsyncEnumerable<Answer> Answers(string surveyId, CancellationToken ct) =>
        _store.Everything(new Query<Answer>(SurveyCollections.Answers, Filter.Equal("survey", surveyId)) { OrderBy = "at", Limit = PageSize }, ct)
            .Select(stored => stored.Value);

    /// <summary>The latest answers of each friend, friend by friend. Null: they are being counted.</summary>
    public async Task<IAsyncEnumerable<IReadOnlyList<Answer>>?> LatestByFriend(Survey survey, CancellationToken ct) =>
        await _tallies.Feed.CatchUp(ct) && _tallies.Read(survey, tally => tally.LatestByFriend()) is { } friends ? Documents(friends) : null;

    /// <summary>
    /// What friends wrote, newest first; <paramref name="after"/> continues a page. Only texts that have <paramref name="contains"/> in
    /// them, where it is given: width, kana, case and spaces do not matter. A search that finds little ends a page early.
    /// </summary>
    /// <exception cref="ArgumentException">The cursor is not one of this list.</exception>
    public async Task<(IReadOnlyList<GivenText> Items, string? Next)> Texts(
        string surveyId, string questionId, int limit, string? after, CancellationToken ct, string? contains = null)
    {
        var sought = TypedText.Plain(contains ?? "");
        var found = new List<GivenText>();
        for (var pages = 0; pages < MostPagesSearched; pages++)
        {
            var page = await _store.Find(
                new Query<Answer>(SurveyCollections.Answers, Filter.Equal("survey", surveyId) & Filter.Equal("question", questionId))
                {
                    OrderBy = "at",
                    Descending = true,
                    Limit = limit - found.Count,
                    After = after,
                },
                ct);
            found.AddRange(
                from stored in page.Items
                let answer = stored.Value
                let text = answer.Value.AsText
                where text is not null && (sought.Length == 0 || TypedText.Plain(text).Contains(sought, StringComparison.Ordinal))
                select new GivenText(answer.FriendId, answer.At, answer.Version, text));
            after = page.Next;
            if (sought.Length == 0 || after is null || found.Count == limit)
            {
                break;
            }
        }

        return (found, after);
    }

    private sealed record InBetween(int Friends);

    private sealed record Kept(Survey Of, long Documents, long Minute, SurveyResults Results);

    private SurveyResults Read(Survey survey, SurveyTally tally, string? version, DateTimeOffset asOf)
    {
        var funnel = new FunnelCount(survey, tally.PlaceIn, _clock.GetUtcNow());
        tally.ReadRuns(version, funnel.Add);
        return new SurveyResults(
            survey.Id,
            survey.Title,
            tally.Reached(SurveyStanding.Started, version),
            tally.Reached(SurveyStanding.Completed, version),
            tally.Reached(SurveyStanding.Declined, version),
            tally.Reached(SurveyStanding.Stopped, version),
            [.. survey.Questions.Select(question => QuestionCount.Of(question, [.. tally.CountsOf(question.Id, version)]))])
        {
            AsOf = asOf,
            Version = version,
            Versions =
            [
                .. tally.Versions
                    .Select(one => new VersionResults(one, one == survey.Version, tally.Reached(SurveyStanding.Started, one), tally.Reached(SurveyStanding.Completed, one)))
                    .OrderByDescending(one => one.IsCurrent).ThenByDescending(one => one.Started).ThenBy(one => one.Version, StringComparer.Ordinal),
            ],
            Funnel = funnel.Result(tally.Reached(SurveyStanding.Started, version)),
        };
    }

    private async IAsyncEnumerable<IReadOnlyList<Answer>> Documents(IReadOnlyList<IReadOnlyList<string>> friends)
    {
        foreach (var some in friends.Chunk(PageSize / 5))
        {
            var answers = await _store.GetMany(SurveyCollections.Answers, [.. some.SelectMany(ids => ids)], CancellationToken.None);
            foreach (var friend in answers.Select(stored => stored.Value).GroupBy(answer => answer.FriendId).Where(friend => friend.Key != Erased.Nobody))
            {
                yield return [.. friend];
            }
        }
    }
}

/// <summary>How far the counting of all surveys' answers has come: documents read, of about so many.</summary>
public sealed record CountingProgress(long Read, long Of);

/// <summary>One answer as it was given.</summary>
public sealed record GivenText(string FriendId, DateTimeOffset At, string Version, string Text);
