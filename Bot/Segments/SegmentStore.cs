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

    /// <summary>
    /// Makes the segment, or changes the one there is. Who says what they have <paramref name="seen"/> (when it was last saved)
    /// overwrites nothing else; of two others at once the later stays.
    /// </summary>
    public async Task<SaveSegmentResult> Save(string id, string name, string condition, DateTimeOffset? seen, CancellationToken ct)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            var there = await store.Get(SegmentCollections.Segments, id, ct);
            if (seen is not null && there?.Value.UpdatedAt != seen)
            {
                return new SaveSegmentResult.Changed(there?.Value);
            }

            // Never the same time twice, also on a clock that stands still: it tells one saving from another.
            var now = StoredTime.Truncate(clock.GetUtcNow());
            var savedAt = there?.Value.UpdatedAt >= now ? there.Value.UpdatedAt.AddMilliseconds(1) : now;
            var segment = new Segment { Id = id, Name = name, Condition = condition, CreatedAt = there?.Value.CreatedAt ?? now, UpdatedAt = savedAt };
            if (await store.Commit(new Commit().Put(SegmentCollections.Segments, segment, there?.Version ?? 0), ct) is CommitResult.Committed)
            {
                return new SaveSegmentResult.Saved(segment, there is null);
            }
        }

        throw new StoreException($"The segment {id} changed {Tries} times while it was to be saved. Try again.");
    }

    /// <summary>Whether there was such a segment.</summary>
    public async Task<bool> Delete(string id, CancellationToken ct) =>
        await store.Get(SegmentCollections.Segments, id, ct) is not null
        && await store.Commit(new Commit().Delete(SegmentCollections.Segments, id), ct) is CommitResult.Committed;
}

/// <summary>What became of saving a segment.</summary>
public abstract record SaveSegmentResult
{
    private SaveSegmentResult()
    {
    }

    /// <summary>It is saved; made: there was none of this id.</summary>
    public sealed record Saved(Segment Segment, bool Made) : SaveSegmentResult;

    /// <summary>Somebody else saved it since it was looked at; null: it was deleted.</summary>
    public sealed record Changed(Segment? Segment) : SaveSegmentResult;
}
