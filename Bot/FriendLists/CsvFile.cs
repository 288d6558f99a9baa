using System.Text;

namespace Bot.FriendLists;

/// <summary>A file of cells as somebody's spreadsheet wrote it: the encoding and what separates the cells are found out.</summary>
internal sealed class CsvFile
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly Encoding ShiftJis =
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    private CsvFile(string encoding, IReadOnlyList<CsvRow> rows) => (Encoding, Rows) = (encoding, rows);

    /// <summary>What the file was written in: <c>UTF-8</c>, <c>Shift_JIS</c>, <c>UTF-16</c>.</summary>
    public string Encoding { get; }

    /// <summary>The rows that are not empty.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads it, or says why it cannot be read.</summary>
    public static (CsvFile? File, FileProblem? Problem) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            return (null, FileProblem.Of(
                "CSVではなく、Excelなどのファイル(またはZIP)のようです。", "Excelで「CSV UTF-8(コンマ区切り)」を選んで保存し直してください。",
                "This is no CSV but an Excel or ZIP file.", "Save it as “CSV UTF-8” and upload that."));
        }

        if (Decode(bytes) is not var (encoding, text))
        {
            return (null, FileProblem.Of(
                "文字として読めないファイルです。", "CSVファイル(UTF-8またはShift_JIS)を選んでください。",
                "The file cannot be read as text.", "Choose a CSV file in UTF-8 or Shift_JIS."));
        }

        return Split(text) switch
        {
            (null, var line) => (null, new FileProblem(line, null,
                $"{line}行目で始まった引用符「\"」が閉じられていません。", "引用符を閉じるか、取り除いてください。",
                $"A quote that begins in line {line} does not end.", "Close the quote, or remove it.")),
            ({ Count: 0 }, _) => (null, FileProblem.Of("ファイルが空です。", "1行目に列の名前、2行目から値を書いてください。", "The file is empty.", "Write the names of the columns into the first line, values below.")),
            var (rows, _) => (new CsvFile(encoding, rows), null),
        };
    }

    private static (string Encoding, string Text)? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            {
                return ("UTF-8", Utf8.GetString(bytes[3..]));
            }

            if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            {
                return ("UTF-16", new UnicodeEncoding(bigEndian: bytes[0] == 0xFE, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes[2..]));
            }

            // No text of these encodings has zeros in it.
            if (bytes.Contains((byte)0))
            {
                return null;
            }

            return ("UTF-8", Utf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return OfShiftJis(bytes);
        }
    }

    private static (string Encoding, string Text)? OfShiftJis(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ("Shift_JIS", ShiftJis.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // RFC 4180, with whatever separates most of the first line's cells. Null: the line in which a quote begins that never ends.
    private static (List<CsvRow>? Rows, int Line) Split(string text)
    {
        var separator = SeparatorOf(text);
        var rows = new List<CsvRow>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, rowLine, quoteLine) = (1, 1, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quoteLine > 0)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                    line += letter == '\n' ? 1 : 0;
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    cell.Append('"');
                    at++;
                }
                else
                {
                    quoteLine = 0;
                }
            }
            else if (letter == '"' && cell.Length == 0)
            {
                quoteLine = line;
            }
            else if (letter == separator)
            {
                EndCell();
            }
            else if (letter is '\r' or '\n')
            {
                at += letter == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
                EndRow();
                rowLine = ++line;
            }
            else
            {
                cell.Append(letter);
            }
        }

        EndRow();
        return quoteLine > 0 ? (null, quoteLine) : (rows, 0);

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            if (cells.Exists(text => text.Length > 0))
            {
                rows.Add(new(rowLine, [.. cells]));
            }

            cells.Clear();
        }
    }

    private static char SeparatorOf(string text)
    {
        var first = text.AsSpan();
        first = first.IndexOfAny('\r', '\n') is >= 0 and var end ? first[..end] : first;
        var (commas, tabs, semicolons) = (first.Count(','), first.Count('\t'), first.Count(';'));
        return tabs > commas && tabs >= semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}

/// <summary>A row with the line of the file it begins in.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>What is wrong with a file, where, and how to mend it, in both languages.</summary>
/// <param name="Line">The line of the file; null: the whole.</param>
/// <param name="Column">The name of the column; null: the whole line.</param>
/// <param name="Japanese">What is wrong.</param>
/// <param name="JapaneseFix">How to mend it.</param>
/// <param name="English">The same in English.</param>
/// <param name="EnglishFix">How to mend it, in English.</param>
public sealed record FileProblem(int? Line, string? Column, string Japanese, string JapaneseFix, string English, string EnglishFix)
{
    internal static FileProblem Of(string japanese, string japaneseFix, string english, string englishFix) =>
        new(null, null, japanese, japaneseFix, english, englishFix);
}
