using System.Collections.Concurrent;
using System.Threading.Channels;
using Bot.Storage;

namespace Bot.Outbox;

/// <summary>
/// Brings stored items to lanes: those of one key to the same lane and in order, different keys' in parallel. Memory only
/// speeds it up; what does not fit is left to the store, which then feeds the lanes alone until they have all it held.
/// </summary>
internal sealed class LaneFeed<T>
{
    private const int LaneCapacity = 512;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    private readonly Channel<T>[] _lanes;

    // What is somewhere in memory, so that reading the store does not bring it twice.
    private readonly ConcurrentDictionary<string, byte> _inMemory = new();
    private readonly Lock _offering = new();
    private bool _behind = true;

    // What is offered while the store gives the last of what it held: it comes after that.
    private List<(string Id, string Key, T Item)>? _late;

    public LaneFeed(int lanes) =>
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => Channel.CreateBounded<T>(new BoundedChannelOptions(LaneCapacity) { SingleReader = true }))];

    public IEnumerable<ChannelReader<T>> Lanes => _lanes.Select(lane => lane.Reader);

    /// <summary>
    /// Works every lane and keeps reading the store, until stopped. A store that cannot be read now is told of, and asked
    /// again.
    /// </summary>
    public async Task Run(
        Func<CancellationToken, Task> store, Func<ChannelReader<T>, CancellationToken, Task> work, Action<string> problem, CancellationToken ct)
    {
        var lanes = Lanes.Select(lane => work(lane, ct)).ToArray();
        using var timer = new PeriodicTimer(Poll);
        do
        {
            try
            {
                await Read(() => store(ct));
            }
            catch (StoreException failure)
            {
                problem(failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));

        await Task.WhenAll(lanes);
    }

    /// <summary>Takes an item that was just stored, if there is room and nothing stored before it waits to be read.</summary>
    public void Offer(string id, string key, T item)
    {
        lock (_offering)
        {
            if (_late is { } late)
            {
                late.Add((id, key, item));
            }
            else if (!_behind)
            {
                _behind = !TryWrite(id, key, item);
            }
        }
    }

    /// <summary>Has the store bring all it holds, by <see cref="Write"/>; after that what is offered is taken again.</summary>
    public async Task Read(Func<Task> store)
    {
        await store();
        lock (_offering)
        {
            if (!_behind)
            {
                return;
            }

            _late = [];
        }

        var caughtUp = false;
        try
        {
            // Once more: what was stored while offers were turned away.
            await store();
            caughtUp = true;
        }
        finally
        {
            lock (_offering)
            {
                _behind = !(caughtUp && _late.TrueForAll(late => TryWrite(late.Id, late.Key, late.Item)));
                _late = null;
            }
        }
    }

    /// <summary>An item read from the store; waits for room.</summary>
    public async ValueTask Write(string id, string key, T item, CancellationToken ct)
    {
        if (_inMemory.TryAdd(id, 0))
        {
            await LaneOf(key).Writer.WriteAsync(item, ct);
        }
    }

    /// <summary>The item has been dealt with; found in the store again it is brought again.</summary>
    public void Done(string id) => _inMemory.TryRemove(id, out _);

    private bool TryWrite(string id, string key, T item)
    {
        if (!_inMemory.TryAdd(id, 0) || LaneOf(key).Writer.TryWrite(item))
        {
            return true;
        }

        _inMemory.TryRemove(id, out _);
        return false;
    }

    private Channel<T> LaneOf(string key) => _lanes[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)_lanes.Length];
}
