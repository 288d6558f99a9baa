using System.Globalization;
using System.Text;

namespace Bot.Simulator.LineApi;

/// <summary>LINE's <c>next</c> and <c>start</c>: where a list goes on, opaque to whoever reads it.</summary>
internal static class PageToken
{
    public static string Of(int number) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"from:{number}")));

    /// <summary>True with null for no token.</summary>
    public static bool TryRead(string? token, out int? number)
    {
        number = null;
        if (string.IsNullOrEmpty(token))
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[64];
        if (Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.ASCII.GetString(bytes[..length]) is var text
            && text.StartsWith("from:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var read))
        {
            number = read;
        }

        return number is not null;
    }
}
