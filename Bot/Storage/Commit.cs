using System.Text.Json;

namespace Bot.Storage;

/// <summary>
/// Documents to write together: all of them or none. A document is serialised when it is added, on the caller's thread,
/// so what is written is what it was then. Adding a second write of one document is a bug and throws.
/// </summary>
public sealed class Commit
{
    private readonly List<Write> _writes = [];
    private readonly HashSet<(Collection, string)> _written = [];

    /// <summary>Whether there is nothing to write yet.</summary>
    public bool IsEmpty => _writes.Count == 0;

    internal List<Write> Writes => _writes;

    /// <summary>Writes a document that must not exist yet.</summary>
    public Commit Insert<T>(Collection<T> collection, T document) where T : class =>
        Add(Write.Of(collection, WriteKind.Insert, document, expectedVersion: 0));

    /// <summary>Writes a document over the version that was read; anything newer there is a conflict.</summary>
    public Commit Replace<T>(Collection<T> collection, T document, long expectedVersion) where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedVersion, 1);
        return Add(Write.Of(collection, WriteKind.Replace, document, expectedVersion));
    }

    /// <summary>Inserts at version 0 (was not there when read), replaces otherwise.</summary>
    public Commit Put<T>(Collection<T> collection, T document, long version) where T : class =>
        version == 0 ? Insert(collection, document) : Replace(collection, document, version);

    /// <summary>Deletes a document; without an expected version, whatever version is there, or none.</summary>
    public Commit Delete<T>(Collection<T> collection, string id, long? expectedVersion = null) where T : class =>
        Add(new Write(collection, WriteKind.Delete, DocumentId.Check(id), default, FieldValues.None, expectedVersion));

    /// <summary>Whether it writes this document already.</summary>
    public bool Has(Collection collection, string id) => _written.Contains((collection, id));

    /// <summary>Adds everything another commit would write.</summary>
    public Commit Include(Commit other)
    {
        foreach (var write in other._writes)
        {
            Add(write);
        }

        return this;
    }

    /// <summary>Writes a document as another store held it: at its version, over whatever is there.</summary>
    internal Commit Restore(Collection collection, string id, long version, ReadOnlyMemory<byte> json) =>
        Add(new Write(collection, WriteKind.Restore, DocumentId.Check(id), json, collection.ValuesOfJson(json.Span), version));

    private Commit Add(Write write)
    {
        if (!_written.Add((write.Collection, write.Id)))
        {
            throw new InvalidOperationException($"The commit already writes {write.Collection.Name}/{write.Id}.");
        }

        _writes.Add(write);
        return this;
    }

    internal enum WriteKind
    {
        Insert,
        Replace,
        Delete,

        /// <summary>The expected version is the one it gets.</summary>
        Restore,
    }

    internal sealed record Write(
        Collection Collection,
        WriteKind Kind,
        string Id,
        ReadOnlyMemory<byte> Json,
        FieldValues Fields,
        long? ExpectedVersion)
    {
        public static Write Of<T>(Collection<T> collection, WriteKind kind, T document, long expectedVersion) where T : class =>
            new(
                collection,
                kind,
                DocumentId.Check(collection.IdOf(document)),
                JsonSerializer.SerializeToUtf8Bytes(document, collection.Json),
                collection.ValuesOf(document),
                expectedVersion);
    }
}

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>Everything is written and survives a crash.</summary>
    public sealed record Committed : CommitResult;

    /// <summary>Nothing is written: this document of the commit could not be.</summary>
    public sealed record Conflict(string Collection, string Id, ConflictReason Reason) : CommitResult;
}

/// <summary>Why a document of a commit could not be written.</summary>
public enum ConflictReason
{
    /// <summary>It was changed or deleted since it was read.</summary>
    VersionChanged,

    /// <summary>A document with this id is there already.</summary>
    AlreadyExists,

    /// <summary>Another document has the same values in a unique index.</summary>
    UniqueKey,
}
