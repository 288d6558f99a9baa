using System.Buffers.Binary;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bot.Storage;

namespace Bot.Friends;

/// <summary>
/// Friends by their ids, ascending by code point. LINE's own ids take 16 bytes each, in memory and in a document, so that a
/// million of them are 16 MB.
/// </summary>
[JsonConverter(typeof(StoredFriendIds))]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "They are ids, and a list of them.")]
public sealed class FriendIds : IReadOnlyList<string>
{
    // One of the two: ids that are not LINE's (a test's, an import's) make the whole list one of texts.
    private readonly UInt128[]? _packed;
    private readonly string[] _texts;
    private byte[]? _digest;

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
        var texts = ids as IReadOnlyCollection<string> ?? [.. ids];
        var packed = new UInt128[texts.Count];
        var (count, ascending) = (0, true);
        foreach (var text in texts)
        {
            if (!PackedId.TryPack(text, out packed[count]))
            {
                return new(null, [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            }

            ascending &= count == 0 || packed[count - 1] < packed[count];
            count++;
        }

        return ascending ? new(packed, []) : new(EachOnce(packed), []);
    }

    /// <summary>LINE's ids in their packed form, each once and in any order; the array is taken over.</summary>
    internal static FriendIds OfPacked(UInt128[] ids)
    {
        if (!IsAscending(ids))
        {
            Sort(ids);
        }

        return new(ids, []);
    }

    /// <summary>LINE's ids one after the other, each in 16 bytes, in the order <see cref="ToBytes"/> wrote them.</summary>
    internal static FriendIds OfBytes(ReadOnlySpan<byte> bytes)
    {
        var packed = new UInt128[bytes.Length / PackedId.Bytes];
        for (var i = 0; i < packed.Length; i++)
        {
            packed[i] = BinaryPrimitives.ReadUInt128BigEndian(bytes[(i * PackedId.Bytes)..]);
        }

        return new(packed, []);
    }

    /// <summary>Those at these places; with it <c>ids[500..1_000]</c> can be written.</summary>
    public FriendIds Slice(int start, int length) =>
        _packed is { } packed ? new(packed.AsSpan(start, length).ToArray(), []) : new(null, _texts.AsSpan(start, length).ToArray());

    /// <summary>All but this one.</summary>
    public FriendIds Without(string id) => Find(id) is >= 0 and var at
        ? _packed is { } packed ? new([.. packed[..at], .. packed[(at + 1)..]], []) : new(null, [.. _texts[..at], .. _texts[(at + 1)..]])
        : this;

    /// <summary>How many of them are this id or before it.</summary>
    public int CountUntil(string id)
    {
        var at = Find(id);
        return at < 0 ? ~at : at + 1;
    }

    /// <summary>Whether this id is among them.</summary>
    public bool Contains(string id) => Find(id) >= 0;

    /// <summary>How many are in both.</summary>
    public int CountShared(FriendIds other) => (_packed, other._packed) is ({ } mine, { } theirs)
        ? CountShared(mine, theirs, Comparer<UInt128>.Default)
        : CountShared<string>([.. this], [.. other], StringComparer.Ordinal);

    /// <summary>LINE's ids one after the other, each in 16 bytes; null: others are among them.</summary>
    internal byte[]? ToBytes()
    {
        if (_packed is not { } packed)
        {
            return null;
        }

        var bytes = new byte[packed.Length * PackedId.Bytes];
        for (var i = 0; i < packed.Length; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(i * PackedId.Bytes), packed[i]);
        }

        return bytes;
    }

    /// <summary>The SHA-256 of LINE's ids in their packed form, of a list with others as lines: the same friends always have the same.</summary>
    public ReadOnlySpan<byte> Digest() => _digest ??= SHA256.HashData(ToBytes() ?? Encoding.UTF8.GetBytes(string.Join('\n', _texts)));

    /// <summary>Calls this with the bytes of each id (<see cref="PackedId.KeyOf"/>), without making a text of it.</summary>
    internal void ForEachKey(Action<ReadOnlySpan<byte>> call)
    {
        if (_packed is not { } packed)
        {
            Array.ForEach(_texts, id => call(PackedId.KeyOf(id)));
            return;
        }

        Span<byte> key = stackalloc byte[PackedId.Bytes];
        foreach (var id in packed)
        {
            BinaryPrimitives.WriteUInt128BigEndian(key, id);
            call(key);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Where it is, or the complement of where it would be.
    private int Find(string id)
    {
        if (_packed is not { } packed)
        {
            return Array.BinarySearch(_texts, id, StringComparer.Ordinal);
        }

        if (PackedId.TryPack(id, out var value))
        {
            return Array.BinarySearch(packed, value);
        }

        var (low, high) = (0, packed.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(this[middle], id) < 0 ? (middle + 1, high) : (low, middle);
        }

        return ~low;
    }

    private static int CountShared<T>(T[] mine, T[] theirs, IComparer<T> order)
    {
        var shared = 0;
        for (int my = 0, their = 0; my < mine.Length && their < theirs.Length;)
        {
            var compared = order.Compare(mine[my], theirs[their]);
            shared += compared == 0 ? 1 : 0;
            my += compared <= 0 ? 1 : 0;
            their += compared >= 0 ? 1 : 0;
        }

        return shared;
    }

    private static bool IsAscending(UInt128[] ids)
    {
        for (var i = 1; i < ids.Length; i++)
        {
            if (ids[i - 1] > ids[i])
            {
                return false;
            }
        }

        return true;
    }

    private static UInt128[] EachOnce(UInt128[] ids)
    {
        Sort(ids);
        var count = 0;
        foreach (var id in ids)
        {
            if (count == 0 || ids[count - 1] != id)
            {
                ids[count++] = id;
            }
        }

        return ids[..count];
    }

    // Sorting by plain numbers is several times as fast; ids that share their first half are put right afterwards.
    private static void Sort(UInt128[] ids)
    {
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
    }
}

/// <summary>Friends' ids in a document: LINE's in their packed form one after the other, others as a list of texts.</summary>
public sealed class StoredFriendIds : JsonConverter<FriendIds>
{
    private static readonly StoredBytes Bytes = new();

    /// <inheritdoc/>
    public override FriendIds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            var texts = new List<string>();
            while (reader.Read() && reader.TokenType == JsonTokenType.String)
            {
                texts.Add(reader.GetString()!);
            }

            return reader.TokenType == JsonTokenType.EndArray ? FriendIds.Of(texts) : throw new JsonException("Friends' ids are texts.");
        }

        var bytes = Bytes.Read(ref reader, typeof(byte[]), options);
        return bytes.Length % PackedId.Bytes == 0 ? FriendIds.OfBytes(bytes) : throw new JsonException($"Each of LINE's ids takes {PackedId.Bytes} bytes.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, FriendIds value, JsonSerializerOptions options)
    {
        if (value.ToBytes() is { } bytes)
        {
            StoredBytes.Write(writer, bytes);
            return;
        }

        writer.WriteStartArray();
        foreach (var id in value)
        {
            writer.WriteStringValue(id);
        }

        writer.WriteEndArray();
    }
}
