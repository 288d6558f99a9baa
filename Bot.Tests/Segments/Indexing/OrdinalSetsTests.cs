using System.Numerics;
using Bot.Segments.Indexing;

namespace Bot.Tests.Segments.Indexing;

/// <summary>The sets the index is made of, against plain ones, over several chunks, from empty to full and back.</summary>
public class OrdinalSetsTests
{
    private const int Range = 3 * Chunk.Size;

    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 5_000)]
    [InlineData(3, Range)]
    public void A_set_of_ordinals_has_what_was_added_and_not_removed(int seed, int spread)
    {
        var random = new Random(seed);
        var (set, plain) = (new OrdinalSet(), new SortedSet<int>());
        for (var change = 0; change < 60_000; change++)
        {
            // It fills, and then empties again: lists become bits and bits lists.
            var ordinal = random.Next(spread) * (Range / spread);
            Assert.True(random.Next(60_000) >= change ? set.Add(ordinal) == plain.Add(ordinal) : set.Remove(ordinal) == plain.Remove(ordinal));
            if (change % 10_000 == 5_000)
            {
                set = Read(set.Write, OrdinalSet.Read);
            }
        }

        Assert.Equal(plain.Count, set.Count);
        Assert.Equal(plain, Ordinals(set.Bits));
        Assert.All(plain.Take(50), ordinal => Assert.Equal(plain.GetViewBetween(ordinal & ~(Chunk.Size - 1), ordinal).Count - 1, set.RankOf(ordinal)));
        foreach (var ordinal in plain.ToList())
        {
            Assert.True(set.Remove(ordinal));
        }

        Assert.Equal((0, 0), (set.Count, Ordinals(set.Bits).Count));
    }

    [Fact]
    public void A_set_that_became_smaller_is_read_back_at_every_size()
    {
        var set = new OrdinalSet();
        var left = Enumerable.Range(0, 5_000).ToList();
        left.ForEach(ordinal => set.Add(ordinal));
        while (left.Count > 0)
        {
            // Large and small, and between the two, where what were bits still are.
            left.GetRange(0, Math.Min(250, left.Count)).ForEach(ordinal => set.Remove(ordinal));
            left.RemoveRange(0, Math.Min(250, left.Count));
            var read = Read(set.Write, OrdinalSet.Read);

            Assert.Equal(left.Count, read.Count);
            Assert.Equal(left, Ordinals(read.Bits));
        }
    }

    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 30_000)]
    public void Dates_stay_with_whom_they_belong_to(int seed, int spread)
    {
        var random = new Random(seed);
        var (set, plain) = (new DatedSet(), new Dictionary<int, ushort>());
        for (var change = 0; change < 60_000; change++)
        {
            var ordinal = random.Next(spread) * (Range / spread);
            if (random.Next(60_000) >= change)
            {
                var slot = (ushort)random.Next(0, 70_000 - 4_464);
                set.Set(ordinal, slot);
                plain[ordinal] = slot;
            }
            else
            {
                set.Clear(ordinal);
                plain.Remove(ordinal);
            }

            if (change % 20_000 == 10_000)
            {
                set = Read(set.Write, DatedSet.Read);
            }
        }

        foreach (var (first, last) in (List<(int, int)>)[(0, 65_535), (0, 0), (65_535, 65_535), (100, 30_000), (30_000, 100), (0, 40_000), (40_000, 65_535)])
        {
            var expected = plain.Where(entry => entry.Value >= first && entry.Value <= last).Select(entry => entry.Key).Order();
            Assert.Equal(expected, Ordinals((chunk, words) => set.Between(chunk, (ushort)first, (ushort)last, words)));
        }
    }

    [Theory]
    [InlineData(1, 2_000)]
    [InlineData(2, 90_000)]
    public void Values_compare_as_numbers_do_and_the_greatest_are_found(int seed, int spread)
    {
        var random = new Random(seed);
        var (values, plain) = (new SlicedValues(), new Dictionary<int, ulong>());
        for (var change = 0; change < 40_000; change++)
        {
            var ordinal = random.Next(spread) * (Range / spread);
            if (random.Next(4) == 0)
            {
                values.Clear(ordinal);
                plain.Remove(ordinal);
            }
            else
            {
                var value = random.Next(5) switch { 0 => 0UL, 1 => ulong.MaxValue, 2 => (ulong)random.Next(50), _ => (ulong)random.NextInt64() };
                values.Set(ordinal, value);
                plain[ordinal] = value;
            }

            if (change == 20_000)
            {
                values = Read(values.Write, SlicedValues.Read);
            }
        }

        Assert.All(plain.Take(500), entry => Assert.Equal(entry.Value, values[entry.Key]));
        foreach (var bound in (ulong[])[0, 1, 25, 1UL << 40, 1UL << 62, ulong.MaxValue])
        {
            Assert.Equal(plain.Where(entry => entry.Value < bound).Select(entry => entry.Key).Order(), Ordinals(Selection.Between(values, null, bound)));
            Assert.Equal(plain.Where(entry => entry.Value >= bound).Select(entry => entry.Key).Order(), Ordinals(Selection.Between(values, bound, null)));
            Assert.Equal(plain.Where(entry => entry.Value >= 25 && entry.Value < bound).Select(entry => entry.Key).Order(), Ordinals(Selection.Between(values, 25, bound)));
        }

        foreach (var count in (int[])[1, 10, 1_000, 50_000, Range])
        {
            var candidates = new ulong[3 * BitWords.Count];
            Array.Fill(candidates, 0xF0F0_F0F0_F0F0_F0F0);
            var (chosen, left) = values.TakeGreatest(candidates, count);
            var best = plain.Where(entry => (entry.Key & 4) != 0).OrderByDescending(entry => entry.Value).ToList();
            var certain = In(chosen);
            var tied = In(candidates);

            Assert.Equal(Math.Min(count, best.Count), certain.Count + Math.Min(left, tied.Count));
            Assert.Equal(best.Take(count).Select(entry => entry.Value).Order(), certain.Select(ordinal => plain[ordinal]).Concat(tied.Take(left).Select(ordinal => plain[ordinal])).Order());
        }
    }

    [Fact]
    public void Numbers_days_and_moments_sort_by_their_keys()
    {
        double[] numbers = [double.MinValue, -1e300, -1000.5, -1, -double.Epsilon, 0, double.Epsilon, 0.1, 1, 2, 3, 1e21, double.MaxValue];
        Assert.Equal(numbers.Select(SortKey.Of), numbers.Select(SortKey.Of).Order());
        Assert.Equal(SortKey.Of(0.0), SortKey.Of(-0.0));
        DateTimeOffset[] moments = [DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch.AddMilliseconds(-1), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMilliseconds(1), DateTimeOffset.MaxValue];
        Assert.Equal(moments.Select(SortKey.Of), moments.Select(SortKey.Of).Distinct().Order());
        DateOnly[] days = [DateOnly.MinValue, new(2028, 2, 29), new(2028, 3, 1), DateOnly.MaxValue];
        Assert.Equal(days.Select(SortKey.Of), days.Select(SortKey.Of).Order());
    }

    [Fact]
    public void Slots_within_a_span_hold_only_its_moments_and_those_it_touches_hold_all()
    {
        var random = new Random(5);
        var begin = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 20_000; i++)
        {
            var (from, until, moment) = (Bound(), Bound(), Bound() ?? begin);
            var (within, touched) = TimeSlot.In(from, until);
            var slot = TimeSlot.Of(moment);
            var included = (from is null || moment >= from) && (until is null || moment < until);

            Assert.True(included || slot < within.First || slot > within.Last, $"{moment:O} is not in {from:O}–{until:O}");
            Assert.True(!included || (slot >= touched.First && slot <= touched.Last), $"{moment:O} is in {from:O}–{until:O}");
        }

        // Midnights in Japan lie between slots, so that questions of days are exact.
        var midnight = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(9));
        Assert.Equal(TimeSlot.In(midnight, midnight.AddDays(1)).Within, TimeSlot.In(midnight, midnight.AddDays(1)).Touched);
        Assert.Equal(TimeSlot.In(null, midnight).Within, TimeSlot.In(null, midnight).Touched);

        DateTimeOffset? Bound() => random.Next(8) switch
        {
            0 => null,
            1 => DateTimeOffset.MinValue.AddTicks(random.Next(3)),
            2 => DateTimeOffset.MaxValue,
            3 => begin.AddHours(3 * random.Next(4)),
            4 => begin.AddHours(3 * (65_533 + random.Next(5))).AddMilliseconds(random.Next(-1, 2)),
            _ => begin.AddHours(random.Next(20)).AddMilliseconds(random.Next(-1, 2)),
        };
    }

    private delegate ReadOnlySpan<ulong> BitsOfChunk(int chunk, Span<ulong> words);

    private static List<int> Ordinals(BitsOfChunk bits)
    {
        var ordinals = new List<int>();
        var words = new ulong[BitWords.Count];
        for (var chunk = 0; chunk <= Range / Chunk.Size; chunk++)
        {
            ordinals.AddRange(In(bits(chunk, words)).Select(ordinal => ordinal + (chunk * Chunk.Size)));
        }

        return ordinals;
    }

    private static List<int> Ordinals(Selection selection) => Ordinals((chunk, _) => selection.Read(chunk, new Scratch()));

    private static List<int> In(ReadOnlySpan<ulong> words)
    {
        var ordinals = new List<int>();
        for (var word = 0; word < words.Length; word++)
        {
            for (var left = words[word]; left != 0; left &= left - 1)
            {
                ordinals.Add((word << 6) + BitOperations.TrailingZeroCount(left));
            }
        }

        return ordinals;
    }

    private static T Read<T>(Action<BinaryWriter> write, Func<BinaryReader, T> read)
    {
        using var file = new MemoryStream();
        using (var to = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            write(to);
        }

        file.Position = 0;
        using var from = new BinaryReader(file);
        return read(from);
    }
}
