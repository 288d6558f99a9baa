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
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RoomPoll = TimeSpan.FromMilliseconds(5);

    private readonly Channel<Item>[] _lanes;
    private readonly int _capacity;
    private readonly TimeSpan _leftFor;
    private readonly Func<T, DateTimeOffset> _order;

    // What is somewhere in memory and since when, so that reading the store does not bring it twice.
    private readonly ConcurrentDictionary<string, long> _inMemory = new();
    private int _inLanes;

    // Keys of which an item was lost to somebody else, and when: what came here after it must not overtake it.
    private readonly ConcurrentDictionary<string, long> _left = new();

    private readonly Lock _offering = new();
    private bool _behind = true;

    // What is offered while the store gives the last of what it held: it comes after that.
    private List<Item>? _late;

    /// <param name="lanes">How many items are worked on at a time.</param>
    /// <param name="capacity">How many items wait in memory.</param>
    /// <param name="leftFor">For how long a key is left to the store when an item of it was lost to somebody else.</param>
    /// <param name="order">The order of items of one key that wait together; without it, as they came.</param>
    public LaneFeed(int lanes, int capacity, TimeSpan leftFor, Func<T, DateTimeOffset>? order = null)
    {
        (_capacity, _leftFor, _order) = (capacity, leftFor, order ?? (_ => default));
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true }))];
    }

    /// <summary>
    /// Works every lane and keeps reading the store, until stopped. The work says false when it found that somebody else
    /// has the item. A store that cannot be read now is told of, and asked again.
    /// </summary>
    public async Task Run(
        Func<CancellationToken, Task> store, Func<T, CancellationToken, Task<bool>> work, Action<string> problem, CancellationToken ct)
    {
        var lanes = Enumerable.Range(0, _lanes.Length).Select(lane => Work(lane, work, ct)).ToArray();
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

    /// <summary>
    /// Keeps a place for an item that is about to be stored. False: there is none, or something stored before it waits to be
    /// read; then it is left to the store.
    /// </summary>
    public bool Reserve(string id, string key)
    {
        lock (_offering)
        {
            if ((_behind && _late is null) || IsLeft(key))
            {
                return false;
            }

            if (_late is null && Volatile.Read(ref _inLanes) >= _capacity)
            {
                _behind = true;
                return false;
            }

            return Hold(id);
        }
    }

    /// <summary>Takes an item that was stored; a place was kept for it.</summary>
    public void Offer(string id, string key, T item)
    {
        lock (_offering)
        {
            if (_late is { } late)
            {
                late.Add(new(id, key, item));
            }
            else
            {
                Write(new(id, key, item));
            }
        }
    }

    /// <summary>Has the store bring all it holds, by <see cref="Write(string, string, T, CancellationToken)"/>; after that places are given again.</summary>
    public async Task Read(Func<Task> store)
    {
        await store();
        lock (_offering)
        {
            if (!_behind)
            {
                return;
            }

            _late ??= [];
        }

        // Once more: what was stored while no places were given. Should it fail, the late ones stay late.
        await store();
        lock (_offering)
        {
            _late.ForEach(Write);
            (_late, _behind) = (null, false);
        }
    }

    /// <summary>An item read from the store; waits for room.</summary>
    public async ValueTask Write(string id, string key, T item, CancellationToken ct)
    {
        while (Volatile.Read(ref _inLanes) >= _capacity)
        {
            await Task.Delay(RoomPoll, ct);
        }

        if (Hold(id))
        {
            Write(new(id, key, item));
        }
    }

    /// <summary>Whether the item is in memory, or a place is kept for it.</summary>
    public bool Holds(string id) => _inMemory.ContainsKey(id);

    /// <summary>Gives back the place that was kept: the item was not stored after all.</summary>
    public void Release(string id) => _inMemory.TryRemove(id, out _);

    /// <summary>What waits in a lane now, by itself in the order of the work.</summary>
    internal IReadOnlyList<T> Waiting(int lane)
    {
        var waiting = new List<T>();
        while (_lanes[lane].Reader.TryRead(out var next))
        {
            waiting.Add(next.Value);
            Done(next);
        }

        return [.. waiting.OrderBy(_order)];
    }

    private async Task Work(int lane, Func<T, CancellationToken, Task<bool>> work, CancellationToken ct)
    {
        var reader = _lanes[lane].Reader;
        var waiting = new List<Item>();
        while (await reader.WaitToReadAsync(ct))
        {
            while (reader.TryRead(out var next))
            {
                waiting.Add(next);
            }

            foreach (var next in waiting.Count == 1 ? waiting : [.. waiting.OrderBy(one => _order(one.Value))])
            {
                if (!CameBeforeALoss(next) && !await work(next.Value, ct))
                {
                    Leave(next.Key);
                }

                Done(next);
            }

            waiting.Clear();
        }
    }

    private bool CameBeforeALoss(Item item) => _left.TryGetValue(item.Key, out var at) && _inMemory.TryGetValue(item.Id, out var since) && since <= at;

    private void Leave(string key)
    {
        _left[key] = TimeProvider.System.GetTimestamp();
        foreach (var (other, _) in _left)
        {
            IsLeft(other); // Forgets those of long ago.
        }
    }

    private bool IsLeft(string key)
    {
        if (!_left.TryGetValue(key, out var at))
        {
            return false;
        }

        var isLeft = TimeProvider.System.GetElapsedTime(at) < _leftFor;
        return isLeft || !_left.TryRemove(new(key, at));
    }

    private bool Hold(string id) => _inMemory.TryAdd(id, TimeProvider.System.GetTimestamp());

    private void Write(Item item)
    {
        Interlocked.Increment(ref _inLanes);
        _lanes[(uint)item.Key.GetHashCode(StringComparison.Ordinal) % (uint)_lanes.Length].Writer.TryWrite(item);
    }

    // Dealt with; found in the store again it is brought again.
    private void Done(Item item)
    {
        Interlocked.Decrement(ref _inLanes);
        _inMemory.TryRemove(item.Id, out _);
    }

    private readonly record struct Item(string Id, string Key, T Value);
}
