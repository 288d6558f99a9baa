using Bot.Instances;
using Bot.Storage;

namespace Bot.Work;

/// <summary>
/// Does the jobs that were asked for, a part at a time and each in turn. A part's changes, the part and the job are written in one
/// commit over the versions they were decided on, so that two instances, a kill or a cancellation do nothing twice or by half. Those in one go
/// it sets going beside.
/// </summary>
internal sealed partial class JobRunner(
    IDocumentStore store, JobDesk desk, IEnumerable<IJobKind> kinds, JobsInOneGo inOneGo, JobTidier tidier, Leases leases, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    private const int MostProblems = 100;

    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, IJobKind> _kinds = kinds.ToDictionary(kind => kind.Name);
    private readonly HashSet<string> _begun = [];
    private readonly Lease _lease = leases.Of(Roles.Work);

    /// <summary>Does one part of each job under way; whether there was any in parts.</summary>
    public async Task<bool> DoSome(CancellationToken ct)
    {
        var didPart = false;
        foreach (var job in await desk.UnderWay(ct))
        {
            if (!_lease.IsHeld)
            {
                break;
            }

            if (inOneGo.Are(job.Value))
            {
                inOneGo.Begin(job);
            }
            else
            {
                await DoPart(job, ct);
                didPart = true;
            }
        }

        return didPart;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await LookAndDo(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            await inOneGo.BreakOff();
        }
    }

    private async Task LookAndDo(CancellationToken ct)
    {
        try
        {
            if (!_lease.IsHeld)
            {
                await inOneGo.BreakOff();
                await _lease.UntilHeld(ct);
            }

            if (!await DoSome(ct))
            {
                await tidier.TidyNowAndThen(ct);
                await desk.Wait(Look, ct);
            }
        }
        catch (StoreException outage)
        {
            StoreFailed(outage.Message);
            await Task.Delay(Look, ct);
        }
    }

    private async Task DoPart(Stored<Job> stored, CancellationToken ct)
    {
        var job = stored.Value;
        try
        {
            var now = StoredTime.Truncate(clock.GetUtcNow());
            if (!_begun.Contains(job.Id))
            {
                job = job with { State = JobState.Running, ResumedAt = now, DoneWhenResumed = job.Done };
            }

            var commit = new Commit();
            if (job.NextPart < job.Parts)
            {
                (job, commit) = await Decide(job with { State = JobState.Running }, ct);
            }

            if (job.NextPart >= job.Parts)
            {
                job = job with { State = JobState.Done, FinishedAt = now };
            }

            // A conflict: a friend changed meanwhile, or somebody stopped the job. The next look decides anew.
            if (await store.Commit(commit.Replace(JobCollections.Jobs, job, stored.Version), ct) is CommitResult.Committed)
            {
                _ = job.IsOver() ? _begun.Remove(job.Id) : _begun.Add(job.Id);
            }
        }
#pragma warning disable CA1031 // Whatever stops one job must not stop the others; its page says what it was.
        catch (Exception failure) when (failure is not StoreException and not OperationCanceledException)
#pragma warning restore CA1031
        {
            JobFailed(job.Id, failure);
            await store.Commit(
                new Commit().Replace(JobCollections.Jobs, stored.Value with { State = JobState.Failed, Failure = failure.Message, FinishedAt = StoredTime.Truncate(clock.GetUtcNow()) }, stored.Version),
                ct);
        }
    }

    private async Task<(Job Job, Commit Commit)> Decide(Job job, CancellationToken ct)
    {
        var next = job with { NextPart = job.NextPart + 1 };
        if (await store.Get(JobCollections.Parts, JobPart.Key(job.Id, job.NextPart), ct) is not { } part)
        {
            return (next, new Commit());
        }

        if (!_kinds.TryGetValue(job.Kind, out var kind))
        {
            throw new InvalidOperationException($"Nothing here does jobs of the kind {job.Kind}.");
        }

        var done = await kind.Do(job, part.Value, ct);
        var friends = done.Gone.Aggregate(part.Value.Friends, (left, gone) => left.Without(gone));
        done.Commit.Replace(JobCollections.Parts, part.Value with { Friends = friends, Given = [], Kept = done.Kept }, part.Version);
        return (
            next with
            {
                Done = Math.Min(job.Total, job.Done + part.Value.Friends.Count),
                Changed = job.Changed + done.Kept.Count,
                ProblemCount = job.ProblemCount + done.Problems.Count,
                Problems = [.. job.Problems.Concat(done.Problems).Take(MostProblems)],
            },
            done.Commit);
    }

    [LoggerMessage(LogLevel.Warning, "The store could not be used for long work; trying again. {Reason}")]
    private partial void StoreFailed(string reason);

    [LoggerMessage(LogLevel.Error, "The job {Job} failed")]
    private partial void JobFailed(string job, Exception failure);
}
