using Bot.Storage;

namespace Bot.Tests.Storage;

/// <summary>What every engine must do. An engine's test class says only how to open it.</summary>
public abstract partial class DocumentStoreContract
{
    private protected static readonly Collection<Guest> People = Guests.Collection;

    private protected static readonly Collection<Room> Rooms = Guests.Rooms;

    private protected static CancellationToken None => CancellationToken.None;

    /// <summary>Opens this test's store, empty at first; a second call closes it and opens what is there.</summary>
    private protected abstract Task<IDocumentStore> Open(params Collection[] collections);

    private Task<IDocumentStore> Open() => Open(People, Rooms);

    [Fact]
    public async Task What_was_committed_is_read_back()
    {
        var store = await Open();
        var guest = new Guest("U1")
        {
            Name = "花子 👩‍👩‍👧",
            Score = 1.5,
            Vip = true,
            SeenAt = new DateTimeOffset(2028, 2, 29, 23, 59, 59, 999, TimeSpan.FromHours(9)),
            Tags = [new("甘口", DateTimeOffset.UnixEpoch)],
        };

        Assert.IsType<CommitResult.Committed>(await store.Commit(new Commit().Insert(People, guest), None));

        var stored = await store.Get(People, "U1", None);
        Assert.Equal(1, stored!.Version);
        Assert.Equal(guest.Name, stored.Value.Name);
        Assert.Equal(guest.SeenAt, stored.Value.SeenAt);
        Assert.Equal(guest.Tags, stored.Value.Tags);
        Assert.Null(await store.Get(People, "U2", None));
    }
}
