using Bot.Statistics;

namespace Bot.Segments;

/// <summary>
/// Friends sorted in two ways at once. Only those count who are in some row and some column; each head and each cell comes with the
/// condition that means its friends.
/// </summary>
public sealed record CrossTab
{
    /// <summary>What the rows are, as it was asked for.</summary>
    public required string Rows { get; init; }

    /// <summary>What the columns are.</summary>
    public required string Columns { get; init; }

    /// <summary>Among whom; null: everybody who follows.</summary>
    public string? Among { get; init; }

    /// <summary>How many friends there are in some row and some column.</summary>
    public required long N { get; init; }

    /// <summary>The rows, with how many of the N are in each.</summary>
    public required IReadOnlyList<CrossTabHead> RowHeads { get; init; }

    /// <summary>The columns, with how many of the N are in each.</summary>
    public required IReadOnlyList<CrossTabHead> ColumnHeads { get; init; }

    /// <summary>Row by row, column by column.</summary>
    public required IReadOnlyList<IReadOnlyList<CrossTabCell>> Cells { get; init; }

    /// <summary>Whether rows and columns depend; null where that cannot be asked: see <see cref="Verdict"/>.</summary>
    public Independence? Test { get; init; }

    /// <summary>What to make of it.</summary>
    public required CrossTabVerdict Verdict { get; init; }
}

/// <summary>A row or a column.</summary>
public sealed record CrossTabHead(string Label, string Condition, long Total);

/// <summary>
/// A cell: its friends, their share of the row and of the column, how many independence expects, how far it is from that in standard errors
/// (null: too few to say), and whether that is more than chance, all cells considered together.
/// </summary>
public sealed record CrossTabCell(long Count, double RowShare, double ColumnShare, double Expected, double? Residual, bool IsSignificant, string Condition);

/// <summary>What a cross-tab tells.</summary>
public enum CrossTabVerdict
{
    /// <summary>Rows and columns depend, at 5 %.</summary>
    Dependent,

    /// <summary>What there is can be chance.</summary>
    NotShown,

    /// <summary>Somewhere fewer than five are expected: too few to say.</summary>
    TooFew,

    /// <summary>Friends are in several rows or columns, so the table as a whole has no test; its cells do.</summary>
    Overlapping,

    /// <summary>There are not two rows and two columns with anybody in them.</summary>
    NothingToCompare,
}

/// <summary>Makes cross-tabs of counts, as functions of values.</summary>
internal static class CrossTabCount
{
    private const double Level = 0.05;

    public static CrossTab Of(CrossTabAxis rows, CrossTabAxis columns, string? among, CrossTabCounts counts)
    {
        var cells = counts.Cells.SelectMany((row, i) => row.Select((count, j) => Independence.Residual(count, counts.Rows[i], counts.Columns[j], counts.N))).ToList();
        var significant = Independence.Holm([.. cells.Select(residual => residual is { } z ? Distributions.NormalTails(z) : (double?)null)], Level);
        var isExclusive = counts.Rows.Sum() == counts.N && counts.Columns.Sum() == counts.N;
        var test = isExclusive ? Independence.Of(counts.Cells) : null;
        return new CrossTab
        {
            Rows = rows.Text,
            Columns = columns.Text,
            Among = among,
            N = counts.N,
            RowHeads = [.. rows.Parts.Select((part, i) => new CrossTabHead(part.Label, part.Condition.ToString(), counts.Rows[i]))],
            ColumnHeads = [.. columns.Parts.Select((part, j) => new CrossTabHead(part.Label, part.Condition.ToString(), counts.Columns[j]))],
            Cells =
            [
                .. counts.Cells.Select((row, i) => row.Select((count, j) => new CrossTabCell(
                    count,
                    Share(count, counts.Rows[i]),
                    Share(count, counts.Columns[j]),
                    counts.N == 0 ? 0 : (double)counts.Rows[i] * counts.Columns[j] / counts.N,
                    cells[(i * columns.Parts.Count) + j],
                    significant[(i * columns.Parts.Count) + j],
                    counts.Conditions[i][j])).ToList()),
            ],
            Test = test,
            Verdict = !isExclusive ? CrossTabVerdict.Overlapping
                : test is null ? CrossTabVerdict.NothingToCompare
                : test.TooFew ? CrossTabVerdict.TooFew
                : test.P <= Level ? CrossTabVerdict.Dependent
                : CrossTabVerdict.NotShown,
        };
    }

    private static double Share(long part, long of) => of == 0 ? 0 : (double)part / of;
}

/// <summary>How many friends are in each row, column and cell, and the text of each cell's condition.</summary>
internal sealed record CrossTabCounts(
    long N, IReadOnlyList<long> Rows, IReadOnlyList<long> Columns, IReadOnlyList<IReadOnlyList<long>> Cells, IReadOnlyList<IReadOnlyList<string>> Conditions);
