namespace Bot.Surveys.Photos;

/// <summary>What a picture is by its content, whatever is said of it: nothing else is kept, or given to a browser.</summary>
internal static class PhotoFormat
{
    private static readonly string[] HeifBrands = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];

    /// <summary>The media type, or null: no picture that is known.</summary>
    public static string? Of(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.Length >= 12 && content[4..8].SequenceEqual("ftyp"u8) && IsHeif(content[8..12]) ? "image/heic"
        : null;

    private static bool IsHeif(ReadOnlySpan<byte> brand)
    {
        foreach (var known in HeifBrands)
        {
            if (System.Text.Ascii.Equals(brand, known))
            {
                return true;
            }
        }

        return false;
    }
}
