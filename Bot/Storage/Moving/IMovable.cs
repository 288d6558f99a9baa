namespace Bot.Storage.Moving;

/// <summary>A store whose documents can be taken elsewhere as they are, versions included.</summary>
internal interface IMovable
{
    /// <summary>Documents with ids above this one (null: from the first), ascending by id.</summary>
    Task<IReadOnlyList<StoredJson>> Read(Collection collection, string? after, int limit, CancellationToken ct);

    /// <summary>How many documents the collection holds.</summary>
    Task<long> Count(Collection collection, CancellationToken ct);

    /// <summary>Writes them together, each at its version and over whatever is there. Two that share a unique key: <see cref="StoreException"/>.</summary>
    Task Put(IReadOnlyList<(Collection Collection, StoredJson Document)> documents, CancellationToken ct);

    /// <summary>Names of collections with documents that this store was not opened with.</summary>
    Task<IReadOnlyList<string>> Unknown(CancellationToken ct);
}

/// <summary>A document as its JSON, with its id and version.</summary>
internal readonly record struct StoredJson(string Id, long Version, ReadOnlyMemory<byte> Json);
