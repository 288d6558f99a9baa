using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bot.Simulator.Platform;

/// <summary>Random strings in the shapes LINE gives them.</summary>
internal static class Tokens
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Reply() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public static string Quote(long seq) => $"q{seq:x}-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    /// <summary>A ULID: 48 bits of time, 80 of chance.</summary>
    public static string EventId(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var value = BinaryPrimitives.ReadUInt128BigEndian(bytes) & ((UInt128.One << 80) - 1);
        value |= (UInt128)(ulong)at.ToUnixTimeMilliseconds() << 80;
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--)
        {
            text[i] = Crockford[(int)(value & 31)];
            value >>= 5;
        }

        return new string(text);
    }
}
