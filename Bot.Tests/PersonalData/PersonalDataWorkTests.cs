using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bot.Friends;
using Bot.PersonalData;
using Bot.Storage;
using Bot.Tests.Work;
using Bot.Work;

namespace Bot.Tests.PersonalData;

/// <summary>A friend's data given out and erased as long work, on a store that fails at every moment it can.</summary>
public sealed class PersonalDataWorkTests : IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";
    private const int Answers = 40;
    private const string Taro = "U22222222222222222222222222222222";

    private readonly WorkBench _bench = new();
    private readonly FriendErasure _data;
    private readonly PersonalDataDesk _desk;
    private readonly EraseFriend _erase;
    private readonly ExportFriend _export;

    public PersonalDataWorkTests()
    {
        _data = new FriendErasure(_bench.Store, [new PersonalDocuments<TimelineEntry>(_bench.Store, FriendCollections.Timeline), new JobPersonalData(_bench.Store)], _bench.Clock);
        _desk = new PersonalDataDesk(_bench.Store, _bench.Desk, _data, _bench.Clock);
        (_erase, _export) = (new EraseFriend(_bench.Desk, _data), new ExportFriend(_bench.Desk, _data));
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_at_any_commit_an_erasure_goes_on_and_leaves_a_receipt_and_nothing_else(bool written)
    {
        await Fill();
        var digest = (await _data.Export(Hana, default))!["digest"]!.GetValue<string>();
        var job = await _desk.Erase(Hana, null, default);
        for (var kills = 0; (await _bench.Find(job!)).State != JobState.Done; kills++)
        {
            Assert.True(kills < 10);
            _bench.Store.DieAt(1 + (kills % 2), written);
            await _bench.Worker(_erase).Run();
            _bench.Store.Heal();
        }

        var receipt = (await _desk.Receipt(job!.Id, default))!;
        Assert.Equal((digest, Answers + 1), (receipt.Digest, receipt.Erased.Single(count => count.Collection == "timeline").Count + receipt.Erased.Single(count => count.Collection == "friends").Count));
        Assert.Equal(1, await _bench.Store.Count(FriendCollections.Erasures, Filter.Everything, default));
        await NothingIsLeft();
        Assert.NotNull(await _bench.Store.Get(FriendCollections.Friends, Taro, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_when_it_was_asked_for_it_is_begun_or_not_and_asked_again_it_is_one(bool written)
    {
        await Fill();
        _bench.Store.DieAt(1, written);
        await Assert.ThrowsAsync<StoreException>(() => _desk.Erase(Hana, null, default));
        _bench.Store.Heal();
        Assert.Equal(written, (await Friend())!.Erasing is not null);

        var asked = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => _desk.Erase(Hana, null, default))));

        Assert.Single(asked.Select(job => job!.Id).Distinct());
        Assert.Single((await _bench.Desk.List(10, null, default)).Items);
    }

    [Fact]
    public async Task From_when_it_is_asked_for_they_count_as_blocked_whatever_they_do()
    {
        await Fill();
        await _desk.Erase(Hana, null, default);
        var later = _bench.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);

        var friend = (await Friend())!;
        Assert.Equal(FriendStatus.Blocked, friend.Status);
        Assert.Equal(FriendStatus.Blocked, friend.Followed(later)!.Status);
        Assert.Equal(FriendStatus.Blocked, (friend with { BlockedAt = _bench.Clock.GetUtcNow() }).Spoke(later).Friend.Status);
        Assert.Equal(FriendStatus.Following, friend.BeforeErasing().Status);
    }

    [Fact]
    public async Task It_cannot_be_stopped_and_one_that_failed_is_begun_anew()
    {
        await Fill();
        var job = (await _desk.Erase(Hana, null, default))!;
        Assert.Equal(JobState.Waiting, (await _bench.Desk.Cancel(job.Id, default))!.State);

        await _bench.Worker(new Failing()).Run();
        Assert.Equal(JobState.Failed, (await _bench.Find(job)).State);
        var again = (await _desk.Erase(Hana, null, default))!;
        await _bench.Worker(_erase).Run();

        Assert.NotEqual(job.Id, again.Id);
        Assert.Equal(JobState.Done, (await _bench.Find(again)).State);
        Assert.Null(await Friend());
        Assert.Null(await _bench.Desk.About(job.Id, default));
    }

    [Fact]
    public async Task Whom_two_processes_erase_and_who_speaks_meanwhile_is_erased_once()
    {
        await Fill();
        var job = (await _desk.Erase(Hana, null, default))!;
        var friends = new FriendStore(_bench.Store, _bench.Clock);
        var (one, other) = (_bench.Worker(_erase), _bench.Worker(_erase));
        await Task.WhenAll(
            one.Run(),
            other.Run(),
            Task.WhenAll(Enumerable.Range(0, 5).Select(_ => friends.Change(Hana, (change, _) => { change.Record(TimelineKind.Wrote, detail: "🍛"); return ValueTask.FromResult(change); }, default))));

        // Where each wrote just before the other, the next look finishes it.
        await _bench.Worker(_erase).Run();
        Assert.Equal(JobState.Done, (await _bench.Find(job)).State);
        Assert.Equal(1, await _bench.Store.Count(FriendCollections.Erasures, Filter.Everything, default));
        Assert.Equal(0, await _bench.Store.Count(FriendCollections.Timeline, Filter.Equal("friendId", Hana), default));
    }

    [Fact]
    public async Task A_file_of_long_answers_is_whole_and_is_no_part_of_what_is_kept()
    {
        await Fill();
        var before = (await _data.Export(Hana, default))!;
        var job = (await _desk.Export(Hana, null, default))!;
        await _bench.Worker(_export).Run();

        var written = JsonNode.Parse(await FileOf(job))!;
        Assert.Equal(before["digest"]!.GetValue<string>(), written["digest"]!.GetValue<string>());
        Assert.Equal(Emoji, written["data"]!["timeline"]![0]!["detail"]!.GetValue<string>());
        Assert.Equal(before["digest"]!.GetValue<string>(), (await _data.Export(Hana, default))!["digest"]!.GetValue<string>());
        Assert.True(await _bench.Store.Count(JobCollections.Parts, Filter.Everything, default) > 1);
        Assert.DoesNotContain(Hana, JsonSerializer.Serialize(await _bench.Find(job)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_goes_when_the_friend_is_erased_also_when_that_happens_while_it_is_written()
    {
        await Fill();
        var job = (await _desk.Export(Hana, null, default))!;
        await _bench.Worker(_export).Run();
        var late = (await _desk.Export(Hana, null, default))!;
        _bench.Store.Meanwhile = async commit =>
        {
            if (commit.Writes.Exists(write => write.Collection == JobCollections.Parts && write.Id == JobPart.Key(late.Id, 0)))
            {
                await _data.Erase(Hana, default);
            }
        };
        await _bench.Worker(_export).Run();
        _bench.Store.Meanwhile = null;
        await _bench.Worker(_export).Run();

        Assert.All([job, late], one => Assert.Null(_export.Open(one, default).GetAwaiter().GetResult()));
        Assert.Equal(JobState.Done, (await _bench.Find(late)).State);
        await NothingIsLeft();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_while_the_file_is_written_it_is_written_again_whole_and_goes_after_a_day(bool written)
    {
        await Fill();
        var job = (await _desk.Export(Hana, null, default))!;
        _bench.Store.DieAt(1, written);
        await _bench.Worker(_export).Run();
        _bench.Store.Heal();
        await _bench.Worker(_export).Run();
        Assert.NotNull(JsonNode.Parse(await FileOf(job)));

        _bench.Clock.Now += TimeSpan.FromHours(25);
        await new JobTidier(_bench.Store, [_erase, _export], _bench.Clock).Tidy(default);

        Assert.Null(await _bench.Desk.Find(job.Id, default));
        Assert.Equal(0, await _bench.Store.Count(JobCollections.Parts, Filter.Everything, default));
    }

    [Fact]
    public async Task Of_nobody_there_is_nothing_to_erase_or_to_write()
    {
        Assert.Null(await _desk.Erase(Hana, null, default));
        Assert.Null(await _desk.Export(Hana, null, default));
        Assert.Empty((await _bench.Desk.List(10, null, default)).Items);
    }

    private static string Emoji { get; } = string.Concat(Enumerable.Repeat("👨‍👩‍👧🍛", 500)); // 5,000 characters.

    private async Task Fill()
    {
        var commit = new Commit();
        foreach (var id in new[] { Hana, Taro })
        {
            commit.Insert(FriendCollections.Friends, Bot.Friends.Friend.FirstSeen(id, _bench.Clock.GetUtcNow()).Followed(_bench.Clock.GetUtcNow())!);
        }

        for (var number = 0; number < Answers; number++)
        {
            commit.Insert(FriendCollections.Timeline, new TimelineEntry { Id = $"e{number:D3}", FriendId = Hana, At = _bench.Clock.GetUtcNow(), Kind = TimelineKind.Answered, Detail = Emoji });
        }

        await _bench.Store.Commit(commit, default);
    }

    private async Task NothingIsLeft()
    {
        Assert.Equal(0, await _bench.Store.Count(FriendCollections.Timeline, Filter.Everything, default));
        await foreach (var (part, _) in _bench.Store.Everything(new Query<JobPart>(JobCollections.Parts, Filter.Everything), default))
        {
            Assert.Equal((0, 0, null), (part.Friends.Count, part.Kept.Count, part.File));
        }

        Assert.DoesNotContain(Hana, JsonSerializer.Serialize((await _bench.Desk.List(10, null, default)).Items), StringComparison.Ordinal);
    }

    private async Task<Friend?> Friend() => (await _bench.Store.Get(FriendCollections.Friends, Hana, default))?.Value;

    private async Task<string> FileOf(Job job)
    {
        using var file = new MemoryStream();
        await (await _export.Open(await _bench.Find(job), default))!.Write(file, default);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private sealed class Failing : IJobInOneGo
    {
        public string Name => EraseFriend.KindName;

        public Task<GoDone> Do(Job job, JobProgress progress, CancellationToken ct) => throw new InvalidOperationException("A document cannot be read.");
    }
}
