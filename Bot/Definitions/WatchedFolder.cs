namespace Bot.Definitions;

/// <summary>One kind's folder on this machine, where people edit: what is in it, and what was dealt with.</summary>
internal sealed class WatchedFolder(string root, string kind)
{
    /// <summary>Which folder it is, among those of all instances.</summary>
    public string Id { get; } = $"{kind}@{Environment.MachineName}:{root}";

    /// <summary>Who publishes when this folder does.</summary>
    public string Name { get; } = $"{Environment.MachineName}:{Path.Combine(root, kind)}";

    /// <summary>Whether the <see cref="Name"/> of some machine's folder looks so.</summary>
    public static bool IsName(string by) => by.IndexOf(':', StringComparison.Ordinal) is > 0 and var end && Path.IsPathRooted(by.AsSpan(end + 1));

    /// <summary>The files as they were read last. Null: there is no such folder, which says nothing about what is live.</summary>
    public IReadOnlyList<DefinitionFile>? Files { get; private set; }

    /// <summary>Changes when a file does.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>What this instance has dealt with; null before it first did.</summary>
    public IReadOnlyList<FileHash>? Settled { get; set; }

    /// <summary>The generation of what was live when this instance looked last.</summary>
    public long? SeenAt { get; set; }

    public bool IsSettled => Settled is { } settled && Files is { } files
        && settled.Count == files.Count
        && files.All(file => settled.Contains(new FileHash(file.Path, file.Hash)));

    /// <summary>Reads the files again when they changed.</summary>
    /// <exception cref="IOException">A file cannot be read now.</exception>
    public void Read()
    {
        var exists = Directory.Exists(Path.Combine(root, kind));
        var fingerprint = exists ? "folder\n" + DefinitionFiles.Fingerprint(root, kind) : "";
        if (fingerprint != Fingerprint)
        {
            Files = exists ? [.. DefinitionFiles.Read(root, kind).Select(file => new DefinitionFile(file.Path, file.Bytes))] : null;
            Fingerprint = fingerprint;
        }
    }
}
