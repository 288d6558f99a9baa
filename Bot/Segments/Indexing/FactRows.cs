using System.Buffers.Binary;

namespace Bot.Segments.Indexing;

/// <summary>
/// Which fields each friend stands in, so that a change touches only what changed: sorted numbers, each as the difference
/// to the one before in one or two bytes, after a print of their values. Some friends share a page, which is written anew
/// when one of them changes.
/// </summary>
internal sealed class FactRows
{
    private const int RowsInPage = 32;

    private byte[][] _pages = [];
    private int _count;

    public long Bytes => (8L * _pages.Length) + _pages.Sum(page => 24L + page.Length);

    /// <summary>The fields of a friend, ascending; answers the print kept with them, 0 for a new friend.</summary>
    public ulong Read(int ordinal, List<int> fields)
    {
        fields.Clear();
        var (page, from, until) = Row(ordinal);
        if (from == until)
        {
            return 0;
        }

        for (var (at, field) = (from + sizeof(ulong), -1); at < until;)
        {
            field += 1 + ReadNumber(page, ref at);
            fields.Add(field);
        }

        return BinaryPrimitives.ReadUInt64LittleEndian(page.AsSpan(from));
    }

    /// <summary>Puts these fields (ascending) and their print in place of those that were.</summary>
    public void Write(int ordinal, List<int> fields, ulong print)
    {
        while (_count <= ordinal)
        {
            AppendEmpty();
        }

        var room = fields.Count < 200 ? stackalloc byte[1_024] : new byte[sizeof(ulong) + (5 * fields.Count)];
        BinaryPrimitives.WriteUInt64LittleEndian(room, print);
        var length = sizeof(ulong);
        var before = -1;
        foreach (var field in fields)
        {
            WriteNumber(room, ref length, field - before - 1);
            before = field;
        }

        Replace(ordinal, fields.Count == 0 ? [] : room[..length]);
    }

    public void Write(BinaryWriter to)
    {
        to.Write(_count);
        to.Write(_pages.Length);
        foreach (var page in _pages)
        {
            to.Write(page.Length);
            to.Write(page);
        }
    }

    public static FactRows Read(BinaryReader from)
    {
        var rows = new FactRows { _count = from.ReadCount(int.MaxValue) };
        rows._pages = new byte[from.ReadCount(int.MaxValue / RowsInPage)][];
        for (var page = 0; page < rows._pages.Length; page++)
        {
            rows._pages[page] = from.Take<byte>(from.ReadCount(1 << 24));
        }

        return rows;
    }

    private void AppendEmpty()
    {
        var page = _count++ / RowsInPage;
        if (page == _pages.Length)
        {
            Array.Resize(ref _pages, page + 16 + (page / 8));
            Array.Fill(_pages, [], page, _pages.Length - page);
        }

        // An empty row is its length, 0.
        _pages[page] = [.. _pages[page], 0];
    }

    private void Replace(int ordinal, ReadOnlySpan<byte> row)
    {
        var (page, from, until) = Row(ordinal);
        Span<byte> prefix = stackalloc byte[5];
        var prefixed = 0;
        WriteNumber(prefix, ref prefixed, row.Length);
        var start = from - LengthOfNumber(until - from);
        var written = new byte[start + prefixed + row.Length + page.Length - until];
        page.AsSpan(0, start).CopyTo(written);
        prefix[..prefixed].CopyTo(written.AsSpan(start));
        row.CopyTo(written.AsSpan(start + prefixed));
        page.AsSpan(until).CopyTo(written.AsSpan(start + prefixed + row.Length));
        _pages[ordinal / RowsInPage] = written;
    }

    private (byte[] Page, int From, int Until) Row(int ordinal)
    {
        if (ordinal >= _count)
        {
            return ([], 0, 0);
        }

        var page = _pages[ordinal / RowsInPage];
        var at = 0;
        for (var before = ordinal % RowsInPage; before > 0; before--)
        {
            var length = ReadNumber(page, ref at);
            at += length;
        }

        var own = ReadNumber(page, ref at);
        return (page, at, at + own);
    }

    private static int ReadNumber(ReadOnlySpan<byte> from, ref int at)
    {
        var number = from[at] & 127;
        for (var shift = 7; from[at++] > 127; shift += 7)
        {
            number |= (from[at] & 127) << shift;
        }

        return number;
    }

    private static void WriteNumber(Span<byte> to, ref int at, int number)
    {
        for (; number > 127; number >>= 7)
        {
            to[at++] = (byte)(number | 128);
        }

        to[at++] = (byte)number;
    }

    private static int LengthOfNumber(int number) => number switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        < 1 << 28 => 4,
        _ => 5,
    };
}
