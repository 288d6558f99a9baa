using Microsoft.Extensions.Options;

namespace Bot.Definitions;

/// <summary>
/// The definitions of one kind that the running bot uses, always at hand: no turn waits for files or for the store. An edit
/// takes effect as a whole when every file of the kind is valid; until then the last good ones stay, and
/// <see cref="Errors"/> says what to mend. At start, before anything was good, the valid files are used without the broken ones.
/// </summary>
/// <remarks>
/// It begins with the files of the folder. In a running bot the <see cref="DefinitionsWatcher"/> then keeps it at what is
/// published in the store; on its own (commands on files) it follows the folder when told to.
/// </remarks>
public sealed class LiveDefinitions<T> : ILiveDefinitions where T : class
{
    private readonly DefinitionKind<T> _kind;
    private readonly string _root;
    private readonly Lock _changing = new();
    private volatile DefinitionSet<T> _current;
    private volatile IReadOnlyList<DefinitionError> _errors;
    private string _fingerprint;

    /// <summary>Reads the kind's files for the first time; broken ones are left out and told of in <see cref="Errors"/>.</summary>
    public LiveDefinitions(DefinitionKind<T> kind, IOptions<DefinitionsOptions> options)
    {
        _kind = kind;
        _root = options.Value.FullRoot;
        _fingerprint = DefinitionFiles.Fingerprint(_root, kind.Folder);
        _current = kind.Load(_root);
        _errors = _current.Errors;
    }

    /// <summary>What holds now; take it once a turn, so that one decision sees one state.</summary>
    public DefinitionSet<T> Current => _current;

    /// <summary>The folder beneath the root that holds the files, e.g. <c>surveys</c>.</summary>
    public string Folder => _kind.Folder;

    /// <inheritdoc/>
    public IReadOnlyList<DefinitionError> Errors => _errors;

    /// <inheritdoc/>
    public IReadOnlyList<DefinitionError> Warnings => _current.Warnings;

    /// <inheritdoc/>
    public int Files => DefinitionFiles.In(_root, _kind.Folder).Count;

    /// <summary>The definition in use with this id, or null.</summary>
    public T? Find(string id) => _current.Find(id);

    /// <inheritdoc/>
    public bool ReloadIfChanged()
    {
        lock (_changing)
        {
            var fingerprint = DefinitionFiles.Fingerprint(_root, _kind.Folder);
            if (fingerprint == _fingerprint)
            {
                return false;
            }

            Take(_kind.Load(_root), evenBroken: false);
            _fingerprint = fingerprint;
            return true;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<DefinitionError> Check(IEnumerable<(string Path, byte[] Bytes)> files) => _kind.Of(files).Errors;

    /// <inheritdoc/>
    public IReadOnlyList<DefinitionError> Use(IEnumerable<(string Path, byte[] Bytes)> files, bool evenBroken)
    {
        lock (_changing)
        {
            return Take(_kind.Of(files), evenBroken);
        }
    }

    /// <inheritdoc/>
    public void Tell(IReadOnlyList<DefinitionError> errors) => _errors = errors;

    private IReadOnlyList<DefinitionError> Take(DefinitionSet<T> read, bool evenBroken)
    {
        if (read.Errors.Count == 0 || evenBroken)
        {
            _current = read;
        }

        return _errors = read.Errors;
    }
}

/// <summary>Definitions of whatever kind, for those who keep them current.</summary>
public interface ILiveDefinitions
{
    /// <summary>The folder beneath the root that holds the files, e.g. <c>surveys</c>.</summary>
    string Folder { get; }

    /// <summary>Everything wrong in the files as they are now; empty when all of them are in use.</summary>
    IReadOnlyList<DefinitionError> Errors { get; }

    /// <summary>What is doubtful in the files in use.</summary>
    IReadOnlyList<DefinitionError> Warnings { get; }

    /// <summary>How many files the folder holds.</summary>
    int Files { get; }

    /// <summary>Reads the folder's files again when they changed; says whether they had.</summary>
    bool ReloadIfChanged();

    /// <summary>What would be wrong with these files (path shown, bytes), without using them.</summary>
    IReadOnlyList<DefinitionError> Check(IEnumerable<(string Path, byte[] Bytes)> files);

    /// <summary>Uses these files when all are valid; with <paramref name="evenBroken"/>, the valid ones in any case. Answers what is wrong.</summary>
    IReadOnlyList<DefinitionError> Use(IEnumerable<(string Path, byte[] Bytes)> files, bool evenBroken);

    /// <summary>What <see cref="Errors"/> says from now on.</summary>
    void Tell(IReadOnlyList<DefinitionError> errors);
}
