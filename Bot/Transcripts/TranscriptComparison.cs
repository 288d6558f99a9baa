using System.Globalization;

namespace Bot.Transcripts;

/// <summary>The first place where a transcript goes otherwise than written.</summary>
public sealed record TranscriptDifference(int Line, string Expected, string Actual)
{
    /// <summary>Compares line by line; null when both are the same. Blank lines do not count.</summary>
    public static TranscriptDifference? Between(string expected, string actual)
    {
        var (written, played) = (Lines(expected), Lines(actual));
        for (var i = 0; i < Math.Max(written.Count, played.Count); i++)
        {
            var (want, got) = (written.ElementAtOrDefault(i), played.ElementAtOrDefault(i));
            if (want.Text != got.Text)
            {
                return new(want.Text is null ? written.Count + 1 : want.Number, want.Text ?? "(the end)", got.Text ?? "(the end)");
            }
        }

        return null;
    }

    /// <summary>The line with both texts, for the person who checks the survey.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}: expected '{Expected}', but it was '{Actual}'.");

    private static List<(int Number, string? Text)> Lines(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').Select((line, i) => (i + 1, (string?)line.TrimEnd())).Where(line => line.Item2!.Length > 0)];
}
