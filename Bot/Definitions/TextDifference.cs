namespace Bot.Definitions;

/// <summary>What happened to a line between two texts.</summary>
public enum LineFate
{
    /// <summary>It stands in both.</summary>
    Same,

    /// <summary>Only the text before has it.</summary>
    Gone,

    /// <summary>Only the text after has it.</summary>
    New,
}

/// <summary>A line of a difference; where it stands in the text before and after, null where it does not.</summary>
public sealed record DifferenceLine(LineFate Fate, int? Before, int? After, string Text);

/// <summary>Changed lines that stand near each other, with a few around them.</summary>
public sealed record DifferencePart(IReadOnlyList<DifferenceLine> Lines);

/// <summary>
/// Two texts line by line, as people read changes: parts with what is gone, what is new, and a few lines around. By the shortest
/// edit (Myers 1986) where that is short; where two texts have little in common, one is shown as gone and the other as new.
/// </summary>
public sealed record TextDifference(IReadOnlyList<DifferencePart> Parts)
{
    private const int Around = 3;

    // The work grows with the square of the edit; nobody reads a difference of more lines.
    private const int LongestEdit = 1_000;

    /// <summary>Whether both texts say the same.</summary>
    public bool IsNone => Parts.Count == 0;

    /// <summary>How many lines are new.</summary>
    public int New => Parts.Sum(part => part.Lines.Count(line => line.Fate == LineFate.New));

    /// <summary>How many lines are gone.</summary>
    public int Gone => Parts.Sum(part => part.Lines.Count(line => line.Fate == LineFate.Gone));

    /// <summary>From the text before to the text after; their line ends do not count.</summary>
    public static TextDifference Between(string before, string after) => new([.. PartsOf(Lines(LinesOf(before), LinesOf(after)))]);

    private static string[] LinesOf(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static List<DifferenceLine> Lines(string[] before, string[] after)
    {
        var head = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        var most = Math.Min(before.Length, after.Length) - head;
        var tail = 0;
        while (tail < most && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        List<DifferenceLine> lines = [.. Enumerable.Range(0, head).Select(i => new DifferenceLine(LineFate.Same, i + 1, i + 1, before[i]))];
        lines.AddRange(Middle(before.AsSpan(head..^tail), after.AsSpan(head..^tail), head));
        lines.AddRange(Enumerable.Range(0, tail).Select(i => new DifferenceLine(LineFate.Same, before.Length - tail + i + 1, after.Length - tail + i + 1, before[before.Length - tail + i])));
        return lines;
    }

    private static List<DifferenceLine> Middle(ReadOnlySpan<string> before, ReadOnlySpan<string> after, int offset)
    {
        var (was, now) = (before.Length, after.Length);
        var reached = new int[(2 * LongestEdit) + 3];
        var history = new List<int[]>();
        for (var edit = 0; edit <= Math.Min(LongestEdit, was + now); edit++)
        {
            history.Add(reached[(LongestEdit - edit)..(LongestEdit + edit + 3)]);
            for (var diagonal = -edit; diagonal <= edit; diagonal += 2)
            {
                var at = LongestEdit + 1 + diagonal;
                var x = diagonal == -edit || (diagonal != edit && reached[at - 1] < reached[at + 1]) ? reached[at + 1] : reached[at - 1] + 1;
                while (x < was && x - diagonal < now && before[x] == after[x - diagonal])
                {
                    x++;
                }

                reached[at] = x;
                if (x >= was && x - diagonal >= now)
                {
                    return WalkBack(before, after, history, offset);
                }
            }
        }

        List<DifferenceLine> apart = [];
        for (var i = 0; i < was; i++)
        {
            apart.Add(new(LineFate.Gone, offset + i + 1, null, before[i]));
        }

        for (var i = 0; i < now; i++)
        {
            apart.Add(new(LineFate.New, null, offset + i + 1, after[i]));
        }

        return apart;
    }

    private static List<DifferenceLine> WalkBack(ReadOnlySpan<string> before, ReadOnlySpan<string> after, List<int[]> history, int offset)
    {
        var lines = new List<DifferenceLine>();
        var (x, y) = (before.Length, after.Length);
        for (var edit = history.Count - 1; edit >= 0; edit--)
        {
            var reached = history[edit];
            var diagonal = x - y;
            int At(int one) => reached[one + edit + 1];
            var from = diagonal == -edit || (diagonal != edit && At(diagonal - 1) < At(diagonal + 1)) ? diagonal + 1 : diagonal - 1;
            var (fromX, fromY) = edit == 0 ? (0, 0) : (At(from), At(from) - from);
            while (x > fromX && y > fromY)
            {
                (x, y) = (x - 1, y - 1);
                lines.Add(new(LineFate.Same, offset + x + 1, offset + y + 1, before[x]));
            }

            if (edit > 0)
            {
                lines.Add(x > fromX
                    ? new(LineFate.Gone, offset + x, null, before[x - 1])
                    : new(LineFate.New, null, offset + y, after[y - 1]));
            }

            (x, y) = (fromX, fromY);
        }

        lines.Reverse();
        return lines;
    }

    private static IEnumerable<DifferencePart> PartsOf(List<DifferenceLine> lines)
    {
        var part = new List<DifferenceLine>();
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Fate == LineFate.Same)
            {
                continue;
            }

            if (part.Count > 0 && i - last > 2 * Around)
            {
                part.AddRange(lines[(last + 1)..(last + 1 + Around)]);
                yield return new(part);
                part = [];
            }

            part.AddRange(lines[(part.Count == 0 ? Math.Max(0, i - Around) : last + 1)..(i + 1)]);
            last = i;
        }

        if (part.Count > 0)
        {
            part.AddRange(lines[(last + 1)..Math.Min(lines.Count, last + 1 + Around)]);
            yield return new(part);
        }
    }
}
