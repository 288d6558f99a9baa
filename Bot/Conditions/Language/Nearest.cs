namespace Bot.Conditions.Language;

/// <summary>Finds the names that someone may have meant.</summary>
internal static class Nearest
{
    private const int LongestCompared = 60;

    /// <summary>Up to three of the names, nearest first: a slip of the pen away, or one inside the other.</summary>
    public static IReadOnlyList<string> To(string typed, IEnumerable<string> names)
    {
        var sought = Width.FoldName(typed);
        return sought.Length is 0 or > LongestCompared
            ? []
            : [.. names
                .Select(name => (Name: name, Distance: Distance(sought, Width.FoldName(name))))
                .Where(candidate => candidate.Distance is not null)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Select(candidate => candidate.Name)
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
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
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

            (before, last, row) = (last, row, before);
        }

        return last[b.Length];
    }
}
