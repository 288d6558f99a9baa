using System.Text.Json;
using Bot.Access;
using Bot.Friends;
using Bot.Instances;
using Bot.Storage;

namespace Bot.Work;

/// <summary>Where long work is asked for, looked at, stopped and taken back.</summary>
public sealed class JobDesk(IDocumentStore store, TimeProvider clock)
{
    /// <summary>So many friends are done in one commit.</summary>
    public const int PartLength = 250;

    private const int PartsAtOnce = 50;
    private const int MostUnderWay = 40;
    private const int Tries = 50;

    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly Signal _asked = new();

    /// <summary>Asks for work on these friends.</summary>
    public Task<Job> Begin(JobRequest request, FriendIds friends, CancellationToken ct) => Begin(request, PartsOf(friends), propose: false, ct);

    /// <summary>
    /// Asks for work on the friends of these notes, which say what is to be done with each. Proposed, it waits for somebody's yes.
    /// </summary>
    public Task<Job> Begin(JobRequest request, IEnumerable<FriendNote> given, bool propose, CancellationToken ct) =>
        Begin(request, PartsOf(given), propose, ct);

    /// <summary>
    /// Asks for work in one go about these friends, together with what is written when it begins. Somebody who asks again under the
    /// same id (a button tapped twice) gets the job that is there. Null: what was to be written with it met a conflict.
    /// </summary>
    public async Task<Job?> BeginInOneGo(JobRequest request, FriendIds about, Commit with, CancellationToken ct)
    {
        var job = New(request) with { State = JobState.Waiting };
        with.Insert(JobCollections.Jobs, job);
        if (about.Count > 0)
        {
            with.Insert(JobCollections.Parts, new JobPart { Id = JobPart.Key(job.Id, 0), JobId = job.Id, Number = 0, Friends = about });
        }

        if (await store.Commit(with, ct) is CommitResult.Conflict)
        {
            return (await Find(job.Id, ct))?.Value is { } there && there.Kind == job.Kind && there.ByPersonId == job.ByPersonId ? there : null;
        }

        _asked.Wake();
        return job;
    }

    /// <summary>
    /// Asks for work in one go of which there is one at a time: the one of this kind that is under way, or a new one. The store decides, so
    /// that two who ask at the same moment, on two instances, get the same. Null: the id is that of a job of something, or somebody, else.
    /// </summary>
    public async Task<Job?> BeginAlone(JobRequest request, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await Alone(request.Kind, ct) is { } there)
            {
                return there;
            }

            if (await BeginInOneGo(request with { IsAlone = true }, FriendIds.None, new Commit(), ct) is { } begun)
            {
                return begun;
            }

