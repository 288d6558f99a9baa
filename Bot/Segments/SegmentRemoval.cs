namespace Bot.Segments;

/// <summary>Deletes segments, but none that something needs unless whoever deletes it knows and says so.</summary>
internal sealed class SegmentRemoval(SegmentStore segments, SegmentUses uses, SegmentSizes sizes)
{
    public async Task<DeleteSegmentResult> Delete(string segmentId, bool anyway, CancellationToken ct)
    {
        var open = (await uses.Of(segmentId, ct)).Where(use => use.IsOpen).ToList();
        if (open.Count > 0 && !anyway && await segments.Find(segmentId, ct) is not null)
        {
            return new DeleteSegmentResult.InUse(open);
        }

        if (!await segments.Delete(segmentId, ct))
        {
            return new DeleteSegmentResult.NotFound();
        }

        await sizes.Forget(segmentId, ct);
        return new DeleteSegmentResult.Deleted();
    }
}

/// <summary>What became of deleting a segment.</summary>
internal abstract record DeleteSegmentResult
{
    private DeleteSegmentResult()
    {
    }

    /// <summary>It is gone.</summary>
    public sealed record Deleted : DeleteSegmentResult;

    /// <summary>There is no such segment.</summary>
    public sealed record NotFound : DeleteSegmentResult;

    /// <summary>These need it; nothing is deleted.</summary>
    public sealed record InUse(IReadOnlyList<SegmentUse> Uses) : DeleteSegmentResult;
}
