using Microsoft.Extensions.Options;

namespace Bot.Definitions;

/// <summary>
/// The definitions of one kind that the running bot uses. An edit takes effect as a whole when every file of the kind is
/// valid; until then the last good ones stay, and <see cref="Errors"/> says what to mend. At start, before anything was
/// good, the valid files are used without the broken ones.
/// </summary>
public sealed class LiveDefinitions<T> : ILiveDefinitions where T : class
{
    private readonly DefinitionKind<T> _kind;
    private readonly string _root;
    private readonly Lock _reloading = new();
    private volatile DefinitionSet<T> _current;
    private string _fingerprint;

    /// <summary>Reads the kind's files for the first time; broken ones are left out and told of in <see cref="Errors"/>.</summary>
    public LiveDefinitions(DefinitionKind<T> kind, IOptions<DefinitionsOptions> options)
    {
        _kind = kind;
        _root = options.Value.FullRoot;
        _fingerprint = DefinitionFiles.Fingerprint(_root, kind.Folder);
        _current = kind.Load(_root);
    }

    /// <summary>What holds now; take it once a turn, so that one decision sees one state.</summary>
    public DefinitionSet<T> Current => _current;

    /// <summary>The folder beneath the root that holds the files, e.g. <c>surveys</c>.</summary>
    public string Folder => _kind.Folder;

    /// <summary>Everything wrong in the files as they are now; empty when all of them are in use.</summary>
    public IReadOnlyList<DefinitionError> Errors => _current.Errors;

    /// <summary>The definition in use with this id, or null.</summary>
    public T? Find(string id) => _current.Find(id);

    /// <inheritdoc/>
    public bool ReloadIfChanged()
    {
        lock (_reloading)
        {
            var fingerprint = DefinitionFiles.Fingerprint(_root, _kind.Folder);
            if (fingerprint == _fingerprint)
            {
                return false;
            }

            var loaded = _kind.Load(_root);
            _fingerprint = fingerprint;
            _current = loaded.Errors.Count == 0 ? loaded : _current with { Errors = loaded.Errors };
            return true;
        }
    }
}

/// <summary>Definitions that can be read again while the bot runs.</summary>
public interface ILiveDefinitions
{
    /// <summary>The folder beneath the root that holds the files, e.g. <c>surveys</c>.</summary>
    string Folder { get; }

    /// <summary>Everything wrong in the files as they are now; empty when all of them are in use.</summary>
    IReadOnlyList<DefinitionError> Errors { get; }

    /// <summary>Reads the files again when they changed; says whether they had.</summary>
    bool ReloadIfChanged();
}
