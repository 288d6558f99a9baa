using Bot.Instances;
using Bot.Storage;

namespace Bot.Surveys.Results;

/// <summary>
/// The tallies of all surveys, kept equal to the store by its change feeds. They begin with the first question about results;
/// before each one they take over whatever was committed until then, and while that is too much they say so.
/// </summary>
internal sealed class SurveyTallies : IDisposable
{
    private const int PageLength = 1_000;

    private readonly IDocumentStore _store;
    private readonly SurveyBook _surveys;
    private readonly Lock _reading = new();
    private Dictionary<string, SurveyTally> _tallies = [];
    private Positions _positions = new(null, null, null);
    private volatile bool _mustBeginAnew;
    private long _documents;

    public SurveyTallies(IDocumentStore store, SurveyBook surveys, TimeProvider clock) =>
        (_store, _surveys, Feed) = (store, surveys, new FeedFollower(TakeOver, clock));

    /// <summary>Brings the tallies to what is in the store.</summary>
    public FeedFollower Feed { get; }

    /// <summary>How many documents were taken over since it last began anew.</summary>
    public long Documents => Interlocked.Read(ref _documents);

    /// <summary>Reads a survey's tally while nobody changes it. Null: words must be counted that were not, and all is read again.</summary>
    public T? Read<T>(Survey survey, Func<SurveyTally, T> read) where T : class
    {
        lock (_reading)
        {
            var tally = _tallies.GetValueOrDefault(survey.Id) ?? new SurveyTally();
            if (!tally.LacksWordsOf(survey))
            {
                return read(tally);
            }
        }

        _mustBeginAnew = true;
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Feed.Dispose();

    private async Task<int> TakeOver(CancellationToken ct)
    {
        if (_mustBeginAnew)
        {
            BeginAnew();
        }

        // Each feed goes on where it was; a document more of one than of another is told by the next look.
        var before = _positions;
        var answers = await _store.Changes(SurveyCollections.Answers, before.Answers, PageLength, ct);
        var milestones = await _store.Changes(SurveyCollections.Milestones, before.Milestones, PageLength, ct);
        var conversations = await _store.Changes(SurveyCollections.Conversations, before.Conversations, PageLength, ct);
        if (StartsOver(before, answers.StartsOver, milestones.StartsOver, conversations.StartsOver))
        {
            BeginAnew();
            return await TakeOver(ct);
        }

        lock (_reading)
        {
            TakeOver(answers.Items);
            TakeOver(milestones.Items);
            TakeOver(conversations.Items);
        }

        _positions = new(answers.Next, milestones.Next, conversations.Next);
        var count = answers.Items.Count + milestones.Items.Count + conversations.Items.Count;
        Interlocked.Add(ref _documents, count);
        return count;
    }

    // Without a position every feed starts over, as it should. Later, one that lost its place takes the others with it.
    private static bool StartsOver(Positions before, bool answers, bool milestones, bool conversations) =>
        (answers && before.Answers is not null) || (milestones && before.Milestones is not null) || (conversations && before.Conversations is not null);

    private void BeginAnew()
    {
        lock (_reading)
        {
            (_tallies, _positions, _mustBeginAnew) = ([], new(null, null, null), false);
            Feed.BeginsAnew();
            Interlocked.Exchange(ref _documents, 0);
        }
    }

    private void TakeOver(IReadOnlyList<Change<Answer>> changes)
    {
        foreach (var (id, answer) in changes)
        {
            if (answer is null)
            {
                ForEach(tally => tally.RemoveAnswer(id));
            }
            else
            {
                Of(answer.Survey).Put(answer, _surveys.Find(answer.Survey)?.Find(answer.Question));
            }
        }
    }

    private void TakeOver(IReadOnlyList<Change<Milestone>> changes)
    {
        foreach (var (id, milestone) in changes)
        {
            if (milestone is null)
            {
                ForEach(tally => tally.RemoveMilestone(id));
            }
            else
            {
                Of(milestone.Survey).Put(milestone);
            }
        }
    }

    private void TakeOver(IReadOnlyList<Change<Conversation>> changes)
    {
        foreach (var (id, conversation) in changes)
        {
            ForEach(tally => tally.WaitNoMore(id));
            if (conversation is { Run.State: { IsWaiting: true } state })
            {
                Of(conversation.Survey).Wait(id, conversation.Run.Id, (state as SurveyState.Asking)?.Question, conversation.At);
            }
        }
    }

    private void ForEach(Action<SurveyTally> change)
    {
        foreach (var tally in _tallies.Values)
        {
            change(tally);
        }
    }

    private SurveyTally Of(string survey)
    {
        if (!_tallies.TryGetValue(survey, out var tally))
        {
            tally = new SurveyTally();
            _tallies.Add(survey, tally);
        }

        return tally;
    }

    private sealed record Positions(string? Answers, string? Milestones, string? Conversations);
}
