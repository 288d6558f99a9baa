using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot.Storage.Moving;

/// <summary>
/// Takes everything from one store to another, batch by batch in the order of ids. How far it came stands in the target,
/// in the commit of each batch: stopped or killed, the next run goes on there. In the end both are read and compared.
/// </summary>
internal sealed class StoreCopy(IMovable from, IMovable to, IReadOnlyList<Collection> declared)
{
    private const int MostInBatch = 200;

    private readonly IReadOnlyList<Collection> _collections = [.. declared.Where(collection => !collection.IsOfTheMoment)];

    /// <summary>How far a copy into a store has come, while it is not finished.</summary>
    public static Collection<UnfinishedCopy> Unfinished { get; } =
        new("unfinishedCopy", CopyJson.Documents.For<UnfinishedCopy>(), copy => copy.Id);

    /// <summary>Copies and compares; tells of each batch.</summary>
    /// <exception cref="StoreException">The target holds something else, or the content differs in the end.</exception>
    public async Task<IReadOnlyList<Copied>> Run(Action<CopyProgress> progress, CancellationToken ct)
    {
        if (await from.Unknown(ct) is { Count: > 0 } unknown)
        {
            throw new StoreException($"The source holds collections that this version does not know: {string.Join(", ", unknown)}. Copy with the version that wrote them.");
        }

        var begun = await Begun(ct);
        foreach (var collection in _collections)
        {
            begun = await Copy(collection, begun, progress, ct);
        }

        var compared = new List<Copied>();
        foreach (var collection in _collections)
        {
            compared.Add(await Compare(collection, ct));
        }

        await Save(begun with { Finished = true }, [], ct);
        return compared;
    }

    private async Task<UnfinishedCopy> Begun(CancellationToken ct)
    {
        if (await to.Read(Unfinished, after: null, 1, ct) is [var marker])
        {
            var copy = UnfinishedCopy.Of(marker);
            if (!copy.Finished)
            {
                return copy;
            }
        }

        foreach (var collection in _collections)
        {
            if (await to.Count(collection, ct) > 0)
            {
                throw new StoreException($"The target is not empty: {collection.Name} holds documents. Copy into a new file or database.");
            }
        }

        var fresh = new UnfinishedCopy();
        await Save(fresh, [], ct);
        return fresh;
    }

    private async Task<UnfinishedCopy> Copy(Collection collection, UnfinishedCopy copy, Action<CopyProgress> progress, CancellationToken ct)
    {
        var (total, done) = (await from.Count(collection, ct), copy.Done.FirstOrDefault(done => done.Collection == collection.Name));
        var count = done?.Count ?? 0;
        while (await from.Read(collection, done?.LastId, MostInBatch, ct) is { Count: > 0 } batch)
        {
            count += batch.Count;
            done = new CollectionDone(collection.Name, batch[^1].Id, count);
            copy = copy with { Done = [.. copy.Done.Where(other => other.Collection != collection.Name), done] };
            await Save(copy, [.. batch.Select(document => (collection, document))], ct);
            progress(new CopyProgress(collection.Name, count, Math.Max(total, count)));
        }

        return copy;
    }

    private async Task<Copied> Compare(Collection collection, CancellationToken ct)
    {
        var (expected, found) = (await DigestOf(from, collection, ct), await DigestOf(to, collection, ct));
        return expected == found
            ? new Copied(collection.Name, found.Count, found.Digest)
            : throw new StoreException(
                $"{collection.Name} differs: {expected.Count:N0} documents ({expected.Digest[..12]}) in the source, {found.Count:N0} ({found.Digest[..12]}) in the target. " +
                "Something wrote to one of them meanwhile: stop the bot, empty the target and copy again.");
    }

    private static async Task<(long Count, string Digest)> DigestOf(IMovable store, Collection collection, CancellationToken ct)
    {
        using var digest = new ContentDigest();
        for (string? after = null; await store.Read(collection, after, MostInBatch, ct) is { Count: > 0 } batch; after = batch[^1].Id)
        {
            foreach (var document in batch)
            {
                digest.Add(document);
            }
        }

        return (digest.Count, digest.ToString());
    }

    private Task Save(UnfinishedCopy copy, IReadOnlyList<(Collection Collection, StoredJson Document)> batch, CancellationToken ct) =>
        to.Put([.. batch, (Unfinished, copy.Stored())], ct);
}

/// <summary>A batch was written: how many of a collection's documents there are in the target now.</summary>
internal readonly record struct CopyProgress(string Collection, long Count, long Total);

/// <summary>A collection that is the same in both stores.</summary>
internal sealed record Copied(string Collection, long Count, string Digest);

/// <summary>The mark in a store that a copy into it was begun.</summary>
internal sealed record UnfinishedCopy
{
    public string Id { get; init; } = "copy";

    public IReadOnlyList<CollectionDone> Done { get; init; } = [];

    public bool Finished { get; init; }

    public static UnfinishedCopy Of(StoredJson stored) =>
        JsonSerializer.Deserialize(stored.Json.Span, StoreCopy.Unfinished.Json)!;

    public StoredJson Stored() => new(Id, 1, JsonSerializer.SerializeToUtf8Bytes(this, StoreCopy.Unfinished.Json));
}

/// <summary>The last of a collection's documents that was copied, and how many were.</summary>
internal sealed record CollectionDone(string Collection, string LastId, long Count);

[JsonSerializable(typeof(UnfinishedCopy))]
internal sealed partial class CopyJson : JsonSerializerContext
{
    public static CopyJson Documents { get; } = new(DocumentJson.Options());
}
