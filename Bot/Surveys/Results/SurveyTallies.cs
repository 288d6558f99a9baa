using Bot.Instances;
using Bot.Storage;

namespace Bot.Surveys.Results;

/// <summary>
/// The tallies of all surveys, kept equal to the store by its change feeds. They begin with the first question about results;
/// before each one they take over whatever was committed until then, and while that is too much they say so.
/// </summary>
internal sealed class SurveyTallies(IDocumentStore store, SurveyBook surveys, TimeProvider clock) : IDisposable
{
    private const int PageLength = 1_000;

    // So many pages a question waits for; a shop with few answers is counted in its first question.
    private const int MostPagesAwaited = 10;

    private readonly Lock _reading = new();
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Signal _wanted = new();
    private Dictionary<string, SurveyTally> _tallies = [];
    private Positions _positions = new(null, null, null);
    private volatile bool _isReady;
    private volatile bool _mustBeginAnew;
    private long _askedAt;
    private long _begun;
    private long _finished;
    private long _documents;
    private DateTimeOffset _equalAt;

    /// <summary>How many documents were taken over since it last began anew.</summary>
    public long Documents => Interlocked.Read(ref _documents);

    /// <summary>When it was last known to be equal to the store.</summary>
    public DateTimeOffset EqualAt => _equalAt;

    /// <summary>For how long nobody asked.</summary>
    public TimeSpan Unasked => TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _askedAt));

    /// <summary>Waits until somebody asks.</summary>
    public Task Wanted(CancellationToken ct) => _wanted.Wait(Timeout.InfiniteTimeSpan, ct);

    /// <summary>Brings it to all that was committed before the call. False: there is too much; it goes on in the background.</summary>
    public async Task<bool> CatchUp(CancellationToken ct)
    {
        Interlocked.Exchange(ref _askedAt, TimeProvider.System.GetTimestamp());
        var asked = Interlocked.Read(ref _begun);
        if (!await _following.WaitAsync(_isReady ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, ct))
        {
            return false;
        }

        try
        {
            // A look begun after this call has seen everything before it.
            return _finished > asked || await Follow(MostPagesAwaited, ct);
        }
        finally
        {
            _following.Release();
            _wanted.Wake();
        }
    }

    /// <summary>Takes over some of what there is; whether that was all.</summary>
    public async Task<bool> GoOn(int pages, CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            return await Follow(pages, ct);
        }
        finally
        {
            _following.Release();
        }
    }

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
    public void Dispose() => _following.Dispose();

    private async Task<bool> Follow(int pages, CancellationToken ct)
    {
        var number = Interlocked.Increment(ref _begun);
        if (_mustBeginAnew)
        {
            BeginAnew();
        }

        for (; pages > 0; pages--)
        {
            // Each feed goes on where it was; a document more of one than of another is told by the next look.
            var before = _positions;
            var answers = await store.Changes(SurveyCollections.Answers, before.Answers, PageLength, ct);
            var milestones = await store.Changes(SurveyCollections.Milestones, before.Milestones, PageLength, ct);
            var conversations = await store.Changes(SurveyCollections.Conversations, before.Conversations, PageLength, ct);
            if (StartsOver(before, answers.StartsOver, milestones.StartsOver, conversations.StartsOver))
            {
                BeginAnew();
                continue;
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
            if (count == 0)
            {
                (_finished, _equalAt, _isReady) = (number, clock.GetUtcNow(), true);
                return true;
            }
        }

        _isReady = false;
        return false;
    }

    // Without a position every feed starts over, as it should. Later, one that lost its place takes the others with it.
    private static bool StartsOver(Positions before, bool answers, bool milestones, bool conversations) =>
        (answers && before.Answers is not null) || (milestones && before.Milestones is not null) || (conversations && before.Conversations is not null);

    private void BeginAnew()
    {
        lock (_reading)
        {
            (_tallies, _positions, _isReady, _mustBeginAnew) = ([], new(null, null, null), false, false);
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
                Of(answer.Survey).Put(answer, surveys.Find(answer.Survey)?.Find(answer.Question));
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
