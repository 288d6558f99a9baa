using System.Diagnostics;
using System.Globalization;
using Bot.Conditions;
using Bot.Demo;
using Bot.Segments.Indexing;

namespace Bot.Bench;

/// <summary>
/// Segments by the index in memory: counts, lists, its memory, its snapshot, its updates, and how each grows with the
/// friends. Each friend holds 20 tags of 500 on average, a rank and dates.
/// </summary>
internal static class Segments
{
    private const int Rounds = 9;
    private static readonly int[] AnyOf = [20, 60, 120, 240, 480];
    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000];
    public static readonly TimeZoneInfo Tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    public static Task Measure()
    {
        var grown = new List<(int Friends, Dictionary<string, double> Figures)>();
        foreach (var size in Sizes)
        {
            grown.Add((size, OfIndex(size)));
        }

        Console.WriteLine();
        Console.WriteLine("How each grows (ms; updates µs; memory MB):");
        Console.WriteLine($"  {"",-52}{string.Join("", grown.Select(size => $"{size.Friends,14:N0}"))}");
        foreach (var what in grown[^1].Figures.Keys)
        {
            Console.WriteLine($"  {what,-52}{string.Join("", grown.Select(size => Invariant($"{size.Figures.GetValueOrDefault(what),14:G3}")))}");
        }

        return Task.CompletedTask;
    }

    /// <summary>Three tags with and, or, not; a rank and a range of dates; any of five tags: from what nearly everybody holds to what few do.</summary>
    public static (string Three, string Ranked, string Five) Conditions(Population population)
    {
        return (
            $"{Tag(3)} and ({Tag(30)} or not {Tag(200)})",
            "attribute(rank) in (SILVER, GOLD, PLATINUM) and last_message > 90 days ago",
            string.Join(" or ", AnyOf.Select(Tag)));

        string Tag(int number) => $"tag = \"{population.Tags[number]}\"";
    }

    private static Dictionary<string, double> OfIndex(int size)
    {
        Console.WriteLine($"{size:N0} friends:");
        var figures = new Dictionary<string, double>();
        var population = new Population(1, new PopulationOptions { TagsAlone = true }, Now, Tokyo);
        var index = new FriendIndex();
        var building = Stopwatch.GetTimestamp();
        for (var number = 0; number < size; number++)
        {
            index.Put(population.Friend(number));
        }

        Tell("build, friends made up included", Stopwatch.GetElapsedTime(building).TotalMilliseconds);
        var (three, ranked, five) = Conditions(population);
        var count = Count(three);
        Tell("three tags, and/or/not: count", count);
        var read = Time(() => ReadBits(index, [population.Tags[3], population.Tags[30], population.Tags[200]]));
        Tell("the same bits, read from memory", read);
        Console.WriteLine(Invariant($"    ratio {count / read:F1}  (aim ≤ 3)"));
        Tell("rank and date range: count", Count(ranked));
        Tell("any of five tags: count", Count(five));
        Tell("tag put on within 30 days: count", Count($"tag = \"{population.Tags[30]}\" since 30 days ago"));
        var half = Bounds("tag = \"" + population.Tags[12] + "\"");
        Console.WriteLine($"    ({index.CountOf(half.Sure):N0} friends hold the tag)");
        var most = index.BitsOf(half.Sure);
        Tell("listing all who hold one tag, by id", Time(() => index.IdsOf(most).Count));
        if (size >= 200_000)
        {
            var hundred = FirstOf(index.BitsOf(index.Everybody), 100_000);
            Tell("listing 100,000 ids", Time(() => index.IdsOf(hundred).Count));
        }

        Snapshots(index, Tell);
        Updates(index, population, size, Tell);
        foreach (var (part, bytes) in index.Memory())
        {
            Tell($"memory: {part}", bytes / 1e6);
        }

        Tell("memory: together", index.Memory().Sum(part => part.Bytes) / 1e6);
        return figures;

        void Tell(string what, double figure)
        {
            figures[what] = figure;
            Console.WriteLine(Invariant($"  {what,-52}{figure,12:G4}"));
        }

        Bounds Bounds(string condition) => IndexedCondition.Of(
            Simplification.Of(ConditionText.Parse(condition).Condition!.AmongFollowing()), index, new ConditionContext(Now, Tokyo), _ => new OrdinalSet());

        double Count(string condition)
        {
            var parsed = ConditionText.Parse(condition).Condition!;
            var found = 0;
            var time = Time(() =>
            {
                var bounds = IndexedCondition.Of(Simplification.Of(parsed.AmongFollowing()), index, new ConditionContext(Now, Tokyo), _ => new OrdinalSet());
                return found = index.CountOf(bounds.Sure) + (bounds.AreExact ? 0 : index.CountOf(Selection.Without(bounds.Maybe, bounds.Sure)));
            });
            Console.WriteLine($"    ({found:N0} match {condition})");
            return time;
        }
    }

    // The words of the sets themselves, and nothing reckoned with them but a sum.
    private static int ReadBits(FriendIndex index, string[] tags)
    {
        var spare = new ulong[BitWords.Count];
        ulong sum = 0;
        foreach (var tag in tags)
        {
            var members = index.Fields.Find(new(FactKind.Tag, tag))!.Members;
            for (var chunk = 0; chunk * Chunk.Size < index.OrdinalsGiven; chunk++)
            {
                foreach (var word in members.Bits(chunk, spare))
                {
                    sum += word;
                }
            }
        }

        return (int)sum;
    }

    private static void Snapshots(FriendIndex index, Action<string, double> tell)
    {
        var folder = Directory.CreateTempSubdirectory("bench-index-").FullName;
        try
        {
            var file = Path.Combine(folder, "segments.snapshot");
            tell("snapshot written", Time(() =>
            {
                Snapshot.Write(file, index, "position");
                return 0;
            }, 3));
            tell("snapshot read", Time(() => Snapshot.Read(file)!.Value.Index.Count, 3));
            tell("snapshot: MB on disk", new FileInfo(file).Length / 1e6);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One tag more, and one tag less, of friends all over.
    private static void Updates(FriendIndex index, Population population, int size, Action<string, double> tell)
    {
        var random = new Random(2);
        var friends = Enumerable.Range(0, 2_000).Select(_ => population.Friend(random.Next(size))).ToList();
        var changed = friends.ConvertAll(friend => friend with { Tags = [.. friend.Tags.Skip(1)], LastMessageAt = Now });
        var time = Time(() =>
        {
            changed.ForEach(index.Put);
            friends.ForEach(index.Put);
            return 0;
        });
        tell("update of a friend, two values changed (µs a value)", time * 1000 / (friends.Count * 2 * 2));
    }

    private static ulong[] FirstOf(ulong[] bits, int count)
    {
        for (var word = 0; word < bits.Length; word++)
        {
            for (var bit = 0; bit < 64; bit++)
            {
                if ((bits[word] >> bit & 1) != 0 && --count < 0)
                {
                    bits[word] &= ~(1UL << bit);
                }
            }
        }

        return bits;
    }

    // Milliseconds, the median of some rounds, each long enough to be told from the clock's grain.
    public static double Time(Func<int> work, int rounds = Rounds)
    {
        var warm = Stopwatch.GetTimestamp();
        work();
        var once = Stopwatch.GetElapsedTime(warm).TotalMilliseconds;
        var times = (int)Math.Clamp(20 / Math.Max(once, 0.001), 1, 2_000);
        var figures = new Figures();
        for (var round = 0; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            for (var time = 0; time < times; time++)
            {
                work();
            }

            figures.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds / times);
        }

        return figures.Median;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
