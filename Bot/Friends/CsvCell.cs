using System.Buffers;

namespace Bot.Friends;

/// <summary>One cell of a CSV file for spreadsheets, which must not run what people wrote.</summary>
internal static class CsvCell
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n\t'");

    /// <summary>The text as a spreadsheet shows it: quoted where needed, and never taken for a formula.</summary>
    public static string Of(string text)
    {
        var formula = text is ['\t' or '\r' or '\n', ..] || text.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];
        var safe = formula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(Quoted) >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
