using Bot.Friends;
using Bot.Storage;

namespace Bot.Tests.Friends;

public sealed class FriendErasureTests : IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";
    private const string Taro = "U22222222222222222222222222222222";

    private readonly Chat _chat = new(services => services.AddFriends());

    public void Dispose() => _chat.Dispose();

    [Fact]
    public async Task Nothing_of_the_friend_is_left_and_the_receipt_says_nothing_of_them()
    {
        await _chat.Follow(Hana);
        await _chat.Write(Hana, "ひみつ");
        await _chat.Follow(Taro);
        var export = await Data.Export(Hana, default);

        var receipt = await Data.Erase(Hana, default);

        Assert.Equal([new ErasedCount("friends", 1), new ErasedCount("timeline", 2)], receipt!.Erased);
        Assert.Equal(export!["digest"]!.GetValue<string>(), receipt.Digest);
        Assert.Null(await Data.Export(Hana, default));
        Assert.Empty(await _chat.TimelineOf(Hana));
        Assert.NotNull(await _chat.Friend(Taro));
        Assert.DoesNotContain(Hana, System.Text.Json.JsonSerializer.Serialize(receipt));
        Assert.Equal(receipt.Id, (await _chat.Store.Get(FriendCollections.Erasures, receipt.Id, default))!.Value.Id);
    }

    [Fact]
    public async Task Erasing_nobody_makes_no_receipt()
    {
        Assert.Null(await Data.Erase(Hana, default));
        Assert.Equal(0, await _chat.Store.Count(FriendCollections.Erasures, Filter.Everything, default));
    }

    [Fact]
    public async Task Who_comes_back_is_somebody_new()
    {
        await _chat.Follow(Hana);
        await Data.Erase(Hana, default);
        _chat.Clock.Advance(TimeSpan.FromDays(1));

        await _chat.Write(Hana, "こんにちは");

        Assert.Equal(_chat.Clock.GetUtcNow(), (await _chat.Friend(Hana)).FirstSeenAt);
        Assert.Single(await _chat.TimelineOf(Hana));
    }

    [Fact]
    public async Task Erased_while_they_speak_nothing_of_before_is_left()
    {
        await _chat.Follow(Hana);
        var speaking = Enumerable.Range(0, 20).Select(i => Task.Run(() => _chat.Write(Hana, $"{i}"))).ToList();

        var receipt = await Data.Erase(Hana, default);
        await Task.WhenAll(speaking);

        Assert.NotNull(receipt);
        var erased = receipt.Erased.Single(count => count.Collection == "timeline").Count;
        Assert.Equal(21, erased + (await _chat.TimelineOf(Hana)).Count);
    }

    [Fact]
    public async Task A_long_history_is_erased_at_once()
    {
        await _chat.Follow(Hana);
        var many = new Commit();
        for (var i = 0; i < 3_000; i++)
        {
            many.Insert(FriendCollections.Timeline, new TimelineEntry { Id = $"e{i}", FriendId = Hana, At = _chat.Clock.GetUtcNow(), Kind = TimelineKind.Other });
        }

        await _chat.Store.Commit(many, default);

        Assert.Contains(new ErasedCount("timeline", 3_001), (await Data.Erase(Hana, default))!.Erased);
        Assert.Equal(0, await _chat.Store.Count(FriendCollections.Timeline, Filter.Everything, default));
    }

    private FriendErasure Data => _chat.Get<FriendErasure>();
}
