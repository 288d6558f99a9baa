using System.Text;
using Bot.Storage;

namespace Bot.Definitions;

/// <summary>
/// One kind of definition between the store, where what is live is published for every instance, this instance, which
/// uses it, and this instance's folder, where people edit. Looking, publishing and deleting happen one at a time.
/// </summary>
internal sealed partial class Publication(ILiveDefinitions live, string root, IDocumentStore store, TimeProvider clock, ILogger<Publication> log) : IDisposable
{
    private const int Tries = 20;

    // A kind's files are one document, and a document has 16 MB in MongoDB.
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly WatchedFolder _folder = new(root, live.Folder);
    private readonly PublishedKind _kind = new(live.Folder, store, clock);

    // Versions of the document: in use here (null: the store was never reached), and told to the last look.
    private long? _inUse;
    private long? _told;
    private IReadOnlyList<DefinitionError> _broken = [];
    private Refusal? _refused;
    private string? _unreadable;

    /// <summary>The kind's name: its folder.</summary>
    public string Kind => live.Folder;

    /// <summary>What is wrong with the files as they are on this instance now.</summary>
    public IReadOnlyList<DefinitionError> Errors => live.Errors;

    /// <summary>A file as it is in this instance's folder, where it is one; it need not be live.</summary>
    public DefinitionFile? InFolder(string path) => _folder.Files?.FirstOrDefault(file => file.Path == path);

    /// <summary>What is wrong with a text taken alone, without the other files.</summary>
    public IReadOnlyList<DefinitionError> ErrorsAlone(string path, string yaml) => live.Check([(path, Encoding.UTF8.GetBytes(yaml))]);

    /// <summary>The files that are live.</summary>
    public async Task<IReadOnlyList<PublishedFile>> Files(CancellationToken ct) => (await _kind.Read(ct)).Files;

    /// <summary>
    /// Publishes what was edited in the folder and uses what is published. True when that is something else than at the look
    /// before. <paramref name="again"/>: reads it in any case, for what it may refer to has changed.
    /// </summary>
    public async Task<bool> Look(bool again, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            ReadFolder();
            for (var tries = 0; tries < Tries; tries++)
            {
                if (await Sync(again, ct) is { } now)
                {
                    Use(now, again);
                    live.Tell(_refused?.Errors ?? _broken);
                    _folder.SeenAt = _folder.Files is null ? _folder.SeenAt : now.Generation;
                    var changed = again || _told != _inUse;
                    _told = _inUse;
                    return changed;
                }
            }

            return false; // Busy editors; the next look is a second away.
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Publishes a file when the kind's files are valid with it, and <paramref name="expected"/> holds for the hash it has now (null: there is none).</summary>
    public Task<PublishResult> Put(DefinitionFile file, Func<string?, bool> expected, string by, CancellationToken ct) =>
        Change(file.Path, expected, async now =>
        {
            var before = now.Find(file.Path);
            if (before?.Hash == file.Hash)
            {
                return new PublishResult.Published(before, IsNew: false);
            }

            var files = new FolderEdit([file], []).On(now.Definitions);
            if (Spoilt(files, now) is { Count: > 0 } errors)
            {
                return new PublishResult.Invalid(errors);
            }

            return await Publish(now, files, by, new Commit(), ct) is { } next
                ? new PublishResult.Published(next.Find(file.Path)!, IsNew: before is null)
                : null;
        }, ct);

    /// <summary>Takes a file out of what is live, when <paramref name="expected"/> holds for its hash.</summary>
    public Task<PublishResult> Delete(string path, Func<string?, bool> expected, string by, CancellationToken ct) =>
        Change(path, expected, async now =>
        {
            if (now.Find(path) is null)
            {
                return new PublishResult.NotThere();
            }

            var files = new FolderEdit([], [path]).On(now.Definitions);
            return Spoilt(files, now) is { Count: > 0 } errors ? new PublishResult.Invalid(errors)
                : await Publish(now, files, by, new Commit(), ct) is not null ? new PublishResult.Deleted()
                : null;
        }, ct);

    public void Dispose() => _gate.Dispose();

    private async Task<PublishResult> Change(string path, Func<string?, bool> expected, Func<Snapshot, Task<PublishResult?>> change, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            for (var tries = 0; tries < Tries; tries++)
            {
                var now = await _kind.Read(ct);
                Use(now, again: false);
                if (!expected(now.Find(path)?.Hash))
                {
                    return new PublishResult.Changed(now.Find(path)?.Hash);
                }

                if (await change(now) is { } result)
                {
                    return result;
                }
            }

            throw new StoreException("The definitions keep changing. Try again.");
        }
        finally
        {
            _gate.Release();
        }
    }

    private void ReadFolder()
    {
        try
        {
            _folder.Read();
            _unreadable = null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // An editor may be writing just now; the next look tries again.
            if (_unreadable != problem.Message)
            {
                _unreadable = problem.Message;
                LogUnreadable(Kind, problem.Message);
            }
        }
    }

