using Bot.Friends;
using Bot.Instances;
using Bot.Segments.Indexing;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>
/// The index of all friends, kept equal to the store by its change feed. Before a question it takes over whatever was
/// committed until then, so that it answers what the store would; while it has too much to take over it answers nothing.
/// </summary>
internal sealed class SegmentIndex : IDisposable
{
    private const int PageLength = 1_000;

    private readonly IDocumentStore _store;
    private readonly TimeProvider _clock;
    private readonly ReaderWriterLockSlim _reading = new();
    private FriendIndex _index = new();
    private string? _position;
    private long _changes;

    public SegmentIndex(IDocumentStore store, TimeProvider clock) => (_store, _clock, Feed) = (store, clock, new FeedFollower(TakeOver, clock));

    /// <summary>Brings the index to what is in the store.</summary>
    public FeedFollower Feed { get; }

    /// <summary>How many changes were taken over since the start.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>Whether somebody was taken out since this was last asked to be forgotten.</summary>
    public bool HasForgotten { get; set; }

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
        using var held = await Feed.Hold(ct);
        if (Snapshot.Read(file) is not var (index, position))
        {
            return false;
        }

        Change(() => (_index, _position) = (index, position));
        return true;
    }

    /// <summary>Writes a snapshot; nothing where there is nothing to be known yet.</summary>
    public async Task Save(string file, CancellationToken ct)
    {
        using var held = await Feed.Hold(ct);
        if (_position is { } position && Feed.IsReady)
        {
            Read(index =>
            {
                Snapshot.Write(file, index, position);
                return true;
            });
            HasForgotten = false;
        }
    }

    /// <summary>How it stands.</summary>
    public IndexState State()
    {
        var (isReady, equalAt) = (Feed.IsReady, Feed.EqualAt);
        var (friends, memory) = Read(index => (index.Count, index.Memory()));
        return new IndexState(
            isReady ? IndexReadiness.Ready : IndexReadiness.CatchingUp,
            friends,
            Changes,
            equalAt,
            memory.Sum(part => part.Bytes),
            memory.ToDictionary(part => part.Part, part => part.Bytes))
        {
            Behind = isReady || equalAt is null ? null : _clock.GetUtcNow() - equalAt,
        };
    }

    /// <summary>Waits for whoever follows or saves, so that a snapshot written at the very end is whole.</summary>
    public void Dispose()
    {
        Feed.Dispose();
        _reading.Dispose();
    }

    private async Task<int> TakeOver(CancellationToken ct)
    {
        var page = await _store.Changes(FriendCollections.Friends, _position, PageLength, ct);
        if (page.StartsOver || page.Items.Count > 0)
        {
            Change(() => TakeOver(page));
        }

        _position = page.Next;
        return page.Items.Count;
    }

    private void TakeOver(ChangePage<Friend> page)
    {
        if (page.StartsOver)
        {
            _index = new FriendIndex();
            Feed.BeginsAnew();
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
