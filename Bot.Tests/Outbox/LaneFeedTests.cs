using Bot.Outbox;

namespace Bot.Tests.Outbox;

public class LaneFeedTests
{
    [Fact]
    public async Task What_is_offered_while_the_store_is_read_comes_after_what_the_store_held()
    {
        var feed = new LaneFeed<string>(1);
        List<string> store = ["a"];
        feed.Offer("a", "friend", "a"); // Nothing is known of the store yet: left to it.
        var reads = 0;

        await feed.Read(async () =>
        {
            if (++reads == 2)
            {
                // Stored after the first reading and turned away, then one at the very end.
                feed.Offer("c", "friend", "c");
            }

            await Bring(feed, store);
            if (reads == 1)
            {
                store.Add("b");
                feed.Offer("b", "friend", "b");
            }
        });
        feed.Offer("d", "friend", "d");

        Assert.Equal(["a", "b", "c", "d"], Taken(feed));
    }

    [Fact]
    public async Task What_does_not_fit_is_left_to_the_store_and_nothing_overtakes_it()
    {
        var feed = new LaneFeed<string>(1);
        await feed.Read(() => Task.CompletedTask);
        List<string> store = [.. Enumerable.Range(0, 1_000).Select(number => $"{number:D4}")];
        store.ForEach(item => feed.Offer(item, "friend", item));

        var taken = Taken(feed);
        Assert.InRange(taken.Count, 1, 999);
        feed.Offer("late", "friend", "late");
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
        var feed = new LaneFeed<string>(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => feed.Read(() => throw new InvalidOperationException()));

        feed.Offer("b", "friend", "b");
        Assert.Empty(Taken(feed));
        await feed.Read(() => Bring(feed, ["a", "b"]));

        Assert.Equal(["a", "b"], Taken(feed));
    }

    private static async Task Bring(LaneFeed<string> feed, List<string> store)
    {
        foreach (var item in store.ToList())
        {
            await feed.Write(item, "friend", item, default);
        }
    }

    private static List<string> Taken(LaneFeed<string> feed)
    {
        var taken = new List<string>();
        foreach (var lane in feed.Lanes)
        {
            while (lane.TryRead(out var item))
            {
                taken.Add(item);
            }
        }

        return taken;
    }
}
