using Bot.Line;
using Bot.Outbox;
using Bot.Storage;
using Bot.Storage.Sqlite;
using Bot.Tests.Campaigns;

namespace Bot.Tests.Outbox;

/// <summary>What instances do with messages of one store: nobody takes what another has in hand, and somebody takes what a dead one had.</summary>
public sealed class HandOverTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("botapp-hands-").FullName;
    private readonly ManualClock _clock = new(Noon);
    private readonly SqliteStore _sqlite;
    private readonly FailingStore _shared;

    public HandOverTests()
    {
        _sqlite = SqliteStore.Open($"Data Source={Path.Combine(_folder, "hands.db")}", [OutboxCollections.Messages]);
        _shared = new FailingStore(_sqlite) { IsShared = true };
    }

    public void Dispose()
    {
        _sqlite.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_waits_is_taken_by_one_instance_alone_and_was_surely_not_sent()
    {
        await Store(Waiting("a"), Waiting("b", "another"));
        var (one, two) = (Instance(), Instance());

        var taken = await Task.WhenAll(Taken(one), Taken(two));

        Assert.Equal(["a", "b"], taken.SelectMany(messages => messages).Select(message => message.Id).Order());
        Assert.All(taken.SelectMany(messages => messages), message => Assert.Equal((OutboxState.Sending, false), (message.State, message.Unsure)));
    }

    [Fact]
    public async Task What_somebody_has_in_hand_is_left_alone_until_its_time_is_over_and_may_have_been_sent_then()
    {
        await Store(OutboxHandOver.Sending(Waiting("a"), Instance().Take()));
        var two = Instance();
        _clock.Now = Noon.AddSeconds(9.9);
        Assert.Empty(await Taken(two));

        _clock.Now = Noon.AddSeconds(10);
        Assert.Equal(("a", true), (await Taken(two)).Select(message => (message.Id, message.Unsure)).Single());
        Assert.Empty(await Taken(Instance()));
    }

    [Fact]
    public async Task Whose_message_was_taken_over_does_not_get_it_again()
    {
        var one = Instance();
        var hand = one.Take();
        var message = OutboxHandOver.Sending(Waiting("a"), hand);
        await Store(message);
        _clock.Now = Noon.AddSeconds(11);
        Assert.False(hand.IsSure);
        await Taken(Instance());

        Assert.Null(await one.TakeAgain(new(message, 1), default));
    }

    [Fact]
    public async Task Whose_time_is_over_takes_it_again_while_nobody_else_did_and_knows_that_it_was_not_sent()
    {
        var one = Instance();
        var message = OutboxHandOver.Sending(Waiting("a"), one.Take());
        await Store(message);
        _clock.Now = Noon.AddHours(1);

        var again = await one.TakeAgain(new(message, 1), default);

        Assert.True(again!.Hand.IsSure);
        Assert.Equal((2, false), (again.Stored.Version, again.Stored.Value.Unsure));
        Assert.Empty(await Taken(Instance()));
    }

    [Fact]
    public async Task A_later_message_waits_behind_an_earlier_one_of_the_same_friend_that_another_has_in_hand_or_that_waits()
    {
        var earlier = OutboxHandOver.Sending(Waiting("a"), Instance().Take());
        await Store(earlier, Waiting("b") with { CreatedAt = Noon.AddMilliseconds(1), DueAt = Noon }, Waiting("c", "another"));
        Assert.Equal(["c"], (await Taken(Instance())).Select(message => message.Id));

        await _shared.Commit(new Commit().Replace(OutboxCollections.Messages, Waiting("a") with { Attempts = 1, DueAt = Noon.AddMinutes(5) }, 1), default);
        Assert.Empty(await Taken(Instance()));

        _clock.Now = Noon.AddMinutes(5);
        Assert.Equal(["a", "b"], (await Taken(Instance())).Where(message => message.To[0] == "friend").Select(message => message.Id));
    }

    [Fact]
    public async Task What_an_instance_has_in_memory_it_does_not_take_again_and_later_ones_of_its_friend_may_follow()
    {
        await Store(OutboxHandOver.Sending(Waiting("a"), Instance().Take()), Waiting("b") with { CreatedAt = Noon.AddMilliseconds(1), DueAt = Noon });

        Assert.Equal(["b"], (await Taken(Instance(), ours: "a")).Select(message => message.Id));
    }

    [Fact]
    public async Task On_a_store_of_its_own_a_process_that_starts_takes_at_once_what_the_dead_one_had_and_leaves_what_is_not_due()
    {
        await Store(
            OutboxHandOver.Sending(Waiting("sending"), Instance().Take()),
            Waiting("waiting", "another"),
            Waiting("not due", "a third") with { Attempts = 3, DueAt = Noon.AddMinutes(1) });
        var alone = new OutboxHandOver(_sqlite, _clock);

        Assert.Equal([("sending", true), ("waiting", false)], (await Taken(alone)).Select(message => (message.Id, message.Unsure)).Order());
        await Store(OutboxHandOver.Sending(Waiting("new", "a fourth"), alone.Take()));
        Assert.Empty(await Taken(alone));
    }

    [Fact]
    public async Task One_that_cannot_be_written_does_not_keep_the_others()
    {
        await Store(Waiting("a"), Waiting("b", "another"), Waiting("c", "a third"));
        _shared.Stuck = "b";
        Assert.Equal(["a", "c"], (await Taken(Instance())).Select(message => message.Id));

        await Assert.ThrowsAsync<StoreException>(() => Taken(Instance()));
        _shared.Stuck = null;
        Assert.Equal(["b"], (await Taken(Instance())).Select(message => message.Id));
    }

    [Fact]
    public async Task Hundreds_of_due_messages_are_taken_by_several_instances_each_once_and_each_friends_in_order()
    {
        await Store([.. Enumerable.Range(0, 600).Select(number => Waiting($"{number:D3}", $"friend {number % 70}") with { CreatedAt = Noon.AddMilliseconds(number) })]);
        _clock.Now = Noon.AddSeconds(1);
        var taken = new List<(string Friend, string Id)>();
        var takenInAll = 0;
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var (instance, ours) = (Instance(), new HashSet<string>());
            for (var look = 0; look < 200 && Volatile.Read(ref takenInAll) < 600; look++)
            {
                await instance.Read(ours.Contains, async mine =>
                {
                    ours.Add(mine.Stored.Value.Id);
                    lock (taken)
                    {
                        taken.Add((mine.Stored.Value.To[0], mine.Stored.Value.Id));
                    }

                    Interlocked.Increment(ref takenInAll);
                    await _shared.Commit(new Commit().Replace(OutboxCollections.Messages, mine.Stored.Value.Finished(OutboxState.Sent, Noon), mine.Stored.Version), default);
                    ours.Remove(mine.Stored.Value.Id);
                }, default);
            }
        })));

        Assert.Equal(600, taken.Count);
        Assert.All(taken.GroupBy(one => one.Friend), friend => Assert.Equal(friend.Select(one => one.Id).Order(), friend.Select(one => one.Id)));
    }

    private OutboxHandOver Instance() => new(_shared, _clock);

    private static OutboxMessage Waiting(string id, string friend = "friend") => new()
    {
        Id = id,
        Call = OutboxCall.Push,
        To = [friend],
        Messages = [new TextMessage("こんにちは")],
        RetryKey = id,
        DueAt = Noon,
        CreatedAt = Noon,
    };

    private async Task Store(params OutboxMessage[] messages)
    {
        var commit = new Commit();
        foreach (var message in messages)
        {
            commit.Insert(OutboxCollections.Messages, message);
        }

        Assert.IsType<CommitResult.Committed>(await _shared.Commit(commit, default));
    }

    private static async Task<IReadOnlyList<OutboxMessage>> Taken(OutboxHandOver instance, string? ours = null)
    {
        var taken = new List<OutboxMessage>();
        await instance.Read(id => id == ours, mine =>
        {
            taken.Add(mine.Stored.Value);
            return ValueTask.CompletedTask;
        }, default);
        return taken;
    }
}
