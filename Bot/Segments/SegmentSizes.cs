using System.Globalization;
using Bot.Calendar;
using Bot.Conditions;
using Bot.Storage;

namespace Bot.Segments;

/// <summary>Measures saved segments once a day, and tells how their sizes went.</summary>
internal sealed class SegmentSizes(IDocumentStore store, SegmentStore segments, SegmentReader reader, TimeZoneInfo zone, TimeProvider clock)
{
    /// <summary>The most days that are told.</summary>
    public const int MostDays = 400;

    /// <summary>The latest days first come last: as a line is drawn.</summary>
    public async Task<IReadOnlyList<SegmentSize>> Of(string segmentId, int days, CancellationToken ct)
    {
        var query = new Query<SegmentSize>(SegmentCollections.Sizes, Filter.Equal("segmentId", segmentId)) { OrderBy = "day", Descending = true, Limit = Math.Clamp(days, 1, MostDays) };
        return [.. (await store.Find(query, ct)).Items.Select(item => item.Value).Reverse()];
    }

    /// <summary>Counts every segment that has not been counted today. Doing it twice, or at two instances at once, does it once.</summary>
    public async Task MeasureToday(CancellationToken ct)
    {
        var now = StoredTime.Truncate(clock.GetUtcNow());
        var today = ShopDay.Of(now, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var all = await segments.List(ct);
        var measured = (await store.GetMany(SegmentCollections.Sizes, [.. all.Select(segment => SegmentSize.IdOf(segment.Id, today))], ct)).Select(size => size.Value.SegmentId).ToHashSet();
        foreach (var segment in all)
        {
            if (!measured.Contains(segment.Id) && ConditionText.Parse(segment.Condition) is { IsUnderstood: true, Condition: var condition })
            {
                var size = new SegmentSize
                {
                    Id = SegmentSize.IdOf(segment.Id, today),
                    SegmentId = segment.Id,
                    DayText = today,
                    Count = await reader.Count(condition, now, ct),
                    Reachable = await reader.CountReachable(condition, now, ct),
                    At = now,
                };

                // A conflict: somebody else measured it meanwhile.
                await store.Commit(new Commit().Insert(SegmentCollections.Sizes, size), ct);
            }
        }
    }

    /// <summary>Forgets how a segment went that is no more.</summary>
    public async Task Forget(string segmentId, CancellationToken ct)
    {
        foreach (var ids in (await store.Ids(SegmentCollections.Sizes, Filter.Equal("segmentId", segmentId), ct)).Chunk(500))
        {
            var commit = new Commit();
            foreach (var id in ids)
            {
                commit.Delete(SegmentCollections.Sizes, id);
            }

            await store.Commit(commit, ct);
        }
    }
}
