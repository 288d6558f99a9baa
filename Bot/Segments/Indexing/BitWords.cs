using System.Numerics;
using System.Runtime.InteropServices;

namespace Bot.Segments.Indexing;

/// <summary>Sets of up to 65,536 members as bits: operations on their 1,024 words, several at a time.</summary>
internal static class BitWords
{
    /// <summary>The words of a chunk.</summary>
    public const int Count = Chunk.Size / 64;

    public static void And(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> into)
    {
        var to = Wide(into);
        var l = Wide(left)[..to.Length];
        var r = Wide(right)[..to.Length];
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = l[i] & r[i];
        }
    }

    public static void Or(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> into)
    {
        var to = Wide(into);
        var l = Wide(left)[..to.Length];
        var r = Wide(right)[..to.Length];
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = l[i] | r[i];
        }
    }

    /// <summary>Those of the left that are not in the right.</summary>
    public static void AndNot(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> into)
    {
        var to = Wide(into);
        var l = Wide(left)[..to.Length];
        var r = Wide(right)[..to.Length];
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = Vector.AndNot(l[i], r[i]);
        }
    }

    /// <summary>Moves those that are not in the right from the left to <paramref name="rest"/>; whether any stayed.</summary>
    public static bool MoveRest(Span<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> rest)
    {
        var from = Wide(left);
        var r = Wide(right)[..from.Length];
        var to = Wide(rest)[..from.Length];
        var stayed = Vector<ulong>.Zero;
        for (var i = 0; i < from.Length; i++)
        {
            to[i] |= Vector.AndNot(from[i], r[i]);
            stayed |= from[i] &= r[i];
        }

        return stayed != Vector<ulong>.Zero;
    }

    /// <summary>Takes those that are in the right out of the left; whether any stayed.</summary>
    public static bool Remove(Span<ulong> left, ReadOnlySpan<ulong> right)
    {
        var from = Wide(left);
        var r = Wide(right)[..from.Length];
        var stayed = Vector<ulong>.Zero;
        for (var i = 0; i < from.Length; i++)
        {
            stayed |= from[i] = Vector.AndNot(from[i], r[i]);
        }

        return stayed != Vector<ulong>.Zero;
    }

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
