using Bot.Friends;

namespace Bot.Segments.Indexing;

/// <summary>The numbers friends go by in the index: given out in the order of arrival, never given to somebody else.</summary>
internal sealed class Ordinals
{
    private const int Empty = -1;
    private const int Gone = -2;

    // LINE's ids, by ordinal; a hash table of ordinals over them. Other ids stand beside, as texts.
    private readonly Dictionary<string, int> _others = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _otherIds = [];
    private UInt128[] _ids = [];
    private int[] _table = [Empty, Empty, Empty, Empty];
    private int _tableUsed;
    private Sorted _sorted = new([], 0);

    /// <summary>How many were given out.</summary>
    public int Count { get; private set; }

    /// <summary>Those who are still there.</summary>
    public OrdinalSet Present { get; private set; } = new();

    public long Bytes => (16L * _ids.Length) + (4L * _table.Length) + (4L * _sorted.Ordinals.Length) + Present.Bytes + (200L * _others.Count);

    /// <summary>The chunks that ordinals reach into.</summary>
    public int Chunks => (Count + Chunk.Size - 1) / Chunk.Size;

    /// <summary>The ordinal of this friend, or -1.</summary>
    public int Find(string id) =>
        PackedId.TryPack(id, out var packed) ? _table[PlaceOf(packed)] is var found and >= 0 ? found : -1
        : _others.TryGetValue(id, out var other) ? other : -1;

    public int FindOrAdd(string id)
    {
        if (Find(id) is var known and >= 0)
        {
            return known;
        }

        var ordinal = Count++;
        if (Count > _ids.Length)
        {
            Array.Resize(ref _ids, Count + 64 + (Count / 16));
        }

        Present.Add(ordinal);
        if (PackedId.TryPack(id, out var packed))
        {
            _ids[ordinal] = packed;
            Enter(ordinal);
        }
        else
        {
            _others.Add(id, ordinal);
            _otherIds.Add(ordinal, id);
        }

        return ordinal;
    }

    /// <summary>Forgets the friend, their id too.</summary>
    public void Remove(int ordinal)
    {
        if (_otherIds.Remove(ordinal, out var other))
        {
            _others.Remove(other);
        }
        else
        {
            _table[PlaceOf(_ids[ordinal])] = Gone;
            _ids[ordinal] = default;
        }

        Present.Remove(ordinal);
    }

    /// <summary>The id as LINE's; false: it is another's, see <see cref="IdOf"/>.</summary>
    public bool TryPackedIdOf(int ordinal, out UInt128 id)
    {
        id = _ids[ordinal];
        return _otherIds.Count == 0 || !_otherIds.ContainsKey(ordinal);
    }

    public string IdOf(int ordinal) => _otherIds.GetValueOrDefault(ordinal) ?? PackedId.ToText(_ids[ordinal]);

    /// <summary>
    /// All ordinals in the order of LINE's ids, other ids before them; some may have left since. Whoever came since the last call is
    /// sorted in, so that a list of nearly everybody need not be sorted each time. Several may call it at once.
    /// </summary>
    public ReadOnlySpan<int> InOrderOfIds()
    {
        if (_sorted is var sorted && sorted.Until != Count)
        {
            _sorted = sorted = new(Merged(sorted), Count);
        }

        return sorted.Ordinals;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(Count);
        to.Put<UInt128>(_ids.AsSpan(0, Count));
        Present.Write(to);
        to.Write(_otherIds.Count);
        foreach (var (ordinal, id) in _otherIds)
        {
            to.Write(ordinal);
            to.Write(id);
        }
    }

    public static Ordinals Read(BinaryReader from)
    {
        var count = from.ReadCount(1 << 28);
        var ordinals = new Ordinals { Count = count, _ids = from.Take<UInt128>(count), Present = OrdinalSet.Read(from) };
        for (var others = from.ReadCount(count); others > 0; others--)
        {
            var (ordinal, id) = (from.ReadInt32(), from.ReadString());
            ordinals._others.Add(id, ordinal);
            ordinals._otherIds.Add(ordinal, id);
        }

        ordinals.BuildTable();
        return ordinals;
    }

    private int[] Merged(Sorted sorted)
    {
        int[] stayed = [.. sorted.Ordinals.Where(Present.Contains)];
        int[] came = [.. Enumerable.Range(sorted.Until, Count - sorted.Until).Where(Present.Contains)];
        Array.Sort(Array.ConvertAll(came, ordinal => _ids[ordinal]), came);
        var all = new int[stayed.Length + came.Length];
        for (int at = 0, old = 0, recent = 0; at < all.Length; at++)
        {
            all[at] = recent == came.Length || (old < stayed.Length && _ids[stayed[old]] < _ids[came[recent]]) ? stayed[old++] : came[recent++];
        }

        return all;
    }

    private void Enter(int ordinal)
    {
        if (++_tableUsed * 4L > _table.Length * 3L)
        {
            BuildTable();
        }
        else
        {
            _table[PlaceOf(_ids[ordinal])] = ordinal;
        }
    }

    private void BuildTable()
    {
        _table = new int[(int)(Present.Count * 1.6) + 64];
        Array.Fill(_table, Empty);
        _tableUsed = 0;
        for (var ordinal = 0; ordinal < Count; ordinal++)
        {
            if (Present.Contains(ordinal) && !_otherIds.ContainsKey(ordinal))
            {
                _table[PlaceOf(_ids[ordinal])] = ordinal;
                _tableUsed++;
            }
        }
    }

    // Where the id stands, or would.
    private int PlaceOf(UInt128 id)
    {
        // The ids are random numbers already; what a provider made of them may not be.
        var hash = ((ulong)id ^ (ulong)(id >> 64)) * 0x9E3779B97F4A7C15;
        for (var place = (int)(((UInt128)hash * (uint)_table.Length) >> 64); ; place = place + 1 == _table.Length ? 0 : place + 1)
        {
            if (_table[place] is var there && (there == Empty || (there >= 0 && _ids[there] == id)))
            {
                return place;
            }
        }
    }

    // Replaced as a whole, so that others can read it meanwhile.
    private sealed record Sorted(int[] Ordinals, int Until);
}
