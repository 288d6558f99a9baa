using System.Collections.Concurrent;
using Bot.Storage;

namespace Bot.Work;

/// <summary>
/// The jobs in one go that are under way in this process. Their progress is written a few times a second, over the version that was
/// read: so a job that somebody stopped is noticed, and nothing of a stopped one is written.
/// </summary>
internal sealed partial class JobsInOneGo(IDocumentStore store, IEnumerable<IJobInOneGo> kinds, TimeProvider clock, ILogger<JobsInOneGo> log)
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, IJobInOneGo> _kinds = kinds.ToDictionary(kind => kind.Name);
    private readonly ConcurrentDictionary<string, (Task Task, CancellationTokenSource Stop)> _underWay = [];

    /// <summary>Whether the job is one of these.</summary>
    public bool Are(Job job) => _kinds.ContainsKey(job.Kind);

    /// <summary>Sets the job going, unless it is already.</summary>
    public void Begin(Stored<Job> job)
    {
        if (_underWay.ContainsKey(job.Value.Id))
        {
            return;
        }

#pragma warning disable CA2000 // It is disposed where the task is taken off the list.
        var stop = new CancellationTokenSource();
#pragma warning restore CA2000
        var begun = new TaskCompletionSource();
        _underWay[job.Value.Id] = (Go(job, begun.Task, stop), stop);
        begun.SetResult();
    }

    /// <summary>Returns when none is under way.</summary>
    public Task Finish() => Task.WhenAll(_underWay.Values.Select(going => going.Task));

    /// <summary>Breaks all of them off; whoever has the role next begins them again.</summary>
    public Task BreakOff()
    {
        foreach (var (_, stop) in _underWay.Values)
        {
            Stop(stop);
        }

        return Finish();
    }

    private async Task Go(Stored<Job> stored, Task listed, CancellationTokenSource stop)
    {
        await listed;
        var (job, version) = stored;
        var progress = new JobProgress(job.Total);
        job = job with { State = JobState.Running, ResumedAt = Now, DoneWhenResumed = 0, Done = 0 };
        var work = Task.Run(() => _kinds[job.Kind].Do(job, progress, stop.Token), CancellationToken.None);
        try
        {
            while (await Task.WhenAny(work, Task.Delay(Beat, CancellationToken.None)) != work)
            {
                var told = (job.Done, job.Total);
                job = With(job, progress.Now);
                var isTold = version > stored.Version && told == (job.Done, job.Total);
                if (isTold ? !await IsAt(job.Id, version) : !await Write(new Commit(), job, version))
                {
                    return; // Somebody stopped it, or another instance has it.
                }

                version += isTold ? 0 : 1;
            }

            var done = await work;
            job = With(job, progress.Now) with { State = JobState.Done, Changed = done.Changed, FinishedAt = Now };
            await Write(done.Commit, job with { Done = job.Total }, version);
        }
        catch (StoreException outage)
        {
            StoreFailed(job.Id, outage.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Whatever stops one job must not stop the others; its page says what it was.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            JobFailed(job.Id, failure);
            await Fail(With(job, progress.Now) with { State = JobState.Failed, Failure = failure.Message, FinishedAt = Now }, version);
        }
        finally
        {
            Stop(stop);
            await work.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            _underWay.TryRemove(job.Id, out _);
            stop.Dispose();
        }
    }

    private async Task<bool> IsAt(string id, long version) => (await store.Get(JobCollections.Jobs, id, CancellationToken.None))?.Version == version;

    private async Task<bool> Write(Commit with, Job job, long version) =>
        await store.Commit(with.Replace(JobCollections.Jobs, job, version), CancellationToken.None) is CommitResult.Committed;

    private DateTimeOffset Now => StoredTime.Truncate(clock.GetUtcNow());

    private static Job With(Job job, (long Done, long Total) progress) => job with { Done = progress.Done, Total = progress.Total };

    private static void Stop(CancellationTokenSource stop)
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has come to its end meanwhile.
        }
    }

    private async Task Fail(Job failed, long version)
    {
        try
        {
            await Write(new Commit(), failed, version);
        }
        catch (StoreException outage)
        {
            StoreFailed(failed.Id, outage.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The store could not be used for the job {Job}; it is begun again. {Reason}")]
    private partial void StoreFailed(string job, string reason);

    [LoggerMessage(LogLevel.Error, "The job {Job} failed")]
    private partial void JobFailed(string job, Exception failure);
}
