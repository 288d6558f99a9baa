namespace Bot.Segments.Indexing;

/// <summary>Friends that follow from what is indexed, reckoned a chunk of 65,536 at a time while those are in the processor's cache.</summary>
internal abstract class Selection
{
    private Selection()
    {
    }

    public static Selection Nobody { get; } = new Empty();

    /// <summary>How many there can be: to begin with those that leave the least to do.</summary>
    public abstract int AtMost { get; }

    /// <summary>Those of a chunk; nothing where there are none. What is rented stays rented: the words may be the answer's.</summary>
    public abstract ReadOnlySpan<ulong> Read(int chunk, Scratch scratch);

    /// <summary>Adds those of a chunk to these words.</summary>
    public virtual void AddTo(int chunk, Span<ulong> words, Scratch scratch)
    {
        var those = Read(chunk, scratch);
        if (!those.IsEmpty)
        {
            BitWords.Or(words, those, words);
        }
    }

    public static Selection Of(OrdinalSet? members) => members is { Count: > 0 } ? new Members(members) : Nobody;

    /// <summary>Those whose bits are set, by ordinal.</summary>
    public static Selection OfBits(ulong[] bits) => BitWords.CountOf(bits) is > 0 and var count ? new Listed(bits, count) : Nobody;

    /// <summary>Those whose time fell into one of these slots.</summary>
    public static Selection Between(DatedSet? dated, (int First, int Last) slots) =>
        dated is { Members.Count: > 0 } && slots.First <= slots.Last ? new InSlots(dated, (ushort)slots.First, (ushort)slots.Last) : Nobody;

    /// <summary>Those with a value from one (included; null: any) to another (not included; null: any).</summary>
    public static Selection Between(SlicedValues? values, ulong? from, ulong? until) =>
        values is not { Members.Count: > 0 } || from >= until ? Nobody
        : (from ?? 0) == 0 && until is null ? Of(values.Members)
        : new InRange(values, from ?? 0, until);

    public static Selection And(params IReadOnlyList<Selection> parts) =>
        parts.Contains(Nobody) ? Nobody : parts is [var only] ? only : new Both([.. parts.OrderBy(part => part.AtMost)]);

    public static Selection Or(params IReadOnlyList<Selection> parts) =>
        parts.Where(part => part != Nobody).Distinct().ToList() switch
        {
            [] => Nobody,
            [var only] => only,
            var some => new Either([.. some]),
        };

    public static Selection Without(Selection of, Selection those) => of == Nobody || those == Nobody ? of : of == those ? Nobody : new Rest(of, those);

    private sealed class Empty : Selection
    {
        public override int AtMost => 0;

        public override ReadOnlySpan<ulong> Read(int chunk, Scratch scratch) => [];
    }

    private sealed class Members(OrdinalSet members) : Selection
    {
        public override int AtMost => members.Count;

        public override ReadOnlySpan<ulong> Read(int chunk, Scratch scratch) =>
            members.IsEmpty(chunk) ? [] : members.Bits(chunk, scratch.Rent());

        public override void AddTo(int chunk, Span<ulong> words, Scratch scratch) => members.AddTo(chunk, words);
    }

    private sealed class Listed(ulong[] bits, int count) : Selection
    {
        public override int AtMost => count;

        public override ReadOnlySpan<ulong> Read(int chunk, Scratch scratch) => bits.AsSpan(chunk * BitWords.Count, BitWords.Count);
    }

    private sealed class InSlots(DatedSet dated, ushort first, ushort last) : Selection
    {
        public override int AtMost => dated.Members.Count;

        public override ReadOnlySpan<ulong> Read(int chunk, Scratch scratch) => dated.Between(chunk, first, last, scratch.Rent());
    }

    private sealed class InRange(SlicedValues values, ulong from, ulong? until) : Selection
    {
        public override int AtMost => values.Members.Count;

        public override ReadOnlySpan<ulong> Read(int chunk, Scratch scratch)
        {
            if (values.Members.IsEmpty(chunk))
            {
                return [];
            }

            var found = scratch.Rent();
            var mark = scratch.Mark;
            if (until is { } end)
            {
                found.Clear();
                values.AddBelow(chunk, end, found, scratch);
            }
            else
            {
                values.Members.Bits(chunk, scratch.Rent()).CopyTo(found);
            }

            if (from > 0)
            {
                var tooSmall = scratch.Rent();
                tooSmall.Clear();
                values.AddBelow(chunk, from, tooSmall, scratch);
                BitWords.Remove(found, tooSmall);
            }

            scratch.GiveBack(mark);
            return found;
        }
    }

    private sealed class Both(Selection[] parts) : Selection
    {
        public override int AtMost => parts[0].AtMost;

        public override ReadOnlySpan<ulong> Read(int chunk, Scratch scratch)
        {
            var found = scratch.Rent();
            var mark = scratch.Mark;
            var first = parts[0].Read(chunk, scratch);
            for (var part = 1; part < parts.Length; part++)
            {
                if (first.IsEmpty)
                {
                    return [];
                }

                var next = parts[part].Read(chunk, scratch);
                if (next.IsEmpty)
                {
                    return [];
                }

                BitWords.And(first, next, found);
                first = found;
                scratch.GiveBack(mark);
            }

            return found;
        }
    }

    private sealed class Either(Selection[] parts) : Selection
    {
        public override int AtMost { get; } = (int)Math.Min(int.MaxValue, parts.Sum(part => (long)part.AtMost));

        public override ReadOnlySpan<ulong> Read(int chunk, Scratch scratch)
        {
            var found = scratch.Rent();
            found.Clear();
            foreach (var part in parts)
            {
                var mark = scratch.Mark;
                part.AddTo(chunk, found, scratch);
                scratch.GiveBack(mark);
            }

            return found;
        }
    }

    private sealed class Rest(Selection of, Selection those) : Selection
    {
        public override int AtMost => of.AtMost;

        public override ReadOnlySpan<ulong> Read(int chunk, Scratch scratch)
        {
            var found = scratch.Rent();
            var mark = scratch.Mark;
            var all = of.Read(chunk, scratch);
            if (all.IsEmpty)
            {
                return [];
            }

            var without = those.Read(chunk, scratch);
            if (without.IsEmpty)
            {
                return all;
            }

            BitWords.AndNot(all, without, found);
            scratch.GiveBack(mark);
            return found;
        }
    }
}
