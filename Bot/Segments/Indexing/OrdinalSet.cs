namespace Bot.Segments.Indexing;

/// <summary>A set of friends by their ordinals, chunk by chunk; chunks without a member cost nothing.</summary>
internal sealed class OrdinalSet
{
    private Chunk?[] _chunks = [];

    public int Count { get; private set; }

    public long Bytes => 48 + (8L * _chunks.Length) + _chunks.Sum(chunk => chunk?.Bytes ?? 0);

    public bool Contains(int ordinal) => ChunkOf(ordinal)?.Contains((ushort)ordinal) == true;

    /// <summary>How many members of the ordinal's chunk come before it.</summary>
    public int RankOf(int ordinal) => ChunkOf(ordinal)?.RankOf((ushort)ordinal) ?? 0;

    public bool Add(int ordinal)
    {
        if (ordinal >> 16 >= _chunks.Length)
        {
            Array.Resize(ref _chunks, (ordinal >> 16) + 1);
        }

        var added = (_chunks[ordinal >> 16] ??= new Chunk()).Add((ushort)ordinal);
        Count += added ? 1 : 0;
        return added;
    }

    public bool Remove(int ordinal)
    {
        if (ChunkOf(ordinal) is not { } chunk || !chunk.Remove((ushort)ordinal))
        {
            return false;
        }

        Count--;
        if (chunk.Count == 0)
        {
            _chunks[ordinal >> 16] = null;
        }

        return true;
    }

    /// <summary>The members of a chunk as bits, for which these words may be used; nothing where there are none.</summary>
    public ReadOnlySpan<ulong> Bits(int chunk, Span<ulong> words) => chunk < _chunks.Length && _chunks[chunk] is { } there ? there.Bits(words) : [];

    /// <summary>Adds the members of a chunk to these words.</summary>
    public void AddTo(int chunk, Span<ulong> words)
    {
        if (chunk < _chunks.Length)
        {
            _chunks[chunk]?.AddTo(words);
        }
    }

    public bool IsEmpty(int chunk) => chunk >= _chunks.Length || _chunks[chunk] is null;

    public int CountIn(int chunk) => chunk < _chunks.Length ? _chunks[chunk]?.Count ?? 0 : 0;

    /// <summary>A set of its own with these besides.</summary>
    public OrdinalSet With(IEnumerable<int> ordinals)
    {
        var set = new OrdinalSet { _chunks = [.. _chunks.Select(chunk => chunk?.Copy())], Count = Count };
        foreach (var ordinal in ordinals)
        {
            set.Add(ordinal);
        }

        return set;
    }

    public void Write(BinaryWriter to)
    {
        to.Write(_chunks.Length);
        foreach (var chunk in _chunks)
        {
            to.Write(chunk is not null);
            chunk?.Write(to);
        }
    }

    public static OrdinalSet Read(BinaryReader from)
    {
        var set = new OrdinalSet { _chunks = new Chunk?[from.ReadCount(Chunk.Size)] };
        for (var chunk = 0; chunk < set._chunks.Length; chunk++)
        {
            if (from.ReadBoolean())
            {
                set._chunks[chunk] = Chunk.Read(from);
                set.Count += set._chunks[chunk]!.Count;
            }
        }

        return set;
    }

    private Chunk? ChunkOf(int ordinal) => ordinal >> 16 < _chunks.Length ? _chunks[ordinal >> 16] : null;
}
