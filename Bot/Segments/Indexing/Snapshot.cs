using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Bot.Segments.Indexing;

/// <summary>
/// The index in a file, with the position of the change feed it stands for, so that a start need not read every friend. A
/// file of another version, or damaged in any way, is no snapshot.
/// </summary>
internal static class Snapshot
{
    // Changes with whatever is stored differently, here or in any of the parts.
    private static readonly byte[] Format = "BotApp segments 3\n"u8.ToArray();

    /// <summary>Puts it in place of the file at once, readable by its owner alone: it tells as much of people as the store does.</summary>
    public static void Write(string file, FriendIndex index, string position)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var unfinished = $"{file}.{Environment.ProcessId}.new";
        using (var stream = new FileStream(unfinished, options))
        {
            using (var to = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            {
                to.Write(Format);
                to.Write(position);
                index.Write(to);
            }

            stream.Position = 0;
            stream.Write(BitConverter.GetBytes(Checksum(stream, stream.Length)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }

    /// <summary>What the file holds; null: there is none, or it cannot be used, and then it is best forgotten.</summary>
    public static (FriendIndex Index, string Position)? Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, new FileStreamOptions { BufferSize = 1 << 16 });
            using var from = new BinaryReader(stream, Encoding.UTF8);
            if (!IsWhole(stream) || !from.ReadBytes(Format.Length).AsSpan().SequenceEqual(Format))
            {
                return null;
            }

            var position = from.ReadString();
            return (FriendIndex.Read(from), position);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static bool IsWhole(FileStream stream)
    {
        var length = stream.Length - sizeof(uint);
        if (length < 0)
        {
            return false;
        }

        var checksum = Checksum(stream, length);
        var told = new byte[sizeof(uint)];
        stream.ReadExactly(told);
        stream.Position = 0;
        return BitConverter.ToUInt32(told) == checksum;
    }

    // CRC-32C, which finds damage and is reckoned by the processor itself; nobody is kept from writing a file of their own.
    private static uint Checksum(FileStream stream, long length)
    {
        var checksum = uint.MaxValue;
        var buffer = new byte[1 << 17];
        for (var left = length; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            stream.ReadExactly(part);
            left -= part.Length;
            foreach (var number in MemoryMarshal.Cast<byte, ulong>(part))
            {
                checksum = BitOperations.Crc32C(checksum, number);
            }

            foreach (var rest in part[(part.Length & ~7)..])
            {
                checksum = BitOperations.Crc32C(checksum, rest);
            }
        }

        return checksum;
    }
}
