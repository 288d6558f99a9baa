using Bot.Outbox;

namespace Bot.Tests.Outbox;

public class LaneFeedTests
{
    [Fact]
    public async Task What_is_offered_while_the_store_is_read_comes_after_what_the_store_held()
    {
        var feed = NewFeed();
        List<string> store = ["a"];
        Offer(feed, "a"); // Nothing is known of the store yet: left to it.
        var reads = 0;

        await feed.Read(async () =>
        {
            if (++reads == 2)
            {
                // Stored after the first reading and turned away, then one at the very end.
                Offer(feed, "c");
            }

            await Bring(feed, store);
            if (reads == 1)
            {
                store.Add("b");
                Offer(feed, "b");
            }
        });
        Offer(feed, "d");

        Assert.Equal(["a", "b", "c", "d"], Taken(feed));
    }

    [Fact]
    public async Task What_does_not_fit_is_left_to_the_store_and_nothing_overtakes_it()
    {
        var feed = NewFeed();
        await feed.Read(() => Task.CompletedTask);
        List<string> store = [.. Enumerable.Range(0, 1_000).Select(number => $"{number:D4}")];
        store.ForEach(item => Offer(feed, item));

        var taken = Taken(feed);
        Assert.InRange(taken.Count, 1, 999);
        Offer(feed, "late");
        Assert.Empty(Taken(feed));

        store.RemoveRange(0, taken.Count);
        store.Add("late");
        var reading = feed.Read(() => Bring(feed, store));
        while (!reading.IsCompleted)
        {
            taken.AddRange(Taken(feed));
            await Task.Yield();
        }

        taken.AddRange(Taken(feed));
        Assert.Equal([.. Enumerable.Range(0, 1_000).Select(number => $"{number:D4}"), "late"], taken.Distinct());
    }

    [Fact]
    public async Task After_the_store_failed_it_is_asked_again_before_anything_is_taken()
    {
        var feed = NewFeed();
        await Assert.ThrowsAsync<InvalidOperationException>(() => feed.Read(() => throw new InvalidOperationException()));

        Offer(feed, "b");
        Assert.Empty(Taken(feed));
        await feed.Read(() => Bring(feed, ["a", "b"]));

        Assert.Equal(["a", "b"], Taken(feed));
    }

    [Fact]
    public async Task While_the_last_of_the_store_cannot_be_read_what_was_offered_meanwhile_waits_for_it()
    {
        var feed = NewFeed();
        var reads = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => feed.Read(() =>
        {
            if (++reads == 2)
            {
                Offer(feed, "b");
                throw new InvalidOperationException();
            }

            return Task.CompletedTask;
        }));

        Offer(feed, "c");
        Assert.Empty(Taken(feed));
        await feed.Read(() => Bring(feed, ["a"]));

        Assert.Equal(["a", "b", "c"], Taken(feed));
    }

    [Fact]
    public async Task A_place_that_was_given_back_is_free_and_the_item_may_come_again()
    {
        var feed = NewFeed();
        await feed.Read(() => Task.CompletedTask);

        Assert.True(feed.Reserve("a", "friend"));
        Assert.True(feed.Holds("a"));
        Assert.False(feed.Reserve("a", "friend"));
        feed.Release("a");

        Offer(feed, "a");
        Assert.Equal(["a"], Taken(feed));
        Assert.False(feed.Holds("a"));
    }

    [Fact]
    public async Task After_one_was_lost_to_somebody_else_the_later_ones_of_its_friend_are_left_to_the_store_and_others_go_on()
    {
        var feed = NewFeed();
        using var stop = new CancellationTokenSource();
        var worked = new List<string>();
        var offered = new TaskCompletionSource();
        var running = feed.Run(
            _ => Task.CompletedTask,
            async (item, _) =>
            {
                await offered.Task;
                lock (worked)
                {
                    worked.Add(item);
                }

                return item != "lost";
            },
            _ => { },
            stop.Token);
        await BotApplication.Until(() => Task.FromResult(feed.Reserve("lost", "friend")), "the store was read");
        feed.Offer("lost", "friend", "lost");
        Offer(feed, "later");
        Assert.True(feed.Reserve("other", "another friend"));
        feed.Offer("other", "another friend", "other");
        offered.SetResult();

        await BotApplication.Until(() => Task.FromResult(!feed.Holds("other")), "all was worked off");
        Assert.False(feed.Reserve("even later", "friend"));
        Assert.True(feed.Reserve("another", "another friend"));

        // Read from the store it comes in order, so it is taken.
        await feed.Write("later", "friend", "later", default);
        await BotApplication.Until(() => Task.FromResult(!feed.Holds("later")), "it was worked off");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(["lost", "other", "later"], worked);
    }

    private static async Task Bring(LaneFeed<string> feed, List<string> store)
    {
        foreach (var item in store.ToList())
        {
            await feed.Write(item, "friend", item, default);
        }
    }

    private static LaneFeed<string> NewFeed() => new(lanes: 1, capacity: 512, leftFor: TimeSpan.FromMinutes(1));

    // As whoever stores something does.
    private static void Offer(LaneFeed<string> feed, string item)
    {
        if (feed.Reserve(item, "friend"))
        {
            feed.Offer(item, "friend", item);
        }
    }

    private static List<string> Taken(LaneFeed<string> feed) => [.. feed.Waiting(0)];
}
