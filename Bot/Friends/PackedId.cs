using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Bot.Friends;

/// <summary>LINE's id of a person, <c>U</c> and 32 hex digits, as the number the digits are; it sorts as the texts do.</summary>
internal static class PackedId
{
    /// <summary>Of the text.</summary>
    public const int Length = 33;

    /// <summary>Of the number in bytes, the first digits first.</summary>
    public const int Bytes = 16;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static bool TryPack(string id, out UInt128 packed)
    {
        packed = default;
        if (id.Length != Length || id[0] != 'U' || id.AsSpan(1).ContainsAnyExcept(Digits))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Bytes];
        Convert.FromHexString(id.AsSpan(1), bytes, out _, out _);
        packed = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    public static string ToText(UInt128 packed) => string.Create(Length, packed, static (text, id) =>
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        text[0] = 'U';
        Convert.TryToHexStringLower(bytes, text[1..], out _);
    });

    /// <summary>The bytes of an id: LINE's in the packed form, any other as UTF-8.</summary>
    public static byte[] KeyOf(string id)
    {
        if (!TryPack(id, out var packed))
        {
            return Encoding.UTF8.GetBytes(id);
        }

        var key = new byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(key, packed);
        return key;
    }
}
