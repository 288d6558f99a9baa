using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Bot.Links;

/// <summary>What a tracked link leads to: one address of a mailing's links, in one of its messages.</summary>
/// <param name="MailingId">The mailing, which has its campaign's id.</param>
/// <param name="Message">The number of the message, which tells the friend; 0: the link is the same for everybody.</param>
/// <param name="Link">The place of the address among the mailing's links.</param>
public sealed record LinkCode(string MailingId, int Message, int Link);

/// <summary>
/// Writes codes of links, and reads them: 50 letters, digits, hyphens and underscores that name mailing, message and link, and end in 128 bits that
/// only this key can make. So no document a link is kept, a code cannot be guessed or changed into another's, it tells a stranger
/// nothing about the friend, and a made-up one is refused without asking the store.
/// </summary>
public sealed class LinkKey(byte[] secret)
{
    /// <summary>The bytes of a key.</summary>
    public const int Bytes = 32;

    /// <summary>How long every code is.</summary>
    public const int CodeLength = 50;

    private const int Named = 16 + sizeof(int) + 1;
    private const int Proof = 16;

    /// <summary>The code of this link.</summary>
    public string Write(LinkCode code)
    {
        Span<byte> bytes = stackalloc byte[Named + Proof];
        Guid.ParseExact(code.MailingId, "N").TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], code.Message);
        bytes[20] = checked((byte)code.Link);
        Prove(bytes[..Named], bytes[Named..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What the code says; null: this key did not make it.</summary>
    public LinkCode? Read(string code)
    {
        Span<byte> bytes = stackalloc byte[Named + Proof];
        if (code.Length != CodeLength || !Base64Url.IsValid(code) || !Base64Url.TryDecodeFromChars(code, bytes, out var written) || written != bytes.Length)
        {
            return null;
        }

        var mailing = new Guid(bytes[..16], bigEndian: true).ToString("N");
        var read = new LinkCode(mailing, BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), bytes[20]);

        // Compared as text: its last letter has bits to spare, and another letter there would be another code for the same link.
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(code), Encoding.ASCII.GetBytes(Write(read))) ? read : null;
    }

    private void Prove(ReadOnlySpan<byte> named, Span<byte> proof)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, named, whole);
        whole[..Proof].CopyTo(proof);
    }
}
