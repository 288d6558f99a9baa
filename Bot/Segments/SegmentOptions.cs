namespace Bot.Segments;

/// <summary>Section <c>Segments</c>.</summary>
public sealed class SegmentOptions
{
    /// <summary>
    /// The file with the index of friends as of the last stop, which spares the next start reading every friend; relative to
    /// the folder the bot works on. Null: <c>data/segments.snapshot</c>; empty: none is kept. It can be deleted at any time.
    /// </summary>
    public string? Snapshot { get; set; }

    /// <summary>The file, as an absolute path; null: none is kept.</summary>
    internal string? SnapshotUnder(string folder) =>
        Snapshot is "" ? null : Path.GetFullPath(Path.Combine(folder, Snapshot ?? Path.Combine("data", "segments.snapshot")));
}
