using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Definitions;

/// <summary>A definition file as bytes, which may not even be text: what was found in a folder, sent to the API, or is live.</summary>
internal sealed partial class DefinitionFile(string path, byte[] bytes)
{
    public const int LongestName = 100;

    /// <summary>The path shown to people, <c>surveys/coffee.yaml</c>.</summary>
    public string Path { get; } = path;

    public byte[] Bytes { get; } = bytes;

    /// <summary>Null when it is no text.</summary>
    public YamlFile? Yaml { get; } = YamlFile.Decode(path, bytes, new Problems(path));

    /// <summary>Which content it is: the same whatever its line ends.</summary>
    public string Hash => field ??= Yaml?.Version ?? Convert.ToHexStringLower(SHA256.HashData(Bytes))[..12];

    public static DefinitionFile Of(PublishedFile live) => new(live.Path, Encoding.UTF8.GetBytes(live.Yaml));

    /// <summary>Whether a file may be called so: it is no path, and nothing hidden.</summary>
    public static bool IsName(string file) => file.Length <= LongestName && Name().IsMatch(file);

    [GeneratedRegex(@"^[^./\\\p{C}@][^/\\\p{C}@]*\.ya?ml\z")]
    private static partial Regex Name();
}
