using System.Security.Cryptography;
using System.Text;

namespace Bot.Segments.Indexing;

/// <summary>
/// The index in a file, with the position of the change feed it stands for, so that a start need not read every friend. A
/// file of another version, or damaged in any way, is no snapshot.
/// </summary>
internal static class Snapshot
{
    // Changes with whatever is stored differently, here or in any of the parts.
    private static readonly byte[] Format = "BotApp segments 1\n"u8.ToArray();

    /// <summary>Puts it in place of the file at once, readable by its owner alone: it tells as much of people as the store does.</summary>
    public static void Write(string file, FriendIndex index, string position)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var unfinished = $"{file}.{Environment.ProcessId}.new";
        using (var stream = new FileStream(unfinished, options))
        using (var digest = SHA256.Create())
        {
            stream.Write(Format);
            using (var counted = new CryptoStream(stream, digest, CryptoStreamMode.Write, leaveOpen: true))
            using (var to = new BinaryWriter(counted, Encoding.UTF8))
            {
                to.Write(position);
                index.Write(to);
            }

            stream.Write(digest.Hash!);
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
            var format = new byte[Format.Length];
            stream.ReadExactly(format);
            if (!format.AsSpan().SequenceEqual(Format) || !IsWhole(stream))
            {
                return null;
            }

            stream.Position = Format.Length;
            using var from = new BinaryReader(stream, Encoding.UTF8);
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
        var left = stream.Length - stream.Position - SHA256.HashSizeInBytes;
        if (left < 0)
        {
            return false;
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        while (left > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                return false;
            }

            digest.AppendData(buffer, 0, read);
            left -= read;
        }

        var told = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(told);
        return digest.GetHashAndReset().AsSpan().SequenceEqual(told);
    }
}
