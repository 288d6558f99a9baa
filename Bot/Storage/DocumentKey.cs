using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Storage;

/// <summary>
/// An id in sixteen bytes: our documents' ids and LINE's ids of friends as they are (32 hex digits, with a U before), any
/// other by the beginning of its hash. Keys of our documents sort as their ids do.
/// </summary>
internal readonly record struct DocumentKey(ulong High, ulong Low) : IComparable<DocumentKey>
{
    public static DocumentKey Of(string id)
    {
        var digits = id is ['U', ..] && id.Length == 33 ? id.AsSpan(1) : id;
        if (digits.Length == 32
            && ulong.TryParse(digits[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && ulong.TryParse(digits[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            return new(high, low);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(8)));
    }

    public int CompareTo(DocumentKey other) => High == other.High ? Low.CompareTo(other.Low) : High.CompareTo(other.High);
}
