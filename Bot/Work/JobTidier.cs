using Bot.Storage;

namespace Bot.Work;

/// <summary>Throws away jobs that are long over, files of friends sooner than the rest, and what was never asked for to its end.</summary>
internal sealed class JobTidier(IDocumentStore store, IEnumerable<IJobInOneGo> kinds, TimeProvider clock)
{
    private const int AtOnce = 100;

    private static readonly TimeSpan KeepJobs = TimeSpan.FromDays(30);
    private static readonly TimeSpan ShortestKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeepUnprepared = TimeSpan.FromDays(1);

    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private long? _tidiedAt;

    /// <summary>Tidies when it has not for a while.</summary>
    public async Task TidyNowAndThen(CancellationToken ct)
    {
        if (_tidiedAt is null || TimeProvider.System.GetElapsedTime(_tidiedAt.Value) > Pause)
        {
            await Tidy(ct);
            _tidiedAt = TimeProvider.System.GetTimestamp();
        }
    }

    /// <summary>Throws away what is old now.</summary>
    public async Task Tidy(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var over = new Query<Job>(JobCollections.Jobs, new Filter.Compare("finishedAt", Comparison.Less, now - ShortestKept)) { OrderBy = "finishedAt", Limit = AtOnce };
        var unprepared = new Query<Job>(
            JobCollections.Jobs,
            Filter.In("state", [FieldValue.Of(JobState.Preparing), FieldValue.Of(JobState.Proposed)]) & new Filter.Compare("createdAt", Comparison.Less, now - KeepUnprepared))
        {
            OrderBy = "createdAt",
            Limit = AtOnce,
        };
        foreach (var job in (await store.Everything(over, ct).ToListAsync(ct)).Where(job => job.Value.FinishedAt < now - Kept(job.Value))
            .Concat(await store.Everything(unprepared, ct).ToListAsync(ct)))
        {
            await Remove(job.Value, ct);
        }
    }

    private static TimeSpan Kept(Job job) => job.FileName is null ? KeepJobs : job.KeepFile ?? Job.UsualFile;

    // The job goes last, so that a kill in between leaves nothing that nobody finds.
    private async Task Remove(Job job, CancellationToken ct)
    {
        kinds.FirstOrDefault(kind => kind.Name == job.Kind)?.Forget(job);
        foreach (var ids in (await store.Ids(JobCollections.Parts, Filter.Equal("jobId", job.Id), ct)).Chunk(AtOnce))
        {
            var commit = new Commit();
            foreach (var id in ids)
            {
                commit.Delete(JobCollections.Parts, id);
            }

            await store.Commit(commit, ct);
        }

        await store.Commit(new Commit().Delete(JobCollections.Jobs, job.Id), ct);
    }
}
