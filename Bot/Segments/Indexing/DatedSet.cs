namespace Bot.Segments.Indexing;

/// <summary>
/// Friends with the time something came to be for them, to a slot of three hours. That decides all but those of the slot
/// in which a question's bound lies, at two bytes a friend; midnights in Japan lie between slots.
/// </summary>
internal sealed class DatedSet
{
    // By rank in the chunk, as the chunk's members come.
    private ushort[]?[] _slots = [];

    public OrdinalSet Members { get; private init; } = new();

    public long Bytes => Members.Bytes + _slots.Sum(slots => slots is null ? 8L : 32 + (2L * slots.Length));

    /// <summary>The slot of a member.</summary>
    public ushort this[int ordinal] => _slots[ordinal >> 16]![Members.RankOf(ordinal)];

    public void Set(int ordinal, ushort slot)
    {
        var chunk = ordinal >> 16;
        if (chunk >= _slots.Length)
        {
            Array.Resize(ref _slots, chunk + 1);
        }

        var slots = _slots[chunk] ?? [];
        var count = Members.CountIn(chunk);
        var added = Members.Add(ordinal);
        var rank = Members.RankOf(ordinal);
        if (added)
        {
            Growing.Insert(ref slots, count, rank, slot);
            _slots[chunk] = slots;
        }
        else
        {
            slots[rank] = slot;
        }
    }

    public void Clear(int ordinal)
    {
        var chunk = ordinal >> 16;
        var (count, rank) = (Members.CountIn(chunk), Members.RankOf(ordinal));
        if (Members.Remove(ordinal))
        {
            Growing.Remove(_slots[chunk]!, count, rank);
            if (count == 1)
            {
                _slots[chunk] = null;
            }
        }
    }

    /// <summary>The members of a chunk whose slot lies between these two, both included.</summary>
    public ReadOnlySpan<ulong> Between(int chunk, ushort first, ushort last, Span<ulong> words)
    {
        if (first > last || Members.IsEmpty(chunk))
        {
            return [];
        }

        if (first == 0 && last == ushort.MaxValue)
        {
            return Members.Bits(chunk, words);
        }

        var members = Members.Bits(chunk, words);
        var slots = _slots[chunk].AsSpan(0, Members.CountIn(chunk));
        var (width, rank) = ((ushort)(last - first), 0);
        for (var word = 0; word < members.Length; word++)
        {
            ulong found = 0;
            for (var left = members[word]; left != 0; left &= left - 1)
            {
                // One comparison for both ends: below the first the difference is huge.
                if ((ushort)(slots[rank++] - first) <= width)
                {
                    found |= left & (0 - left);
                }
            }

            words[word] = found;
        }

        return words;
    }

    public void Write(BinaryWriter to)
    {
        Members.Write(to);
        to.Write(_slots.Length);
        for (var chunk = 0; chunk < _slots.Length; chunk++)
        {
            to.Put<ushort>(_slots[chunk].AsSpan(0, Members.CountIn(chunk)));
        }
    }

    public static DatedSet Read(BinaryReader from)
    {
        var set = new DatedSet { Members = OrdinalSet.Read(from) };
        set._slots = new ushort[]?[from.ReadCount(Chunk.Size)];
        for (var chunk = 0; chunk < set._slots.Length; chunk++)
        {
            set._slots[chunk] = set.Members.IsEmpty(chunk) ? null : from.Take<ushort>(set.Members.CountIn(chunk));
        }

        return set;
    }
}

/// <summary>The slots of three hours that times fall into, from 2015 to 2037; all before and all after are in the first and the last.</summary>
internal static class TimeSlot
{
    private static readonly DateTimeOffset Beginning = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Length = TimeSpan.FromHours(3);
    private const int Last = ushort.MaxValue;

    public static ushort Of(DateTimeOffset moment) => (ushort)Math.Clamp(Number(moment), 0, Last);

    /// <summary>The slots wholly within a span (from a moment, included, until another), and those it touches at all. First above last: none.</summary>
    public static ((int First, int Last) Within, (int First, int Last) Touched) In(DateTimeOffset? from, DateTimeOffset? until)
    {
        // The first slot of all has no beginning and the last no end, so that a bound never leaves all of them within.
        var begins = from is { } first ? (int)Math.Clamp(BeginsWith(first) ? Number(first) : Number(first) + 1, 1, Last + 1) : 0;
        var ends = until is { } end ? (int)Math.Clamp(Number(end), 0, Last) - 1 : Last;
        return ((begins, ends), (from is { } since ? Of(since) : 0, until is not { } before ? Last : before == DateTimeOffset.MinValue ? -1 : Of(before.AddTicks(-1))));
    }

    private static bool BeginsWith(DateTimeOffset moment) => (moment - Beginning).Ticks % Length.Ticks == 0;

    private static long Number(DateTimeOffset moment) => (long)Math.Floor((moment - Beginning) / Length);
}
