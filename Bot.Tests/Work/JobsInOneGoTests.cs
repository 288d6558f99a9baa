using Bot.Friends;
using Bot.Storage;
using Bot.Work;

namespace Bot.Tests.Work;

/// <summary>Long work in one go: watched, stopped, killed, and done by two at once.</summary>
public sealed class JobsInOneGoTests : IDisposable
{
    private readonly WorkBench _bench = new();
    private readonly Slow _slow = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task How_far_it_is_can_be_seen_and_what_is_stopped_writes_nothing()
    {
        var job = await Ask();
        var worker = _bench.Worker(_slow);
        await worker.Look();
        await BotApplication.Until(() => Task.FromResult(_slow.Progress is not null), "it has begun");
        _slow.Progress!.Tell(3, 7);
        await BotApplication.Until(async () => await _bench.Find(job) is { State: JobState.Running, Done: 3, Total: 7 }, "progress is seen");

        await _bench.Desk.Cancel(job.Id, default);
        await BotApplication.Until(() => Task.FromResult(_slow.IsStopped), "it is broken off");
        _slow.End.TrySetResult();
        await worker.Finish();

        Assert.Equal(JobState.Cancelled, (await _bench.Find(job)).State);
        Assert.Equal(0, await _bench.Store.Count(FriendCollections.Erasures, Filter.Everything, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_when_it_is_written_it_is_done_again_by_the_next_process_and_counts_once(bool written)
    {
        var job = await Ask();
        _slow.End.SetResult();
        _bench.Store.DieAt(1, written);
        await _bench.Worker(_slow).Run();
        _bench.Store.Heal();

        await _bench.Worker(_slow).Run();

        Assert.Equal((JobState.Done, written ? 1 : 2), ((await _bench.Find(job)).State, _slow.Times));
        Assert.Equal(1, await _bench.Store.Count(FriendCollections.Erasures, Filter.Everything, default));
    }

    [Fact]
    public async Task Of_two_processes_that_do_it_one_writes_what_came_of_it()
    {
        var job = await Ask();
        var (one, other) = (_bench.Worker(_slow), _bench.Worker(_slow));
        await one.Look();
        await other.Look();
        _slow.End.SetResult();
        await Task.WhenAll(one.Finish(), other.Finish());

        Assert.Equal(JobState.Done, (await _bench.Find(job)).State);
        Assert.Equal(1, await _bench.Store.Count(FriendCollections.Erasures, Filter.Everything, default));
    }

    [Fact]
    public async Task What_cannot_be_done_says_why_and_leaves_other_work_alone()
    {
        var job = await Ask();
        _slow.End.SetException(new JobFailedException("The disk is full."));

        await _bench.Worker(_slow).Run();

        var failed = await _bench.Find(job);
        Assert.Equal((JobState.Failed, "The disk is full."), (failed.State, failed.Failure));
    }

    [Fact]
    public async Task A_button_that_is_tapped_twice_is_one_job_and_somebody_elses_id_is_nobodys()
    {
        var id = DocumentId.New(_bench.Clock.GetUtcNow());
        var taps = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => Ask(id))));

        Assert.All(taps, job => Assert.Equal(id, job.Id));
        Assert.Single((await _bench.Desk.List(10, null, default)).Items);
        Assert.Null(await _bench.Desk.BeginInOneGo(new JobRequest("other", new("別", "Other"), null) { Id = id }, FriendIds.None, new Commit(), default));
    }

    [Fact]
    public async Task Of_work_that_is_alone_there_is_one_however_many_instances_begin_it_at_once()
    {
        for (var round = 0; round < 10; round++)
        {
            using var bench = new WorkBench();
            var instances = Enumerable.Range(0, 6).Select(_ => new JobDesk(bench.Store, bench.Clock)).ToList();
            var begun = await Task.WhenAll(instances.Select(desk => Task.Run(() => AskAlone(desk))));

            Assert.Single(begun.DistinctBy(job => job!.Id));
            Assert.Single((await bench.Desk.List(10, null, default)).Items);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_work_that_was_alone_comes_the_next_one_also_behind_much_other_work(bool isStopped)
    {
        for (var other = 0; other < 50; other++)
        {
            await Ask();
        }

        var first = await AskAlone(_bench.Desk);
        Assert.Equal(first!.Id, (await AskAlone(_bench.Desk))!.Id);
        var over = (await _bench.Desk.Find(first.Id, default))!;
        if (isStopped)
        {
            await _bench.Desk.Cancel(first.Id, default);
        }
        else
        {
            await _bench.Store.Commit(new Commit().Replace(JobCollections.Jobs, over.Value with { State = JobState.Failed }, over.Version), default);
        }

        Assert.NotEqual(first.Id, (await AskAlone(_bench.Desk))!.Id);
        Assert.Null(await AskAlone(_bench.Desk, kind: "other", id: first.Id));
    }

    private static Task<Job?> AskAlone(JobDesk desk, string kind = "alone", string? id = null) =>
        desk.BeginAlone(new JobRequest(kind, new("ひとつだけ", "Alone"), "佐藤") { Id = id }, default);

    private async Task<Job> Ask(string? id = null) =>
        (await _bench.Desk.BeginInOneGo(new JobRequest(_slow.Name, new("ゆっくり", "Slow"), "佐藤") { Id = id }, FriendIds.None, new Commit(), default))!;

    /// <summary>Work that ends when the test says so, and writes a document.</summary>
    private sealed class Slow : IJobInOneGo
    {
        private int _times;

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public JobProgress? Progress { get; private set; }

        public bool IsStopped { get; private set; }

        public int Times => _times;

        public string Name => "slow";

        public async Task<GoDone> Do(Job job, JobProgress progress, CancellationToken ct)
        {
            Interlocked.Increment(ref _times);
            Progress = progress;
            try
            {
                await End.Task.WaitAsync(ct);
            }
            catch (OperationCanceledException)
            {
                IsStopped = true;
                throw;
            }

            return new(new Commit().Insert(FriendCollections.Erasures, new ErasureReceipt(job.Id, job.CreatedAt, [], "")), Changed: 1);
        }
    }
}
