using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Bot.Friends;

/// <summary>
/// Friends by their ids, ascending by code point. LINE's own ids take 16 bytes each, so that a million of them are 16 MB.
/// </summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "They are ids, and a list of them.")]
public sealed class FriendIds : IReadOnlyList<string>
{
    // One of the two: ids that are not LINE's (a test's, an import's) make the whole list one of texts.
    private readonly UInt128[]? _packed;
    private readonly string[] _texts;

    private FriendIds(UInt128[]? packed, string[] texts) => (_packed, _texts) = (packed, texts);

    /// <summary>Nobody.</summary>
    public static FriendIds None { get; } = new([], []);

    /// <inheritdoc/>
    public int Count => _packed?.Length ?? _texts.Length;

    /// <inheritdoc/>
    public string this[int index] => _packed is { } packed ? PackedId.ToText(packed[index]) : _texts[index];

    /// <summary>These ids in their order, each once.</summary>
    public static FriendIds Of(IEnumerable<string> ids)
    {
        var texts = ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var packed = new UInt128[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!PackedId.TryPack(texts[i], out packed[i]))
            {
                return new(null, texts);
            }
        }

        return new(packed, []);
    }

    /// <summary>LINE's ids in their packed form, each once and in any order; the array is taken over.</summary>
    internal static FriendIds OfPacked(UInt128[] ids)
    {
        // Sorting by plain numbers is several times as fast; ids that share their first half are put right afterwards.
        var firstHalves = Array.ConvertAll(ids, id => (ulong)(id >> 64));
        Array.Sort(firstHalves, ids);
        for (var from = 0; from < ids.Length;)
        {
            var until = from + 1;
            for (; until < ids.Length && firstHalves[until] == firstHalves[from]; until++)
            {
            }

            Array.Sort(ids, from, until - from);
            from = until;
        }

        return new(ids, []);
    }

    /// <summary>How many of them are this id or before it.</summary>
    public int CountUntil(string id)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(this[middle], id) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Whether this id is among them.</summary>
    public bool Contains(string id) => _packed is { } packed
        ? PackedId.TryPack(id, out var one) && packed.AsSpan().BinarySearch(one) >= 0
        : Array.BinarySearch(_texts, id, StringComparer.Ordinal) >= 0;

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>LINE's id of a person, <c>U</c> and 32 hex digits, as the number the digits are; it sorts as the texts do.</summary>
internal static class PackedId
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool TryPack(string id, out UInt128 packed)
    {
        packed = default;
        return id.Length == 33 && id[0] == 'U' && !id.AsSpan(1).ContainsAnyExcept(Digits)
            && UInt128.TryParse(id.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out packed);
    }

    public static string ToText(UInt128 packed) => string.Create(33, packed, static (text, id) =>
    {
        text[0] = 'U';
        for (var i = 32; i > 0; i--)
        {
            text[i] = "0123456789abcdef"[(int)((ulong)id & 15)];
            id >>= 4;
        }
    });
}
