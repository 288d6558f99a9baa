using System.Numerics;
using System.Runtime.InteropServices;

namespace Bot.Segments.Indexing;

/// <summary>Sets of up to 65,536 members as bits: operations on their 1,024 words, several at a time.</summary>
internal static class Words
{
    /// <summary>The words of a chunk.</summary>
    public const int Count = Chunk.Size / 64;

    public static void And(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> into)
    {
        var l = Wide(left);
        var r = Wide(right);
        var t = Wide(into);
        for (var i = 0; i < t.Length; i++)
        {
            t[i] = l[i] & r[i];
        }
    }

    public static void Or(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> into)
    {
        var l = Wide(left);
        var r = Wide(right);
        var t = Wide(into);
        for (var i = 0; i < t.Length; i++)
        {
            t[i] = l[i] | r[i];
        }
    }

    /// <summary>Those of the left that are not in the right.</summary>
    public static void AndNot(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> into)
    {
        var l = Wide(left);
        var r = Wide(right);
        var t = Wide(into);
        for (var i = 0; i < t.Length; i++)
        {
            t[i] = Vector.AndNot(l[i], r[i]);
        }
    }

    public static bool IsEmpty(ReadOnlySpan<ulong> words) => !words.ContainsAnyExcept(0UL);

    public static int CountOf(ReadOnlySpan<ulong> words)
    {
        // Four counters, so that the processor need not wait for one addition before the next.
        var (a, b, c, d) = (0, 0, 0, 0);
        for (; words.Length >= 4; words = words[4..])
        {
            a += BitOperations.PopCount(words[0]);
            b += BitOperations.PopCount(words[1]);
            c += BitOperations.PopCount(words[2]);
            d += BitOperations.PopCount(words[3]);
        }

        foreach (var word in words)
        {
            a += BitOperations.PopCount(word);
        }

        return a + b + c + d;
    }

    private static ReadOnlySpan<Vector<ulong>> Wide(ReadOnlySpan<ulong> words) => MemoryMarshal.Cast<ulong, Vector<ulong>>(words);

    private static Span<Vector<ulong>> Wide(Span<ulong> words) => MemoryMarshal.Cast<ulong, Vector<ulong>>(words);
}
