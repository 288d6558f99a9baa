using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Bot.People;

/// <summary>The six digits an authenticator app shows (RFC 6238: SHA-1, six digits, half a minute).</summary>
internal static class OneTimeCode
{
    private const int SecretBytes = 20;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The digits of a moment.</summary>
    public static string At(byte[] secret, DateTimeOffset moment) => Of(secret, StepOf(moment));

    /// <summary>The half minute whose digits these are: this one, the one before or after it, and not one up to the last taken. Null: none.</summary>
    public static long? StepOf(byte[] secret, string digits, DateTimeOffset now, long lastStep)
    {
        var typed = Encoding.UTF8.GetBytes(new string([.. digits.Normalize(NormalizationForm.FormKC).Where(char.IsAsciiDigit)]));
        long? found = null;
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.UTF8.GetBytes(Of(secret, step))) && step > lastStep)
            {
                found ??= step;
            }
        }

        return found;
    }

    /// <summary>The secret as people type it into an app.</summary>
    public static string Write(byte[] secret)
    {
        var bits = string.Concat(secret.Select(part => part.ToString("b8", CultureInfo.InvariantCulture)));
        return string.Concat(bits.Chunk(5).Select(five => Base32[Convert.ToInt32(new string(five).PadRight(5, '0'), 2)]));
    }

    /// <summary>The address an app reads from a QR code.</summary>
    public static string Address(byte[] secret, string who) => $"otpauth://totp/BotApp:{Uri.EscapeDataString(who)}?secret={Write(secret)}&issuer=BotApp";

    private static long StepOf(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    private static string Of(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What authenticator apps reckon with; nothing is kept under it.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0x0f)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
