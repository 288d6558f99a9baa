using System.Buffers;
using System.Text;

namespace Bot.Friends;

/// <summary>CSV for spreadsheets, which must not run what people wrote.</summary>
internal static class CsvText
{
    /// <summary>What a file of it is called on the wire.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n\t'");

    /// <summary>The text as a spreadsheet shows it: quoted where needed, and never taken for a formula.</summary>
    public static string Cell(string text)
    {
        var formula = text is ['\t' or '\r' or '\n', ..] || text.TrimStart() is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..];
        var safe = formula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(Quoted) >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>A line of cells, without its end.</summary>
    public static string Row(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>Writes lines into a file. With the byte order mark Excel reads Japanese rightly.</summary>
    public static StreamWriter Open(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
}
