using System.Security.Cryptography;
using System.Text;

namespace Bot.Line;

/// <summary>LINE's proof that a webhook request is its own: Base64 of the HMAC-SHA256 of the raw body, keyed with the channel secret.</summary>
public static class LineSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "x-line-signature";

    /// <summary>True when the header signs exactly these bytes. Takes the same time wherever they differ; never true without a secret.</summary>
    public static bool IsValid(string channelSecret, ReadOnlySpan<byte> body, string? header)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (channelSecret.Length == 0
            || header is null
            || !Convert.TryFromBase64String(header, given, out var written)
            || written != given.Length)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(channelSecret), body, expected);
        return CryptographicOperations.FixedTimeEquals(given, expected);
    }

    /// <summary>The header's value for these bytes.</summary>
    public static string Sign(string channelSecret, ReadOnlySpan<byte> body)
    {
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(channelSecret), body, signature);
        return Convert.ToBase64String(signature);
    }
}
