using Bot.Friends;
using Bot.Segments.Indexing;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>
/// The index of all friends, kept equal to the store by its change feed. Before a question it takes over whatever was
/// committed until then, so that it answers what the store would; while it has too much to take over it answers nothing.
/// </summary>
internal sealed class SegmentIndex(IDocumentStore store, TimeProvider clock) : IDisposable
{
    private const int PageLength = 1_000;

    // So many pages a question waits for; whoever changes more friends at once than that is asked of the store meanwhile.
    private const int MostPagesAwaited = 10;

    private readonly ReaderWriterLockSlim _reading = new();
    private readonly SemaphoreSlim _following = new(1, 1);
    private FriendIndex _index = new();
    private string? _position;
    private long _begun;
    private long _finished;
    private long _changes;
    private volatile bool _isReady;
    private DateTimeOffset? _equalAt;

    /// <summary>How many changes were taken over since the start.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Whether somebody was taken out since this was last asked to be forgotten.</summary>
    public bool HasForgotten { get; set; }

    /// <summary>
    /// Brings it to all that was committed before the call. False: there is too much, and the store must be asked. Whoever
    /// asks at the same moment shares one look at the feed.
    /// </summary>
    public async Task<bool> CatchUp(CancellationToken ct)
    {
        // While there is much to take over somebody is at it, and waiting for them is what the store spares the asker.
        var asked = Interlocked.Read(ref _begun);
        if (!await _following.WaitAsync(_isReady ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, ct))
        {
            return false;
        }

        try
        {
            // A look begun after this call has seen everything before it.
            return _finished > asked || await Follow(MostPagesAwaited, ct);
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Takes over some of what there is; whether that was all.</summary>
    public async Task<bool> GoOn(int pages, CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            return await Follow(pages, ct);
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Reads it, while nobody changes it.</summary>
    public T Read<T>(Func<FriendIndex, T> read)
    {
        _reading.EnterReadLock();
        try
        {
            return read(_index);
        }
        finally
        {
            _reading.ExitReadLock();
        }
    }

    /// <summary>Begins with what a snapshot knows; what came after it is taken over as ever.</summary>
    public async Task<bool> Load(string file, CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            if (Snapshot.Read(file) is not var (index, position))
            {
                return false;
            }

            Change(() => (_index, _position) = (index, position));
            return true;
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>Writes a snapshot; nothing where there is nothing to be known yet.</summary>
    public async Task Save(string file, CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            if (_position is { } position && _isReady)
            {
                Read(index =>
                {
                    Snapshot.Write(file, index, position);
                    return true;
                });
                HasForgotten = false;
            }
        }
        finally
        {
            _following.Release();
        }
    }

    /// <summary>How it stands.</summary>
    public IndexState State()
    {
        var (isReady, equalAt) = (_isReady, _equalAt);
        var (friends, memory) = Read(index => (index.Count, index.Memory()));
        return new IndexState(
            isReady ? IndexReadiness.Ready : IndexReadiness.CatchingUp,
            friends,
            Changes,
            equalAt,
            memory.Sum(part => part.Bytes),
            memory.ToDictionary(part => part.Part, part => part.Bytes))
        {
            Behind = isReady || equalAt is null ? null : clock.GetUtcNow() - equalAt,
        };
    }

    /// <summary>Waits for whoever follows or saves, so that a snapshot written at the very end is whole.</summary>
    public void Dispose()
    {
        _following.Wait();
        _reading.Dispose();
        _following.Dispose();
    }

    private async Task<bool> Follow(int pages, CancellationToken ct)
    {
        var number = Interlocked.Increment(ref _begun);
        for (; pages > 0; pages--)
        {
            var page = await store.Changes(FriendCollections.Friends, _position, PageLength, ct);
            if (page.StartsOver || page.Items.Count > 0)
            {
                Change(() => TakeOver(page));
            }

            _position = page.Next;
            if (page.Items.Count == 0)
            {
                (_finished, _equalAt, _isReady) = (number, clock.GetUtcNow(), true);
                return true;
            }
        }

        _isReady = false;
        return false;
    }

    private void TakeOver(ChangePage<Friend> page)
    {
        if (page.StartsOver)
        {
            (_index, _isReady) = (new FriendIndex(), false);
        }

        foreach (var change in page.Items)
        {
            if (change.Value is { } friend)
            {
                _index.Put(friend);
            }
            else
            {
                _index.Remove(change.Id);
                HasForgotten = true;
            }
        }

        Interlocked.Add(ref _changes, page.Items.Count);
    }

    private void Change(Action change)
    {
        _reading.EnterWriteLock();
        try
        {
            change();
        }
        finally
        {
            _reading.ExitWriteLock();
        }
    }
}

/// <summary>
/// How the index of this instance stands: how many friends and changes it took over, when it was last known to be equal to
/// the store (and how long ago that is, while it is not), and the bytes of memory it takes, about, part by part.
/// </summary>
public sealed record IndexState(
    IndexReadiness Readiness, int Friends, long Changes, DateTimeOffset? EqualAt, long Bytes, IReadOnlyDictionary<string, long> Parts)
{
    /// <summary>How far it is behind the store; null: it is not, or was never equal since the start.</summary>
    public TimeSpan? Behind { get; init; }
}

/// <summary>Whether the index answers.</summary>
public enum IndexReadiness
{
    /// <summary>It has much to take over; the store answers meanwhile, as truly but slower.</summary>
    CatchingUp,

    /// <summary>It answers, after a look at what changed.</summary>
    Ready,
}
