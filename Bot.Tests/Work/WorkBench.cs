using Bot.Friends;
using Bot.Instances;
using Bot.Storage;
using Bot.Tests.Campaigns;
using Bot.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Work;

/// <summary>Long work on a store that fails when told to.</summary>
internal sealed class WorkBench : IDisposable
{
    private readonly TestStore _place = TestStore.OnSqlite();
    private readonly StoreAddress _address;

    public WorkBench()
    {
        _address = _place.Open(FriendCollections.Friends, FriendCollections.Timeline, FriendCollections.Erasures, JobCollections.Jobs, JobCollections.Parts, InstanceCollections.Leases);
        Store = new FailingStore(_address.Documents);
        Desk = new JobDesk(Store, Clock);
    }

    public FailingStore Store { get; }

    public ManualClock Clock { get; } = new(new(2026, 11, 21, 15, 0, 0, TimeSpan.Zero)); // Midnight in Japan.

    public JobDesk Desk { get; }

    public async Task<Job> Find(Job job) => (await Desk.Find(job.Id, default))!.Value;

    /// <summary>A process that does these kinds of work.</summary>
    public Process Worker(params IJobInOneGo[] kinds)
    {
        var inOneGo = new JobsInOneGo(Store, kinds, Clock, NullLogger<JobsInOneGo>.Instance);
        return new(
            new JobRunner(
                Store,
                Desk,
                [],
                inOneGo,
                new JobTidier(Store, kinds, Clock),
                new Leases(Store, InstanceId.New(), NullLogger<Leases>.Instance),
                Clock,
                NullLogger<JobRunner>.Instance),
            inOneGo);
    }

    public void Dispose()
    {
        _address.Dispose();
        _place.Dispose();
    }

    internal sealed record Process(JobRunner Runner, JobsInOneGo InOneGo)
    {
        public Task Look() => Runner.DoSome(default);

        public Task Finish() => InOneGo.Finish();

        public async Task Run()
        {
            await Look();
            await Finish();
        }
    }
}