            if (request.Id is { } id && await Find(id, ct) is not null)
            {
                return null;
            }
        }

        throw new StoreException($"Jobs of the kind {request.Kind} came and went {Tries} times while one was to be begun. Try again.");
    }

    /// <summary>The job as soon as it is over, or as it is after so long; null: no such job.</summary>
    public async Task<Job?> UntilOver(string id, TimeSpan atMost, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await Find(id, ct) is { Value: var job })
        {
            if (job.IsOver() || TimeProvider.System.GetElapsedTime(began) >= atMost)
            {
                return job;
            }

            await Task.Delay(LookAgain, ct);
        }

        return null;
    }

    /// <summary>The first friend a job in one go is about; null: nobody, or they were erased.</summary>
    public async Task<Stored<JobPart>?> About(string id, CancellationToken ct) =>
        await store.Get(JobCollections.Parts, JobPart.Key(id, 0), ct) is { Value.Friends.Count: > 0 } part ? part : null;

    /// <summary>The job with its version, or null: no such job.</summary>
    public Task<Stored<Job>?> Find(string id, CancellationToken ct) => store.Get(JobCollections.Jobs, id, ct);

    /// <summary>A page of jobs, newest first. Not a cursor of this list: <see cref="ArgumentException"/>.</summary>
    public Task<Page<Job>> List(int limit, string? after, CancellationToken ct) => store.Find(
        new Query<Job>(JobCollections.Jobs, Filter.Everything) { OrderBy = "createdAt", Descending = true, Limit = limit, After = after },
        ct);

    /// <summary>The jobs that are not over, oldest first.</summary>
    public async Task<IReadOnlyList<Stored<Job>>> UnderWay(CancellationToken ct)
    {
        var underWay = Filter.In("state", [FieldValue.Of(JobState.Running), FieldValue.Of(JobState.Waiting)]);
        return (await store.Find(new Query<Job>(JobCollections.Jobs, underWay) { OrderBy = "createdAt", Limit = MostUnderWay }, ct)).Items;
    }

    private async Task<Job?> Alone(string kind, CancellationToken ct) =>
        (await store.Find(new Query<Job>(JobCollections.Jobs, Filter.Equal("aloneAs", kind)) { Limit = 1 }, ct)).Items is [{ Value: var job }] ? job : null;

    /// <summary>Stops it after the part that is being done. One that is over, or goes on to its end, stays as it is. Null: no such job.</summary>
    public Task<Job?> Cancel(string id, CancellationToken ct) =>
        Change(id, job => !job.CanBeStopped() ? null : job with { State = JobState.Cancelled, FinishedAt = Now }, ct);

    /// <summary>The yes to a job that waits for one; any other stays as it is. Null: no such job.</summary>
    public async Task<Job?> Approve(string id, CancellationToken ct)
    {
        var job = await Change(id, job => job.State == JobState.Proposed ? job with { State = JobState.Waiting } : null, ct);
        _asked.Wake();
        return job;
    }

    /// <summary>What is to be done with the first friends.</summary>
    public async Task<IReadOnlyList<FriendNote>> First(string id, int count, CancellationToken ct) =>
        await store.Get(JobCollections.Parts, JobPart.Key(id, 0), ct) is { } part ? [.. part.Value.Given.Take(count)] : [];

    /// <summary>Begins a job that takes back what this one did, once. Null: no such job, or it cannot be taken back (any more).</summary>
    public async Task<Job?> Undo(string id, string? by, CancellationToken ct)
    {
        if (await Find(id, ct) is not { Value: var job } stored || !job.CanBeUndone())
        {
            return null;
        }

        var undo = New(new JobRequest(job.UndoneBy!, new($"元に戻す: {job.Title.Japanese}", $"Take back: {job.Title.English}"), by) { Order = job.Order, Needs = job.Needs });

        // Whoever marks the job is the one to take it back.
        if (await store.Commit(
            new Commit().Replace(JobCollections.Jobs, job with { UndoneIn = undo.Id }, stored.Version).Insert(JobCollections.Jobs, undo), ct) is not CommitResult.Committed)
        {
            return null;
        }

        var kept = store.Everything(PartsIn(id), ct)
            .Where(part => part.Value.Kept.Count > 0)
            .Select(part => (FriendIds.Of(part.Value.Kept.Select(note => note.FriendId)), part.Value.Kept));
        return await Prepare(undo, kept, propose: false, ct);
    }

    /// <summary>What is kept of each friend, in order.</summary>
    public IAsyncEnumerable<FriendNote> Kept(string id, CancellationToken ct) =>
        store.Everything(PartsIn(id), ct).SelectMany(part => part.Value.Kept);

    /// <summary>The pieces of the file that came of it, in order.</summary>
    public IAsyncEnumerable<byte[]> Pieces(string id, CancellationToken ct) =>
        store.Everything(PartsIn(id) with { Limit = 1 }, ct).Select(part => part.Value.File).OfType<byte[]>();

    /// <summary>Waits until something is asked for, or for so long.</summary>
    internal Task Wait(TimeSpan atMost, CancellationToken ct) => _asked.Wait(atMost, ct);

    private DateTimeOffset Now => StoredTime.Truncate(clock.GetUtcNow());

    private static Query<JobPart> PartsIn(string jobId) =>
        new(JobCollections.Parts, Filter.Equal("jobId", jobId)) { OrderBy = "number", Limit = PartsAtOnce };

    private static async IAsyncEnumerable<(FriendIds Friends, IReadOnlyList<FriendNote> Given)> PartsOf(FriendIds friends)
    {
        for (var first = 0; first < friends.Count; first += PartLength)
        {
            yield return (friends.Slice(first, Math.Min(PartLength, friends.Count - first)), []);
        }

        await Task.CompletedTask;
    }

    private static async IAsyncEnumerable<(FriendIds Friends, IReadOnlyList<FriendNote> Given)> PartsOf(IEnumerable<FriendNote> given)
    {
        foreach (var some in given.OrderBy(note => note.FriendId, StringComparer.Ordinal).Chunk(PartLength))
        {
            yield return (FriendIds.Of(some.Select(note => note.FriendId)), some);
        }

        await Task.CompletedTask;
    }

    private async Task<Job> Begin(JobRequest request, IAsyncEnumerable<(FriendIds, IReadOnlyList<FriendNote>)> parts, bool propose, CancellationToken ct)
    {
        var job = New(request);
        await store.Commit(new Commit().Insert(JobCollections.Jobs, job), ct);
        return await Prepare(job, parts, propose, ct);
    }

    // Nothing of it is done before all of it is written down.
    private async Task<Job> Prepare(Job job, IAsyncEnumerable<(FriendIds Friends, IReadOnlyList<FriendNote> Given)> parts, bool propose, CancellationToken ct)
    {
        var (number, total) = (0, 0L);
        await foreach (var some in parts.Chunk(PartsAtOnce).WithCancellation(ct))
        {
            var commit = new Commit();
            foreach (var (friends, given) in some)
            {
                commit.Insert(JobCollections.Parts, new JobPart { Id = JobPart.Key(job.Id, number), JobId = job.Id, Number = number, Friends = friends, Given = given });
                (number, total) = (number + 1, total + friends.Count);
            }

            await store.Commit(commit, ct);
        }

        var ready = await Change(job.Id, now => now.State == JobState.Preparing ? now with { State = propose ? JobState.Proposed : JobState.Waiting, Parts = number, Total = total } : null, ct);
        _asked.Wake();
        return ready ?? job;
    }

    private Job New(JobRequest request) => new()
    {
        Id = request.Id ?? DocumentId.New(clock.GetUtcNow()),
        Kind = request.Kind,
        Title = request.Title,
        By = request.By,
        ByPersonId = Acting.Now?.Actor.PersonId,
        Needs = request.Needs,
        GoesOn = request.GoesOn,
        IsAlone = request.IsAlone,
        Unit = request.Unit,
        Order = request.Order,
        UndoneBy = request.UndoneBy,
        FileName = request.FileName,
        KeepFile = request.KeepFile,
        ProblemCount = request.ProblemCount,
        Problems = request.Problems,
        CreatedAt = Now,
    };

    private async Task<Job?> Change(string id, Func<Job, Job?> decide, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await Find(id, ct) is not { } stored)
            {
                return null;
            }

            if (decide(stored.Value) is not { } next)
            {
                return stored.Value;
            }

            if (await store.Commit(new Commit().Replace(JobCollections.Jobs, next, stored.Version), ct) is CommitResult.Committed)
            {
                return next;
            }
        }

        throw new StoreException($"The job {id} changed {Tries} times while one change of it was tried. Try again.");
    }
}

