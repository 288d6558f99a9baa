using Bot.Conditions;

namespace Bot.Segments;

/// <summary>Sorts friends in two ways at once. Every count is a count of the segment index, so a cell is a segment to be.</summary>
internal sealed class CrossTabReader(CrossTabAxisReader axes, SegmentReader segments, FriendFinder friends)
{
    /// <summary>The table, or what is wrong by field.</summary>
    public async Task<(CrossTab? Table, IReadOnlyDictionary<string, string[]> Problems)> Read(string rows, string columns, string? among, DateTimeOffset now, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        var row = await Axis(nameof(rows), rows);
        var column = await Axis(nameof(columns), columns);
        Condition? those = null;
        if (!string.IsNullOrWhiteSpace(among))
        {
            var parsed = await segments.Parse(among, ct);
            those = parsed.Condition;
            if (!parsed.IsUnderstood)
            {
                problems[nameof(among)] = [.. parsed.Problems.Select(problem => problem.English)];
            }
        }

        return row is null || column is null || problems.Count > 0
            ? (null, problems)
            : (CrossTabCount.Of(row, column, those?.ToString(), await Count(row, column, those, now, ct)), problems);

        async Task<CrossTabAxis?> Axis(string field, string text)
        {
            var (axis, wrong) = await axes.Read(text, ct);
            if (axis is null)
            {
                problems[field] = [.. wrong];
            }

            return axis;
        }
    }

    private async Task<CrossTabCounts> Count(CrossTabAxis rows, CrossTabAxis columns, Condition? among, DateTimeOffset now, CancellationToken ct)
    {
        var cells = rows.Parts.SelectMany(row => columns.Parts.Select(column => (Condition)All(among, row.Condition, column.Condition))).ToList();
        List<Condition> asked =
        [
            All(among, rows.Anybody, columns.Anybody),
            .. rows.Parts.Select(row => All(among, row.Condition, columns.Anybody)),
            .. columns.Parts.Select(column => All(among, rows.Anybody, column.Condition)),
            .. cells,
        ];

        // All at once by the index where it can tell, so that the counts are of one moment and add up.
        var counts = new List<long>(asked.Count);
        var known = await friends.CountAtOnce([.. asked.Select(condition => condition.AmongFollowing())], now, ct);
        foreach (var (condition, count) in asked.Zip(known))
        {
            counts.Add(count ?? await friends.Count(condition.AmongFollowing(), now, ct));
        }

        var (height, width) = (rows.Parts.Count, columns.Parts.Count);
        return new CrossTabCounts(
            counts[0],
            counts[1..(1 + height)],
            counts[(1 + height)..(1 + height + width)],
            [.. counts[(1 + height + width)..].Chunk(width)],
            [.. cells.Select(cell => cell.ToString()).Chunk(width)]);
    }

    private static Condition.And All(Condition? among, Condition row, Condition column) =>
        new([.. new[] { among, row, column }.OfType<Condition>().SelectMany(part => part is Condition.And(var parts) ? (IEnumerable<Condition>)parts : [part])]);
}
