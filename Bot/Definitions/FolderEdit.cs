namespace Bot.Definitions;

/// <summary>What was edited in a folder since it was last compared with what is live.</summary>
internal sealed record FolderEdit(IReadOnlyList<DefinitionFile> Changed, IReadOnlyList<string> Gone)
{
    /// <summary>
    /// <paramref name="settled"/> is what this instance saw there, <paramref name="remembered"/> what the store says the folder
    /// had: an edit is new to both. At a start only the store remembers; two instances on one folder find each other's work in it.
    /// </summary>
    public static FolderEdit Of(IReadOnlyList<DefinitionFile> files, IReadOnlyList<FileHash>? settled, IReadOnlyList<FileHash>? remembered)
    {
        var known = (settled ?? []).Concat(remembered ?? []).ToHashSet();
        var there = files.Select(file => file.Path).ToHashSet();
        var stillRemembered = remembered?.Select(file => file.Path).ToHashSet();
        return new(
            [.. files.Where(file => !known.Contains(new FileHash(file.Path, file.Hash)))],
            [.. (settled ?? remembered ?? []).Select(file => file.Path)
                .Where(path => !there.Contains(path) && stillRemembered?.Contains(path) is not false)]);
    }

    /// <summary>The part of it that is about files for which this holds, by path.</summary>
    public FolderEdit Where(Func<string, bool> path) => new([.. Changed.Where(file => path(file.Path))], [.. Gone.Where(path)]);

    /// <summary>The files as the edit leaves them, by path.</summary>
    public IReadOnlyList<DefinitionFile> On(IEnumerable<DefinitionFile> live) =>
    [
        .. live.Where(file => !Gone.Contains(file.Path) && !Changed.Any(changed => changed.Path == file.Path))
            .Concat(Changed)
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];
}
