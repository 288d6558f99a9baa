using System.Numerics;

namespace Bot.Segments.Indexing;

/// <summary>
/// Some of 65,536 neighbouring ordinals: a sorted list while they are few, bits when they are many, so that a tag of ten
/// friends costs twenty bytes and a tag of everybody a bit each.
/// </summary>
internal sealed class Chunk
{
    public const int Size = 1 << 16;

    // A list of so many takes half the memory of bits, and turning it into bits two microseconds.
    private const int MostListed = 2048;
    private const int WordsInBlock = 32;

    private ushort[]? _list;
    private ulong[]? _bits;
    private ushort[]? _before;

    public Chunk() => _list = [];

    private Chunk(ushort[]? list, ulong[]? bits, int count)
    {
        (_list, _bits, Count) = (list, bits, count);
        if (bits is not null)
        {
            CountBlocks(bits);
        }
    }

    /// <summary>How many members there are.</summary>
    public int Count { get; private set; }

    /// <summary>What it takes of memory, about.</summary>
    public long Bytes => 48 + (_list is { } list ? 24 + (2L * list.Length) : 48 + (8L * BitWords.Count) + (2L * (BitWords.Count / WordsInBlock)));

    public bool Contains(ushort member) => _bits is { } bits ? (bits[member >> 6] >> (member & 63) & 1) != 0 : Find(member) >= 0;

    /// <summary>How many members come before this one.</summary>
    public int RankOf(ushort member)
    {
        if (_bits is not { } bits)
        {
            var at = Find(member);
            return at < 0 ? ~at : at;
        }

        var word = member >> 6;
        var block = word / WordsInBlock;
        return _before![block]
            + BitWords.CountOf(bits.AsSpan(block * WordsInBlock, word - (block * WordsInBlock)))
            + BitOperations.PopCount(bits[word] & ((1UL << (member & 63)) - 1));
    }

    /// <summary>Whether it was not a member before.</summary>
    public bool Add(ushort member)
    {
        if (_bits is null && Count == MostListed && Find(member) < 0)
        {
            TurnIntoBits();
        }

        if (_bits is { } bits)
        {
            if (Contains(member))
            {
                return false;
            }

            bits[member >> 6] |= 1UL << (member & 63);
            Moved(member, 1);
        }
        else if (Find(member) is var at && at < 0)
        {
            Growing.Insert(ref _list!, Count, ~at, member);
        }
        else
        {
            return false;
        }

        Count++;
        return true;
    }

    /// <summary>Whether it was a member.</summary>
    public bool Remove(ushort member)
    {
        if (!Contains(member))
        {
            return false;
        }

        if (_bits is { } bits)
        {
            bits[member >> 6] &= ~(1UL << (member & 63));
            Moved(member, -1);
        }
        else
        {
            Growing.Remove(_list!, Count, Find(member));
        }

        // Far below where a list became bits, so that one friend coming and going does not turn it over each time.
        if (--Count < MostListed / 2 && _bits is not null)
        {
            TurnIntoList();
        }

        return true;
    }

    /// <summary>The members as bits: its own, or written into these words.</summary>
    public ReadOnlySpan<ulong> Bits(Span<ulong> words)
    {
        if (_bits is { } bits)
        {
            return bits;
        }

        words.Clear();
        AddTo(words);
        return words;
    }

    /// <summary>Adds the members to these words.</summary>
    public void AddTo(Span<ulong> words)
    {
        if (_bits is { } bits)
        {
            BitWords.Or(words, bits, words);
            return;
        }

        foreach (var member in _list.AsSpan(0, Count))
        {
            words[member >> 6] |= 1UL << (member & 63);
        }
    }

    public Chunk Copy() => new(_list?[..Count], _bits?[..], Count);

    public void Write(BinaryWriter to)
    {
        // Which of the two it is does not follow from the number: what became fewer stays bits for a while.
        to.Write(_bits is not null);
        to.Write(Count);
        if (_bits is { } bits)
        {
            to.Put<ulong>(bits);
        }
        else
        {
            to.Put<ushort>(_list.AsSpan(0, Count));
        }
    }

    public static Chunk Read(BinaryReader from)
    {
        var areBits = from.ReadBoolean();
        var count = from.ReadCount(Size);
        return areBits ? new(null, from.Take<ulong>(BitWords.Count), count) : new(from.Take<ushort>(count), null, count);
    }

    private int Find(ushort member) => _list.AsSpan(0, Count).BinarySearch(member);

    private void TurnIntoBits()
    {
        var bits = new ulong[BitWords.Count];
        Bits(bits);
        (_bits, _list) = (bits, null);
        CountBlocks(bits);
    }

    private void TurnIntoList()
    {
        var list = new ushort[Count];
        var at = 0;
        for (var word = 0; word < BitWords.Count; word++)
        {
            for (var left = _bits![word]; left != 0; left &= left - 1)
            {
                list[at++] = (ushort)((word << 6) + BitOperations.TrailingZeroCount(left));
            }
        }

        (_list, _bits, _before) = (list, null, null);
    }

    private void CountBlocks(ulong[] bits)
    {
        _before = new ushort[BitWords.Count / WordsInBlock];
        for (var block = 1; block < _before.Length; block++)
        {
            _before[block] = (ushort)(_before[block - 1] + BitWords.CountOf(bits.AsSpan((block - 1) * WordsInBlock, WordsInBlock)));
        }
    }

    private void Moved(ushort member, int by)
    {
        foreach (ref var before in _before.AsSpan((member >> 6) / WordsInBlock + 1))
        {
            before = (ushort)(before + by);
        }
    }
}