    // What is live after the folder's edits were published, or refused; null: somebody was faster, look again.
    private async Task<Snapshot?> Sync(bool again, CancellationToken ct)
    {
        var now = await _kind.Read(ct);
        if (_folder.Files is not { } files || (_folder.IsSettled && !now.IsNone))
        {
            _refused = null;
            return now;
        }

        if (_refused is { } refused && (refused.Fingerprint, refused.Version) == (_folder.Fingerprint, now.Version) && !again)
        {
            return now;
        }

        _refused = null;
        var remembered = await store.Get(DefinitionCollections.Folders, _folder.Id, ct);
        var edit = now.IsNone ? FolderEdit.Of(files, null, null) : FolderEdit.Of(files, _folder.Settled, remembered?.Value.Files);
        var old = await _kind.KnownSince(_folder.SeenAt ?? remembered?.Value.Generation ?? 0, edit, now, ct);
        var stale = edit.Where(old.Contains);
        edit = edit.Where(path => !old.Contains(path));

        var next = edit.On(now.Definitions);
        var errors = Spoilt(next, now);
        if (errors.Count > 0 && !now.IsNone)
        {
            _refused = new(_folder.Fingerprint, now.Version, errors);
            return now;
        }

        // The first start: the valid files count without the broken ones, which are edits to mend from then on.
        var broken = errors.Select(error => error.File).ToHashSet();
        next = [.. next.Where(file => !broken.Contains(file.Path))];
        files = [.. files.Where(file => !broken.Contains(file.Path))];

        IReadOnlyList<FileHash> settled = [.. files.Select(file => new FileHash(file.Path, file.Hash))];
        var commit = new Commit();
        if (remembered is null || !remembered.Value.Files.SequenceEqual(settled))
        {
            commit.Put(DefinitionCollections.Folders, new DefinitionFolder(_folder.Id, now.GenerationWith(next), settled), remembered?.Version ?? 0);
        }

        if (await Publish(now, next, _folder.Name, commit, ct) is not { } published)
        {
            return null;
        }

        LogWhatWasMet(now, edit, remembered?.Value.Files ?? _folder.Settled, stale);
        _folder.Settled = settled;
        _refused = errors.Count > 0 ? new(_folder.Fingerprint, published.Version, errors) : null;
        return published;
    }

    // What these files would spoil. Errors there are already (under a program stricter than the one that published) are not theirs,
    // or several broken files could not be mended one by one.
    private IReadOnlyList<DefinitionError> Spoilt(IReadOnlyList<DefinitionFile> files, Snapshot now)
    {
        var size = 0L;
        var tooMany = files.Where(file => (size += file.Bytes.Length) > MostBytes).ToList();
        if (tooMany.Count > 0)
        {
            return [.. tooMany.Select(file => DefinitionError.At(
                file.Path, Place.Start, LintRule.FileTooLarge, $"The files of {Kind}/ have more than {MostBytes:N0} bytes together.", "Delete those nobody needs any more."))];
        }

        var errors = live.Check(Bytes(files));
        return errors.Count == 0 ? errors : [.. errors.Except(live.Check(Bytes(now.Definitions)))];
    }

    // Null: somebody was faster, and nothing is written.
    private async Task<Snapshot?> Publish(Snapshot now, IReadOnlyList<DefinitionFile> files, string by, Commit commit, CancellationToken ct)
    {
        if (await _kind.Publish(now, files, by, commit, ct) is not { } next)
        {
            return null;
        }

        Use(next, again: false);
        foreach (var file in now.IsNone ? [] : next.Files.Except(now.Files)) // Not at the very first start, where nothing changes.
        {
            LogPublished(file.Path, file.By);
        }

        foreach (var file in now.Files.Where(file => next.Find(file.Path) is null))
        {
            LogDeleted(file.Path, by);
        }

        return next;
    }

    private void Use(Snapshot now, bool again)
    {
        if (_inUse != now.Version || again)
        {
            _broken = live.Use(Bytes(now.Definitions), evenBroken: _inUse is null);
            _inUse = now.Version;
        }
    }

    private void LogWhatWasMet(Snapshot now, FolderEdit edit, IReadOnlyList<FileHash>? before, FolderEdit stale)
    {
        var hashes = (before ?? []).ToDictionary(file => file.Path, file => file.Hash);
        foreach (var path in edit.Changed.Select(file => file.Path).Concat(edit.Gone))
        {
            if (now.Find(path) is { } replaced && replaced.Hash != hashes.GetValueOrDefault(path))
            {
                LogReplaced(path, replaced.By, replaced.PublishedAt);
            }
        }

        foreach (var file in stale.Changed.Where(file => now.Find(file.Path)?.Hash != file.Hash))
        {
            LogStale(file.Path, now.Find(file.Path) is { } newer ? $"by {newer.By} at {newer.PublishedAt:u}" : "as deleted");
        }

        foreach (var file in stale.Gone.Select(now.Find).OfType<PublishedFile>())
        {
            LogStays(file.Path, file.By, file.PublishedAt);
        }
    }

    private static IEnumerable<(string, byte[])> Bytes(IEnumerable<DefinitionFile> files) => files.Select(file => (file.Path, file.Bytes));

    private sealed record Refusal(string Fingerprint, long Version, IReadOnlyList<DefinitionError> Errors);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path} is live as published by {By}.")]
    private partial void LogPublished(string path, string by);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path} is live no more: {By} deleted it.")]
    private partial void LogDeleted(string path, string by);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path}: the edit in the folder took the place of what {By} had published at {At:u}.")]
    private partial void LogReplaced(string path, string by, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} in the folder is an earlier version and is not used: what is live was published {Since}. Edit the file, or restore its version, to make it live.")]
    private partial void LogStale(string path, string since);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} is gone from the folder, but {By} has published it since, at {At:u}: it stays live. Delete it over the API if nobody needs it.")]
    private partial void LogStays(string path, string by, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Folder}/ cannot be read now: {Reason}")]
    private partial void LogUnreadable(string folder, string reason);
}
