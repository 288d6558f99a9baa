using Bot.Storage;

namespace Bot.Definitions;

/// <summary>What is published of one kind: the part of it that is in the store.</summary>
internal sealed class PublishedKind(string kind, IDocumentStore store, TimeProvider clock)
{
    public async Task<Snapshot> Read(CancellationToken ct) =>
        await store.Get(DefinitionCollections.Published, kind, ct) is { } stored
            ? new(stored.Value.Files, stored.Version, stored.Value.Generation)
            : new([], 0, 0);

    /// <summary>
    /// Publishes these files, all of them valid, in place of those there are now, and whatever else is in the commit. Null:
    /// somebody was faster, and nothing is written.
    /// </summary>
    public async Task<Snapshot?> Publish(Snapshot now, IReadOnlyList<DefinitionFile> files, string by, Commit commit, CancellationToken ct)
    {
        var generation = now.GenerationWith(files);
        if (generation == now.Generation)
        {
            return commit.IsEmpty || await store.Commit(commit, ct) is CommitResult.Committed ? now : null;
        }

        var at = StoredTime.Truncate(clock.GetUtcNow());
        IReadOnlyList<PublishedFile> next =
        [
            .. files.Select(file => now.Find(file.Path) is { } same && same.Hash == file.Hash
                ? same
                : new PublishedFile(file.Path, file.Hash, file.Yaml!.Text, at, by)),
        ];
        var versions = next.Except(now.Files).Select(file => new DefinitionVersion(file.Path, file.Hash, file.Yaml, generation, at, by)).ToList();
        var before = await store.GetMany(DefinitionCollections.Versions, [.. versions.Select(version => version.Id)], ct);
        var written = before.ToDictionary(stored => stored.Value.Id, stored => stored.Version);
        versions.ForEach(version => commit.Put(DefinitionCollections.Versions, version, written.GetValueOrDefault(version.Id)));
        commit.Put(DefinitionCollections.Published, new PublishedDefinitions(kind, generation, next), now.Version);
        return await store.Commit(commit, ct) is CommitResult.Committed ? new Snapshot(next, now.Version + 1, generation) : null;
    }

    /// <summary>
    /// The files of an edit whose content, or whose live content if they are gone, was published after this generation, which a
    /// folder saw last: that is no news from it. Another folder with the same files was faster, and what is live may be newer
    /// still. To a folder never seen before, an image's or a copy's, everything is known that was ever live.
    /// </summary>
    public async Task<IReadOnlySet<string>> KnownSince(long generation, FolderEdit edit, Snapshot now, CancellationToken ct)
    {
        var contents = edit.Changed.Select(file => DefinitionVersion.Key(file.Path, file.Hash))
            .Concat(edit.Gone.Select(now.Find).OfType<PublishedFile>().Select(file => DefinitionVersion.Key(file.Path, file.Hash)));
        var known = await store.GetMany(DefinitionCollections.Versions, [.. contents], ct);
        return known.Where(version => version.Value.Generation > generation).Select(version => version.Value.Path).ToHashSet();
    }
}

/// <summary>What is live at one version of its document; version 0: nothing was ever published.</summary>
internal sealed record Snapshot(IReadOnlyList<PublishedFile> Files, long Version, long Generation)
{
    public bool IsNone => Version == 0;

    public IEnumerable<DefinitionFile> Definitions => Files.Select(DefinitionFile.Of);

    /// <summary>The next generation, or this one when these files are no others.</summary>
    public long GenerationWith(IEnumerable<DefinitionFile> files) =>
        IsNone || !files.Select(file => (file.Path, file.Hash)).SequenceEqual(Files.Select(file => (file.Path, file.Hash))) ? Generation + 1 : Generation;

    public PublishedFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);
}
