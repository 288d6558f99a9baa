using System.Text.Json;
using Bot.FriendLists;
using Bot.Friends;
using Bot.Instances;
using Bot.Storage;
using Bot.Tests.Campaigns;
using Bot.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bot.Tests.Work;

/// <summary>Long work on a store that fails at every moment it can.</summary>
public sealed class JobTests : IDisposable
{
    private const int Friends = 620;

    private static readonly DateTimeOffset Start = new(2026, 11, 21, 15, 0, 0, TimeSpan.Zero); // Midnight in Japan.

    private readonly TestStore _place = TestStore.OnSqlite();
    private readonly StoreAddress _address;
    private readonly FailingStore _store;
    private readonly ManualClock _clock = new(Start);

    public JobTests()
    {
        _address = _place.Open(FriendCollections.Friends, FriendCollections.Timeline, FriendCollections.Erasures, JobCollections.Jobs, JobCollections.Parts, InstanceCollections.Leases);
        _store = new FailingStore(_address.Documents);
    }

    public void Dispose()
    {
        _address.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_at_any_commit_it_goes_on_and_does_nothing_twice(bool written)
    {
        await Fill();
        var job = await Tag("VIP");
        for (var kills = 0; (await Find(job)).State != JobState.Done; kills++)
        {
            Assert.True(kills < 50);
            _store.DieAt(1 + (kills % 2), written);
            var runner = Runner();
            await Assert.ThrowsAsync<StoreException>(async () =>
            {
                while (await runner.DoSome(CancellationToken.None))
                {
                }

                throw new StoreException("done");
            });
            _store.Heal();
        }

        var done = await Find(job);
        Assert.Equal((Friends, Friends, Friends - 20), (done.Total, done.Done, done.Changed));
        await foreach (var (friend, _) in _store.Everything(new Query<Friend>(FriendCollections.Friends, Filter.Everything), CancellationToken.None))
        {
            Assert.Single(friend.Tags, tag => tag.Name == "VIP");
        }

        Assert.Equal(Friends - 20, await _store.Count(FriendCollections.Timeline, Filter.Everything, CancellationToken.None));
    }

    [Fact]
    public async Task Taken_back_it_leaves_those_alone_who_were_so_before_and_what_was_done_since()
    {
        await Fill();
        var job = await Tag("VIP");
        await RunAll();

        // Since then somebody took it off one of them and put it on again: that is not the job's doing any more.
        _clock.Now += TimeSpan.FromHours(1);
        var friends = new FriendStore(_store, _clock);
        await friends.Change(Id(100), (change, _) => { change.RemoveTag("VIP", FactSource.Staff()); return ValueTask.FromResult(change); }, CancellationToken.None);
        await friends.Change(Id(100), (change, _) => { change.AddTag("VIP", null, FactSource.Staff("佐藤")); return ValueTask.FromResult(change); }, CancellationToken.None);
        var undo = await Desk().Undo(job.Id, "佐藤", CancellationToken.None);
        await RunAll();

        Assert.Equal(JobState.Done, (await Find(undo!)).State);
        Assert.Equal(21, await _store.Count(FriendCollections.Friends, Filter.Equal("tags.name", "VIP"), CancellationToken.None));
        Assert.Null(await Desk().Undo(job.Id, null, CancellationToken.None));
    }

    [Fact]
    public async Task Taking_a_tag_off_and_back_keeps_its_date_and_source()
    {
        await Fill();
        await Tag("VIP", remove: true);
        await RunAll();
        Assert.Equal(0, await _store.Count(FriendCollections.Friends, Filter.Equal("tags.name", "VIP"), CancellationToken.None));

        var job = (await Desk().List(1, null, CancellationToken.None)).Items[0].Value;
        await Desk().Undo(job.Id, null, CancellationToken.None);
        await RunAll();

        Assert.Equal(new FriendTag("VIP", Start, FactSource.Survey("spice-level")), Assert.Single((await Friend(0)).Tags));
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_keeps_what_was_done_and_can_be_taken_back()
    {
        await Fill();
        var job = await Tag("VIP");
        await Runner().DoSome(CancellationToken.None);
        await Desk().Cancel(job.Id, CancellationToken.None);
        await RunAll();

        var stopped = await Find(job);
        Assert.Equal((JobState.Cancelled, (long)JobDesk.PartLength), (stopped.State, stopped.Done));
        Assert.True(stopped.CanBeUndone());
        await Desk().Undo(job.Id, null, CancellationToken.None);
        await RunAll();
        Assert.Equal(20, await _store.Count(FriendCollections.Friends, Filter.Equal("tags.name", "VIP"), CancellationToken.None));
    }

    [Fact]
    public async Task A_friend_who_is_erased_meanwhile_is_gone_from_it_too()
    {
        await Fill();
        var job = await Tag("VIP");
        await Runner().DoSome(CancellationToken.None);
        var erasure = new FriendErasure(_store, [new JobPersonalData(_store)], _clock);
        Assert.NotNull(await erasure.Erase(Id(50), CancellationToken.None));
        Assert.NotNull(await erasure.Erase(Id(500), CancellationToken.None));
        await RunAll();

        Assert.Equal(JobState.Done, (await Find(job)).State);
        await foreach (var (part, _) in _store.Everything(new Query<JobPart>(JobCollections.Parts, Filter.Everything), CancellationToken.None))
        {
            Assert.DoesNotContain(part.Friends, id => id == Id(50) || id == Id(500));
            Assert.DoesNotContain(part.Kept, note => note.FriendId == Id(50) || note.FriendId == Id(500));
        }
    }

    [Fact]
    public async Task What_is_long_over_is_tidied_away()
    {
        await Fill();
        var job = await Tag("VIP");
        await RunAll();
        var tidier = new JobTidier(_store, [], _clock);
        _clock.Now += TimeSpan.FromDays(29);
        await tidier.Tidy(CancellationToken.None);
        Assert.NotNull(await Desk().Find(job.Id, CancellationToken.None));

        _clock.Now += TimeSpan.FromDays(2);
        await tidier.Tidy(CancellationToken.None);

        Assert.Null(await Desk().Find(job.Id, CancellationToken.None));
        Assert.Equal(0, await _store.Count(JobCollections.Parts, Filter.Everything, CancellationToken.None));
    }

    private static string Id(int number) => $"U{number:x32}";

    private async Task Fill()
    {
        var commit = new Commit();
        for (var number = 0; number < Friends; number++)
        {
            commit.Insert(FriendCollections.Friends, Bot.Friends.Friend.FirstSeen(Id(number), Start) with
            {
                Tags = number < 20 ? [new("VIP", Start, FactSource.Survey("spice-level"))] : [],
            });
        }

        await _store.Commit(commit, CancellationToken.None);
    }

    private Task<Job> Tag(string tag, bool remove = false) => Desk().Begin(
        new JobRequest(FactsJob.TagFriends, new("タグ", "Tag"), "佐藤")
        {
            Order = JsonSerializer.SerializeToElement(new TagOrder(tag, remove, FactSource.Staff("佐藤")), ListsJson.Documents.TagOrder),
            UndoneBy = FactsJob.UndoFacts,
        },
        FriendIds.Of(Enumerable.Range(0, Friends).Select(Id)),
        CancellationToken.None);

    private async Task RunAll()
    {
        var runner = Runner();
        while (await runner.DoSome(CancellationToken.None))
        {
        }
    }

    private JobDesk Desk() => new(_store, _clock);

    private JobRunner Runner() => new(
        _store,
        Desk(),
        [new FactsJob(FactsJob.TagFriends, _store, _clock, FactsJob.Tag), new FactsJob(FactsJob.UndoFacts, _store, _clock, FactsJob.Undo)],
        new JobsInOneGo(_store, [], _clock, NullLogger<JobsInOneGo>.Instance),
        new JobTidier(_store, [], _clock),
        new Leases(_store, InstanceId.New(), NullLogger<Leases>.Instance),
        _clock,
        NullLogger<JobRunner>.Instance);

    private async Task<Job> Find(Job job) => (await Desk().Find(job.Id, CancellationToken.None))!.Value;

    private async Task<Friend> Friend(int number) => (await _store.Get(FriendCollections.Friends, Id(number), CancellationToken.None))!.Value;
}
