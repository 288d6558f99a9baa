namespace Bot.Conditions.Language;

/// <summary>Finds the names that someone may have meant.</summary>
internal static class Nearest
{
    private const int LongestCompared = 60;

    /// <summary>Up to three of the names, nearest first: a slip of the pen away, or one inside the other.</summary>
    public static IReadOnlyList<string> To(string typed, IEnumerable<string> names) =>
        To(typed, names.Select(name => new Spelling(Width.FoldName(name), name, name)));

    /// <summary>The same over names folded before.</summary>
    public static IReadOnlyList<string> To(string typed, IEnumerable<Spelling> names)
    {
        var sought = Width.FoldName(typed);
        return sought.Length is 0 or > LongestCompared
            ? []
            : [.. names
                .Select(name => (name.Written, Distance: Distance(sought, name.Folded)))
                .Where(candidate => candidate.Distance is not null)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Written, StringComparer.Ordinal)
                .Select(candidate => candidate.Written)
                .Distinct()
                .Take(3)];
    }

    private static int? Distance(string sought, string name)
    {
        if (name.Length > LongestCompared)
        {
            return null;
        }

        var allowed = Math.Max(1, Math.Max(sought.Length, name.Length) / 3);
        var slips = Math.Abs(sought.Length - name.Length) > allowed ? int.MaxValue : Slips(sought, name);
        if (slips <= allowed && slips < name.Length)
        {
            return slips;
        }

        var within = sought.Length > 1 && name.Length > 1 &&
            (name.Contains(sought, StringComparison.Ordinal) || sought.Contains(name, StringComparison.Ordinal));
        return within ? LongestCompared + Math.Abs(sought.Length - name.Length) : null;
    }

    // Letters changed, left out, put in, or two neighbours swapped (optimal string alignment).
    private static int Slips(string a, string b)
    {
        var width = b.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        var before = rows[..width];
        var last = rows[width..(2 * width)];
        var row = rows[(2 * width)..];
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }
}

/// <summary>One way to write a name: as it is compared, as it is written, and the id it stands for.</summary>
internal readonly record struct Spelling(string Folded, string Written, string Id);
