namespace Bot.Definitions;

/// <summary>Definitions of one kind that hold together, and everything wrong or doubtful in the files as they are now.</summary>
public sealed record DefinitionSet<T>(IReadOnlyDictionary<string, T> ById, IReadOnlyList<DefinitionError> Errors, IReadOnlyList<DefinitionError> Warnings)
    where T : class
{
    /// <summary>All of them, in no promised order.</summary>
    public IEnumerable<T> All => ById.Values;

    /// <summary>The one with this id, or null.</summary>
    public T? Find(string id) => ById.GetValueOrDefault(id);
}

/// <summary>The files of a folder of definitions.</summary>
internal static class DefinitionFiles
{
    public static IReadOnlyList<string> In(string root, string folder) =>
        Directory.Exists(Path.Combine(root, folder))
            ? [.. Directory.EnumerateFiles(Path.Combine(root, folder))
                .Where(path => Path.GetExtension(path) is ".yaml" or ".yml" && Path.GetFileName(path)[0] is not '.')
                .Order(StringComparer.Ordinal)]
            : [];

    /// <summary>The files as (path shown, bytes).</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> Read(string root, string folder) =>
        In(root, folder).Select(path => ($"{folder}/{Path.GetFileName(path)}", File.ReadAllBytes(path)));

    /// <summary>Changes when a file is added, removed or written.</summary>
    public static string Fingerprint(string root, string folder) =>
        string.Join('\n', In(root, folder).Select(path => new FileInfo(path)).Select(file =>
            file.Exists ? $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}" : file.FullName));
}
