using System.Security.Cryptography;
using System.Text;

namespace Bot.Definitions;

/// <summary>One definition file: the path shown to people (<c>surveys/coffee.yaml</c>) and its text.</summary>
public sealed record YamlFile(string Path, string Text)
{
    /// <summary>A definition larger than this is refused: nobody writes one by hand.</summary>
    public const int MaxBytes = 512 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Which content this is: 12 hex digits of its SHA-256.</summary>
    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..12];

    /// <summary>Where one of the outermost keys stands; the first character when it cannot be found.</summary>
    public Place PlaceOf(string key) =>
        Text.StartsWith(key + ":", StringComparison.Ordinal) ? Place.Start : Place.Of(Text, Text.IndexOf($"\n{key}:", StringComparison.Ordinal) + 1);

    /// <summary>The file of these bytes, or null when they are not text; the problem is added.</summary>
    public static YamlFile? Decode(string path, ReadOnlySpan<byte> bytes, Problems problems)
    {
        if (bytes.Length > MaxBytes)
        {
            problems.Add(Place.Start, LintRule.FileTooLarge, $"The file has {bytes.Length:N0} bytes, more than {MaxBytes:N0}.", "Split it into several files.");
            return null;
        }

        try
        {
            var text = Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);
            return new YamlFile(path, text.ReplaceLineEndings("\n"));
        }
        catch (DecoderFallbackException bad)
        {
            var before = bytes[..Math.Clamp(bad.Index, 0, bytes.Length)];
            var place = new Place(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
            problems.Add(place, LintRule.NotUtf8, "The file is not UTF-8 text from here on.", "Save it as UTF-8 (it may be Shift_JIS now).");
            return null;
        }
    }
}