/// <summary>What is asked for: a kind of job, what it is called, and by whom.</summary>
public sealed record JobRequest(string Kind, Words Title, string? By)
{
    /// <summary>An id for it that was made before, by which asking twice means one job; null: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>What one must be allowed to do to stop it, take it back, or have its file; null: <see cref="Permission.Friends"/>.</summary>
    public Permission? Needs { get; init; }

    /// <summary>Whether nobody can stop it once it has begun.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether there is one of its kind at a time; see <see cref="JobDesk.BeginAlone"/>.</summary>
    internal bool IsAlone { get; init; }

    /// <summary>What it is counted in.</summary>
    public JobUnit Unit { get; init; }

    /// <summary>What exactly to do, as the kind reads it.</summary>
    public JsonElement? Order { get; init; }

    /// <summary>The kind of job that takes it back; null: it cannot be.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>What the file is called that comes of it; null: none does.</summary>
    public string? FileName { get; init; }

    /// <summary>For how long that is there; null: a week.</summary>
    public TimeSpan? KeepFile { get; init; }

    /// <summary>How much of what was wanted cannot be done.</summary>
    public long ProblemCount { get; init; }

    /// <summary>The first of that.</summary>
    public IReadOnlyList<JobProblem> Problems { get; init; } = [];
}
