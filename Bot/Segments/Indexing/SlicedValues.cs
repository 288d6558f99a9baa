namespace Bot.Segments.Indexing;

/// <summary>
/// A number for each of some friends, cut into its bits: slice n holds those whose bit n is set. Comparing all friends with
/// a value takes a few operations a slice, and stops where nobody is left undecided; bits that nobody has cost nothing.
/// </summary>
internal sealed class SlicedValues
{
    private const int Bits = 64;

    private readonly OrdinalSet?[] _slices = new OrdinalSet?[Bits];

    /// <summary>Those who have a value.</summary>
    public OrdinalSet Members { get; private init; } = new();

    public long Bytes => Members.Bytes + _slices.Sum(slice => slice?.Bytes ?? 8);

    /// <summary>The member's value; of somebody else 0.</summary>
    public ulong this[int ordinal]
    {
        get
        {
            ulong value = 0;
            for (var bit = 0; bit < Bits; bit++)
            {
                value |= _slices[bit]?.Contains(ordinal) == true ? 1UL << bit : 0;
            }

            return value;
        }
    }

    public void Set(int ordinal, ulong value)
    {
        var before = Members.Add(ordinal) ? 0 : this[ordinal];
        for (var changed = before ^ value; changed != 0; changed &= changed - 1)
        {
            var bit = System.Numerics.BitOperations.TrailingZeroCount(changed);
            if ((value >> bit & 1) != 0)
            {
                (_slices[bit] ??= new OrdinalSet()).Add(ordinal);
            }
            else
            {
                _slices[bit]!.Remove(ordinal);
            }
        }
    }

    public void Clear(int ordinal)
    {
        if (Members.Contains(ordinal))
        {
            Set(ordinal, 0);
            Members.Remove(ordinal);
        }
    }

    /// <summary>Adds the members of a chunk whose value is below this to the words.</summary>
    public void AddBelow(int chunk, ulong value, Span<ulong> below, Scratch scratch)
    {
        // Those whose higher bits are the value's, and so are not decided yet.
        var equal = scratch.Rent();
        var spare = scratch.Rent();
        Members.Bits(chunk, spare).CopyTo(equal);
        for (var bit = Bits - 1; bit >= 0; bit--)
        {
            var slice = _slices[bit] is { } there ? there.Bits(chunk, spare) : [];
            var isSet = (value >> bit & 1) != 0;
            if (slice.IsEmpty)
            {
                if (isSet)
                {
                    BitWords.Or(below, equal, below);
                    return;
                }
            }
            else if (isSet ? !BitWords.MoveRest(equal, slice, below) : !BitWords.Remove(equal, slice))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Those of the candidates who are surely among so many with the greatest values. What stays of the candidates share the
    /// value after those; as many as are left may be taken from them, by whatever else counts.
    /// </summary>
    public (ulong[] Chosen, int Left) TakeGreatest(ulong[] candidates, int count)
    {
        var (chosen, left, spare) = (new ulong[candidates.Length], count, new ulong[BitWords.Count]);
        Keep(candidates, Members, spare);
        for (var bit = Bits - 1; bit >= 0; bit--)
        {
            if (_slices[bit] is not { Count: > 0 } slice)
            {
                continue;
            }

            var having = CountOfBoth(candidates, slice, spare);
            if (having >= left)
            {
                Keep(candidates, slice, spare);
            }
            else if (having > 0)
            {
                Move(candidates, slice, chosen, spare);
                left -= having;
            }
        }

        return (chosen, left);
    }

    public void Write(BinaryWriter to)
    {
        Members.Write(to);
        for (var bit = 0; bit < Bits; bit++)
        {
            to.Write(_slices[bit] is { Count: > 0 });
            if (_slices[bit] is { Count: > 0 } slice)
            {
                slice.Write(to);
            }
        }
    }

    public static SlicedValues Read(BinaryReader from)
    {
        var values = new SlicedValues { Members = OrdinalSet.Read(from) };
        for (var bit = 0; bit < Bits; bit++)
        {
            values._slices[bit] = from.ReadBoolean() ? OrdinalSet.Read(from) : null;
        }

        return values;
    }

    private static int CountOfBoth(ulong[] ordinals, OrdinalSet set, ulong[] spare)
    {
        var count = 0;
        for (var chunk = 0; chunk * BitWords.Count < ordinals.Length; chunk++)
        {
            var bits = set.Bits(chunk, spare);
            if (!bits.IsEmpty)
            {
                BitWords.And(ordinals.AsSpan(chunk * BitWords.Count, BitWords.Count), bits, spare);
                count += BitWords.CountOf(spare);
            }
        }

        return count;
    }

    private static void Keep(ulong[] ordinals, OrdinalSet set, ulong[] spare)
    {
        for (var chunk = 0; chunk * BitWords.Count < ordinals.Length; chunk++)
        {
            var words = ordinals.AsSpan(chunk * BitWords.Count, BitWords.Count);
            var bits = set.Bits(chunk, spare);
            if (bits.IsEmpty)
            {
                words.Clear();
            }
            else
            {
                BitWords.And(words, bits, words);
            }
        }
    }

    private static void Move(ulong[] ordinals, OrdinalSet set, ulong[] into, ulong[] spare)
    {
        for (var chunk = 0; chunk * BitWords.Count < ordinals.Length; chunk++)
        {
            var bits = set.Bits(chunk, spare);
            for (var word = 0; word < bits.Length; word++)
            {
                into[(chunk * BitWords.Count) + word] |= ordinals[(chunk * BitWords.Count) + word] & bits[word];
                ordinals[(chunk * BitWords.Count) + word] &= ~bits[word];
            }
        }
    }
}
