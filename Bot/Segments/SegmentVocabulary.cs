using Bot.Conditions;

namespace Bot.Segments;

/// <summary>Every name a segment's condition may use: what friends bear, and what features declare.</summary>
public sealed class SegmentVocabulary
{
    // Of real time, whatever the clock says: a simulated one may jump.
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(1);

    private readonly NamesInUse _names;
    private readonly IReadOnlyList<IVocabularySource> _sources;

    internal SegmentVocabulary(NamesInUse names, IEnumerable<IVocabularySource> sources) => (_names, _sources) = (names, [.. sources]);

    private Tuple<ConditionVocabulary, long>? _last;
    private int _looking;

    /// <summary>All names known within the last seconds. A name missing here may have come since.</summary>
    public async Task<ConditionVocabulary> Recent(CancellationToken ct)
    {
        var age = _last is { Item2: var at } ? TimeProvider.System.GetElapsedTime(at) : TimeSpan.MaxValue;

        // One of those who ask at once looks anew; what the others have is hardly older.
        if (age < Recently || (age < 3 * Recently && Volatile.Read(ref _looking) > 0))
        {
            return _last!.Item1;
        }

        Interlocked.Increment(ref _looking);
        try
        {
            return await Read(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _looking);
        }
    }

    /// <summary>All names known now; tags and attributes are null until every friend has been looked at.</summary>
    public async Task<ConditionVocabulary> Read(CancellationToken ct)
    {
        var inUse = await _names.Read(ct);
        var known = inUse is null ? new List<ConditionVocabulary>() : [inUse];
        foreach (var source in _sources)
        {
            known.Add(await source.Read(ct));
        }

        // Staff and imports put on tags and attributes that nobody declared: before all friends were seen none is unknown.
        var together = ConditionVocabulary.Merge(known);
        var all = inUse is null ? together with { Tags = null, Attributes = null } : together;
        _last = Tuple.Create(all, TimeProvider.System.GetTimestamp());
        return all;
    }
}
