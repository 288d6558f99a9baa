using Bot.Storage;

namespace Bot.Segments;

/// <summary>Keeps the saved segments.</summary>
public sealed class SegmentStore(IDocumentStore store, TimeProvider clock)
{
    private const int Tries = 10;

    /// <summary>A saved segment, or null: no such id.</summary>
    public async Task<Segment?> Find(string id, CancellationToken ct) => (await store.Get(SegmentCollections.Segments, id, ct))?.Value;

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<Segment>> List(CancellationToken ct)
    {
        var query = new Query<Segment>(SegmentCollections.Segments, Filter.Everything) { OrderBy = "name", Limit = 500 };
        return await store.Everything(query, ct).Select(item => item.Value).ToListAsync(ct);
    }

    /// <summary>Makes the segment, or changes the one there is; of two at once the later stays.</summary>
    public async Task<(Segment Segment, bool Made)> Save(string id, string name, string condition, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            var there = await store.Get(SegmentCollections.Segments, id, ct);
            var now = StoredTime.Truncate(clock.GetUtcNow());
            var segment = new Segment { Id = id, Name = name, Condition = condition, CreatedAt = there?.Value.CreatedAt ?? now, UpdatedAt = now };
            if (await store.Commit(new Commit().Put(SegmentCollections.Segments, segment, there?.Version ?? 0), ct) is CommitResult.Committed)
            {
                return (segment, there is null);
            }
        }

        throw new StoreException($"The segment {id} changed {Tries} times while it was to be saved. Try again.");
    }

    /// <summary>Whether there was such a segment.</summary>
    public async Task<bool> Delete(string id, CancellationToken ct) =>
        await store.Get(SegmentCollections.Segments, id, ct) is not null
        && await store.Commit(new Commit().Delete(SegmentCollections.Segments, id), ct) is CommitResult.Committed;
}
