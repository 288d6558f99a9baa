using System.Globalization;

namespace Bot.Transcripts;

/// <summary>
/// What somebody who tries a draft has done so far, as lines of a transcript. It comes back with every request, so nothing is kept
/// between two of them; what is too long or no such line is left out.
/// </summary>
public sealed record RehearsalScript
{
    private const int MostLines = 150;
    private const int LongestLine = 5_100;
    private const int MostDays = 400;

    private RehearsalScript(IReadOnlyList<string> lines) => Lines = lines;

    /// <summary>Nothing done yet.</summary>
    public static RehearsalScript Empty { get; } = new([]);

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Whether no more can be done without beginning again.</summary>
    public bool IsFull => Lines.Count >= MostLines;

    /// <summary>Reads lines as a form brings them back.</summary>
    public static RehearsalScript Parse(string? text) =>
        new([.. (text ?? "").ReplaceLineEndings("\n").Split('\n').Where(IsLine).Take(MostLines)]);

    /// <summary>The same with one more thing done.</summary>
    public RehearsalScript With(string line) => IsLine(line) && !IsFull ? new([.. Lines, line]) : this;

    /// <summary>The friend writes this.</summary>
    public RehearsalScript Saying(string text)
    {
        var words = text.Trim().ReplaceLineEndings("\\n");
        return words.Length == 0 ? this : With($"> {words}");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines);

    private static bool IsLine(string line) => line.Length <= LongestLine && line switch
    {
        ['>', ' ', _, ..] => true,
        ['@', ' ', '+', .. var number, 'm' or 'h'] => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 24 * MostDays,
        ['@', ' ', '+', .. var number, 'd'] => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostDays,
        _ => false,
    };
}
