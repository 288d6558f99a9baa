using Bot.Conditions;

namespace Bot.Segments;

/// <summary>Every name a segment's condition may use: what friends bear, and what features declare.</summary>
public sealed class SegmentVocabulary
{
    private readonly NamesInUse _names;
    private readonly IReadOnlyList<IVocabularySource> _sources;

    internal SegmentVocabulary(NamesInUse names, IEnumerable<IVocabularySource> sources) => (_names, _sources) = (names, [.. sources]);

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
        return inUse is null ? together with { Tags = null, Attributes = null } : together;
    }
}
