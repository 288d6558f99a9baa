using Bot.Friends;

namespace Bot.Tests.Friends;

public sealed class FriendStoreTests : IDisposable
{
    private const string Hana = "U11111111111111111111111111111111";

    private readonly Chat _chat = new(services => services.AddFriends());

    public void Dispose() => _chat.Dispose();

    [Fact]
    public async Task Changes_made_at_once_are_all_kept()
    {
        await _chat.Follow(Hana);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Change(change => change.AddTag($"tag{i}", null, FactSource.Api)))));

        Assert.Equal(20, (await _chat.Friend(Hana)).Tags.Count);
        Assert.Equal(20, (await _chat.TimelineOf(Hana)).Count(entry => entry.Kind == TimelineKind.TagAdded));
    }

    [Fact]
    public async Task Changes_beside_a_chat_are_all_kept()
    {
        await _chat.Follow(Hana);

        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(i => new[]
        {
            Task.Run(() => _chat.Write(Hana, $"{i}")) as Task,
            Task.Run(() => Change(change => change.AddTag($"tag{i}", null, FactSource.Api))),
        }));

        Assert.Equal(10, (await _chat.Friend(Hana)).Tags.Count);
        Assert.Equal(10, (await _chat.TimelineOf(Hana)).Count(entry => entry.Kind == TimelineKind.Wrote));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_writes_nothing()
    {
        await _chat.Follow(Hana);
        var before = await Version();

        await Change(change => change.RemoveTag("none", FactSource.Api));

        Assert.Equal(before, await Version());

        async Task<long> Version() => (await _chat.Store.Get(FriendCollections.Friends, Hana, default))!.Version;
    }

    [Fact]
    public async Task Nobody_is_changed_where_nobody_is() => Assert.Null(await Change(change => change.AddTag("x", null, FactSource.Api)));

    [Fact]
    public async Task What_happened_in_one_turn_keeps_its_order()
    {
        await _chat.Follow(Hana);
        await Change(change =>
        {
            for (var i = 0; i < 30; i++)
            {
                change.Record(TimelineKind.Other, detail: $"{i}");
            }
        });

        var entries = (await _chat.TimelineOf(Hana)).Where(entry => entry.Kind == TimelineKind.Other);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i}"), entries.Select(entry => entry.Detail));
    }

    [Fact]
    public async Task The_timeline_is_paged_newest_first()
    {
        await _chat.Follow(Hana);
        for (var i = 0; i < 7; i++)
        {
            _chat.Clock.Advance(TimeSpan.FromSeconds(1));
            await _chat.Write(Hana, $"{i}");
        }

        var first = await _chat.Get<FriendStore>().Timeline(Hana, 5, null, default);
        var second = await _chat.Get<FriendStore>().Timeline(Hana, 5, first.Next, default);

        Assert.Equal(["6", "5", "4", "3", "2"], first.Items.Select(entry => entry.Value.Detail));
        Assert.Equal(["1", "0", null], second.Items.Select(entry => entry.Value.Detail));
        Assert.Null(second.Next);
    }

    private Task<FriendChange?> Change(Action<FriendChange> decide) => _chat.Get<FriendStore>().Change(
        Hana,
        (change, _) =>
        {
            decide(change);
            return ValueTask.FromResult(change);
        },
        default);
}
