using System.Globalization;
using System.Text;
using Bot.Friends;

namespace Bot.Segments;

/// <summary>A cross-tab for a terminal, and for spreadsheets.</summary>
internal static class CrossTabText
{
    /// <summary>A table of counts with the share of the row; + more and - fewer than chance would have, and the test in words.</summary>
    public static string Table(CrossTab table)
    {
        List<string[]> lines =
        [
            ["", .. table.ColumnHeads.Select(head => head.Label), "n"],
            .. table.RowHeads.Select((head, i) => (string[])[head.Label, .. table.Cells[i].Select(Cell), Number(head.Total)]),
            ["n", .. table.ColumnHeads.Select(head => Number(head.Total)), Number(table.N)],
        ];
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => Width(line[column]))).ToList();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, i) => i == 0 ? cell + Spaces(widths[i] - Width(cell)) : Spaces(widths[i] - Width(cell)) + cell);
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }

        return text.AppendLine().Append(Words(table)).ToString();
    }

    /// <summary>One row a cell, with its shares and its condition.</summary>
    public static string Csv(CrossTab table)
    {
        var text = new StringBuilder("\uFEFF");
        Row(["row", "column", "count", "row_share", "column_share", "expected", "residual", "significant", "condition"]);
        foreach (var (row, cells) in table.RowHeads.Zip(table.Cells))
        {
            foreach (var (column, one) in table.ColumnHeads.Zip(cells))
            {
                Row(
                [
                    row.Label,
                    column.Label,
                    one.Count.ToString(CultureInfo.InvariantCulture),
                    Decimal(one.RowShare, "0.####"),
                    Decimal(one.ColumnShare, "0.####"),
                    Decimal(one.Expected, "0.##"),
                    one.Residual is { } residual ? Decimal(residual, "0.##") : "",
                    one.Residual is null ? "" : one.IsSignificant ? "yes" : "no",
                    one.Condition,
                ]);
            }
        }

        return text.ToString();

        // A negative residual begins like a formula; it is one of our own numbers.
        void Row(string[] cells) => text.AppendJoin(',', cells.Select(one => double.TryParse(one, CultureInfo.InvariantCulture, out _) ? one : CsvText.Cell(one))).Append("\r\n");
    }

    /// <summary>What the table tells, in a sentence.</summary>
    public static string Words(CrossTab table)
    {
        var test = table.Test is { } made
            ? string.Create(CultureInfo.InvariantCulture, $"chi-square {made.ChiSquare:0.##}, {made.Degrees} degrees of freedom, p {P(made.P)}{(made.Fisher is { } fisher ? $", Fisher's exact p {P(fisher)}" : "")}, Cramér's V {made.CramersV:0.00}")
            : "";
        return table.Verdict switch
        {
            CrossTabVerdict.Dependent => $"Rows and columns depend: {test}. Cells marked + or - are above or below what chance explains.",
            CrossTabVerdict.NotShown => $"What there is can be chance: {test}.",
            CrossTabVerdict.TooFew => $"Too few to say: in {table.Test!.FewExpected} cells fewer than five are expected ({test}).",
            CrossTabVerdict.Overlapping => "Friends are in several rows or columns, so there is no test of the whole. Cells marked + or - are above or below what chance explains.",
            _ => "There are not two rows and two columns with anybody in them.",
        };
    }

    private static string Cell(CrossTabCell cell) =>
        string.Create(CultureInfo.InvariantCulture, $"{cell.Count:N0} ({cell.RowShare:0%}){(!cell.IsSignificant ? " " : cell.Residual > 0 ? "+" : "-")}");

    private static string P(double p) => p < 0.0001 ? "< 0.0001" : string.Create(CultureInfo.InvariantCulture, $"= {p:0.0000}");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Decimal(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    private static string Spaces(int count) => new(' ', Math.Max(0, count));

    // Japanese takes two columns of a terminal.
    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or >= 0x1F300 ? 2 : 1);
}
