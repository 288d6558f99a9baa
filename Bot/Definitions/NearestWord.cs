namespace Bot.Definitions;

/// <summary>Finds the word a person probably meant.</summary>
public static class NearestWord
{
    /// <summary>The known word nearest to the typed one, or null when none is near.</summary>
    public static string? To(string typed, IEnumerable<string> known) => known
        .Select(word => (Word: word, Distance: Distance(Plain(typed), Plain(word))))
        .Where(near => near.Distance <= Math.Max(1, Math.Min(typed.Length, near.Word.Length) / 3))
        .OrderBy(near => near.Distance)
        .ThenBy(near => near.Word, StringComparer.Ordinal)
        .Select(near => near.Word)
        .FirstOrDefault();

    /// <summary>A sentence for the fix of an error: the nearest word, or the list of what there is.</summary>
    public static LintText Hint(string typed, IReadOnlyCollection<string> known) => To(typed, known) switch
    {
        { } word => (LintText)$"Did you mean '{word}'?",
        null when known.Count == 0 => "There is none to choose from.",
        null => $"Use one of: {string.Join(", ", known.Take(20))}.",
    };

    // Case and the choice of separator are the commonest slips and cost nothing.
    private static string Plain(string word) =>
        (word.Length > 60 ? word[..60] : word).Replace('_', '-').ToLowerInvariant();

    // Edits to get from one to the other: insert, delete, replace, swap two neighbours.
    private static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                cost[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                        cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[from.Length, to.Length];
    }
}
