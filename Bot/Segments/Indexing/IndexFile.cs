using System.Runtime.InteropServices;

namespace Bot.Segments.Indexing;

/// <summary>Lists of numbers in a snapshot, as they lie in memory.</summary>
internal static class IndexFile
{
    public static void Put<T>(this BinaryWriter to, ReadOnlySpan<T> items) where T : unmanaged => to.Write(MemoryMarshal.AsBytes(items));

    public static T[] Take<T>(this BinaryReader from, int count) where T : unmanaged
    {
        var items = new T[count];
        from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(items.AsSpan()));
        return items;
    }

    /// <summary>A length, checked so that a damaged file does not make the process ask for all memory.</summary>
    public static int ReadCount(this BinaryReader from, int most) => from.ReadInt32() is var count && count >= 0 && count <= most
        ? count
        : throw new InvalidDataException("The snapshot has an impossible length.");
}
