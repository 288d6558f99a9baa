using System.Globalization;
using Bot.Conditions;
using Bot.Friends;

namespace Bot.FriendLists;

/// <summary>
/// A file that says facts of friends: one line a friend, found by LINE's user id or by an attribute nobody shares; columns
/// <c>タグ</c>, <c>タグ:会員</c> and <c>属性:会員番号</c>. An empty cell changes nothing. Pure: what a cell means depends on the file alone.
/// </summary>
internal sealed class FactsFile
{
    /// <summary>The most bytes of a file.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>The most lines with friends.</summary>
    public const int MostRows = 100_000;

    private const int LongestText = 1000;

    private static readonly string[] IdNames = ["ユーザーID", "user_id", "userId", "friend_id", "id", "LINEユーザーID"];
    private static readonly string[] TagsNames = ["タグ", "tags"];
    private static readonly string[] TagPrefixes = ["タグ:", "タグ：", "tag:"];
    private static readonly string[] AttributePrefixes = ["属性:", "属性：", "attribute:"];

    // Columns of our own files that tell what happened; nobody can set that.
    private static readonly string[] Ignored =
        ["名前", "状態", "最後の発言", "友だち追加", "はじめて", "ブロック", "使えるクーポン", "完了したアンケート", "配信停止", "言語", "name", "status"];

    private static readonly string[] IgnoredPrefixes = ["回答:", "アンケート:"];

    private static readonly string[] Yes = ["1", "true", "yes", "はい", "○", "〇", "有", "あり", "y"];
    private static readonly string[] No = ["0", "false", "no", "いいえ", "×", "無", "なし", "n"];
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy/M/d", "yyyy-M-d", "yyyy年M月d日"];

    private readonly List<FileProblem> _problems = [];
    private readonly List<FactsLine> _lines = [];

    private FactsFile(string encoding) => Encoding = encoding;

    /// <summary>What the file was written in.</summary>
    public string Encoding { get; }

    /// <summary>The attribute whose value names the friend; null: LINE's user id does.</summary>
    public string? KeyAttribute { get; private set; }

    /// <summary>What the columns are taken for, in their order.</summary>
    public IReadOnlyList<FactsColumn> Columns { get; private set; } = [];

    /// <summary>The lines in which nothing is wrong.</summary>
    public IReadOnlyList<FactsLine> Lines => _lines;

    /// <summary>Everything that is wrong, in the order of the file.</summary>
    public IReadOnlyList<FileProblem> Problems => _problems;

    /// <summary>How many lines say something of a friend.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether nothing can be taken of it.</summary>
    public bool IsUnusable { get; private set; }

    /// <summary>Reads a file. Which friend is named by an attribute is to say where no column has LINE's user id.</summary>
    public static FactsFile Read(ReadOnlySpan<byte> bytes, string? keyAttribute, Func<string, ValueKind?> kindOf)
    {
        if (bytes.Length > MostBytes)
        {
            return Unusable("", FileProblem.Of(
                $"ファイルが大きすぎます({bytes.Length / 1_048_576:N0} MB)。", $"{MostBytes / 1_048_576} MBまでに分けてください。",
                $"The file is too large ({bytes.Length / 1_048_576:N0} MB).", $"Split it into files of at most {MostBytes / 1_048_576} MB."));
        }

        var (csv, problem) = CsvFile.Read(bytes);
        if (csv is null)
        {
            return Unusable("", problem!);
        }

        var file = new FactsFile(csv.Encoding);
        file.ReadColumns(csv, keyAttribute, kindOf);
        if (file._problems.Count > 0)
        {
            file.IsUnusable = true;
            return file;
        }

        file.ReadRows(csv);
        return file;
    }

    private static FactsFile Unusable(string encoding, FileProblem problem)
    {
        var file = new FactsFile(encoding) { IsUnusable = true };
        file._problems.Add(problem);
        return file;
    }

    private void ReadColumns(CsvFile csv, string? keyAttribute, Func<string, ValueKind?> kindOf)
    {
        var head = csv.Rows[0];
        var names = head.Cells.Select(cell => cell.Trim()).ToList();
        var keyed = keyAttribute is null ? names.FindIndex(IdNames.Contains) : names.FindIndex(name => After(name, AttributePrefixes) is { } said && NameAndKind(said).Name == keyAttribute);
        if (keyed < 0)
        {
            Add(head.Line, null,
                keyAttribute is null ? "友だちを見分ける列がありません。" : $"「属性:{keyAttribute}」の列がありません。",
                keyAttribute is null ? "1行目に「ユーザーID」の列を入れるか、見分けに使う属性を選んでください。" : $"1行目に「属性:{keyAttribute}」の列を入れてください。",
                keyAttribute is null ? "No column says which friend a line is about." : $"There is no column attribute:{keyAttribute}.",
                keyAttribute is null ? "Have a column user_id in the first line, or choose an attribute that names the friend." : $"Have a column attribute:{keyAttribute} in the first line.");
            return;
        }

        KeyAttribute = keyAttribute;
        var columns = new List<FactsColumn>();
        for (var i = 0; i < names.Count; i++)
        {
            var column = i == keyed ? new FactsColumn(names[i], FactsColumnKind.Key, keyAttribute, null) : ColumnOf(names[i], csv, i, kindOf);
            if (column is null)
            {
                Add(head.Line, names[i],
                    $"「{names[i]}」という列は使えません。", "タグなら「タグ」「タグ:名前」、登録情報なら「属性:名前」としてください。要らない列は消してください。",
                    $"The column “{names[i]}” means nothing here.", "Call it tags, tag:NAME or attribute:NAME, or remove it.");
            }
            else if (column.Kind is not (FactsColumnKind.Ignored or FactsColumnKind.Tags) && columns.Exists(other => (other.Kind, other.Name) == (column.Kind, column.Name)))
            {
                Add(head.Line, names[i], $"「{names[i]}」の列が2つあります。", "1つにしてください。", $"There are two columns “{names[i]}”.", "Keep one of them.");
            }

            columns.Add(column ?? new(names[i], FactsColumnKind.Ignored, null, null));
        }

        Columns = columns;
    }

    private static FactsColumn? ColumnOf(string name, CsvFile csv, int index, Func<string, ValueKind?> kindOf)
    {
        if (name.Length == 0 || Ignored.Contains(name) || IdNames.Contains(name) || IgnoredPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return new(name, FactsColumnKind.Ignored, null, null);
        }

        if (TagsNames.Contains(name))
        {
            return new(name, FactsColumnKind.Tags, null, null);
        }

        if (After(name, TagPrefixes) is { } tag)
        {
            return FactName.IsGood(tag) ? new(name, FactsColumnKind.Tag, tag, null) : null;
        }

        if (After(name, AttributePrefixes) is not { } said)
        {
            return null;
        }

        var (attribute, kind) = NameAndKind(said);
        return FactName.IsGood(attribute)
            ? new(name, FactsColumnKind.Attribute, attribute, kind ?? Plain(kindOf(attribute)) ?? KindOf(csv.Rows.Skip(1).Select(row => CellOf(row, index))))
            : null;
    }

    private void ReadRows(CsvFile csv)
    {
        Rows = csv.Rows.Count - 1;
        if (Rows == 0)
        {
            Add(null, null, "友だちの行がありません。", "2行目から1人1行で書いてください。", "There is no line with a friend.", "Write one line a friend from the second line on.");
            IsUnusable = true;
            return;
        }

        if (Rows > MostRows)
        {
            Add(null, null, $"{Rows:N0}行あります。一度に{MostRows:N0}行までです。", "ファイルを分けてください。", $"There are {Rows:N0} lines; {MostRows:N0} at a time are taken.", "Split the file.");
            IsUnusable = true;
            return;
        }

        foreach (var row in csv.Rows.Skip(1))
        {
            var before = _problems.Count;
            if (row.Cells.Count > Columns.Count && row.Cells.Skip(Columns.Count).Any(cell => cell.Length > 0))
            {
                Add(row.Line, null,
                    $"列が{row.Cells.Count}個ありますが、1行目には{Columns.Count}個しかありません。", "値の中のコンマは、値全体を\"で囲んでください。",
                    $"There are {row.Cells.Count} cells but only {Columns.Count} columns.", "Put values with commas in quotes.");
            }

            var line = LineOf(row);
            if (_problems.Count == before && line is not null)
            {
                _lines.Add(line);
            }
        }
    }

    private FactsLine? LineOf(CsvRow row)
    {
        var (key, tags, without, attributes) = ("", new List<string>(), new List<string>(), new List<AttributeGiven>());
        for (var i = 0; i < Columns.Count; i++)
        {
            var (column, cell) = (Columns[i], CellOf(row, i));
            if (column.Kind == FactsColumnKind.Key)
            {
                key = cell;
            }
            else if (cell.Length > 0)
            {
                switch (column.Kind)
                {
                    case FactsColumnKind.Tags:
                        TagsIn(row, column, cell, tags);
                        break;
                    case FactsColumnKind.Tag:
                        if (!IsIn(Yes, cell) && !IsIn(No, cell))
                        {
                            Wrong(row, column, cell, "1(付ける)か0(外す)", "1 (put on) or 0 (take off)");
                            break;
                        }

                        (IsIn(Yes, cell) ? tags : without).Add(column.Name!);
                        break;
                    case FactsColumnKind.Attribute when Value(row, column, cell) is { } value:
                        attributes.Add(value);
                        break;
                }
            }
        }

        if (key.Length == 0)
        {
            Add(row.Line, Columns.First(column => column.Kind == FactsColumnKind.Key).Header,
                "だれの行か分かりません。", "この列に値を入れるか、行を消してください。", "The line does not say which friend it is about.", "Fill this column in, or remove the line.");
            return null;
        }

        return new(row.Line, key, new FactsGiven([.. tags.Distinct()], [.. without.Distinct()], attributes));
    }

    private void TagsIn(CsvRow row, FactsColumn column, string cell, List<string> tags)
    {
        foreach (var tag in cell.Split([';', '、', '\n', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (FactName.IsGood(tag))
            {
                tags.Add(tag);
            }
            else
            {
                Add(row.Line, column.Header, $"タグ「{Short(tag)}」は名前にできません。", $"{FactName.MaxLength}文字までにしてください。", $"“{Short(tag)}” cannot name a tag.", $"Use at most {FactName.MaxLength} characters.");
            }
        }
    }

    private AttributeGiven? Value(CsvRow row, FactsColumn column, string cell)
    {
        var name = column.Name!;
        switch (column.Values)
        {
            case ValueKind.Number:
                if (NumberOf(cell) is { } number)
                {
                    return new(name, Number: number);
                }

                Wrong(row, column, cell, "数", "a number");
                return null;
            case ValueKind.Day:
                if (DateOf(cell) is { } date)
                {
                    return new(name, Date: date);
                }

                Wrong(row, column, cell, "日付(例: 2026-11-22)", "a day, such as 2026-11-22");
                return null;
            case ValueKind.Flag:
                if (IsIn(Yes, cell) || IsIn(No, cell))
                {
                    return new(name, Flag: IsIn(Yes, cell));
                }

                Wrong(row, column, cell, "はい/いいえ", "yes or no");
                return null;
            default:
                if (cell.Length <= LongestText)
                {
                    return new(name, Text: cell);
                }

                Add(row.Line, column.Header,
                    $"{cell.Length:N0}文字あります。{LongestText:N0}文字までです。", "短くしてください。", $"There are {cell.Length:N0} characters; {LongestText:N0} are taken.", "Shorten it.");
                return null;
        }
    }

    private void Wrong(CsvRow row, FactsColumn column, string cell, string japanese, string english) =>
        Add(row.Line, column.Header, $"「{Short(cell)}」は{japanese}ではありません。", $"{japanese}にするか、空欄にしてください。", $"“{Short(cell)}” is not {english}.", $"Write {english}, or leave it empty.");

    private void Add(int? line, string? column, string japanese, string japaneseFix, string english, string englishFix) =>
        _problems.Add(new(line, column, japanese, japaneseFix, english, englishFix));

    // A sheet that must not run what people wrote has a ' before it; our own files do.
    private static string CellOf(CsvRow row, int index)
    {
        var cell = index < row.Cells.Count ? row.Cells[index].Trim() : "";
        return cell is ['\'', '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t', ..] ? cell[1..] : cell;
    }

    private static string? After(string name, string[] prefixes) =>
        prefixes.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix ? name[prefix.Length..].Trim() : null;

    // 属性:会員番号:文字 says what its values are.
    private static (string Name, ValueKind? Kind) NameAndKind(string said)
    {
        var at = said.LastIndexOfAny([':', '：']);
        ValueKind? kind = at < 0 ? null : said[(at + 1)..].Trim().ToLowerInvariant() switch
        {
            "文字" or "text" => ValueKind.Text,
            "数" or "数字" or "number" => ValueKind.Number,
            "日付" or "date" or "day" => ValueKind.Day,
            "はい/いいえ" or "flag" => ValueKind.Flag,
            _ => null,
        };
        return kind is null ? (said, null) : (said[..at].Trim(), kind);
    }

    private static ValueKind? Plain(ValueKind? kind) => kind == ValueKind.Choice ? ValueKind.Text : kind;

    // What the values of a new attribute are. Numbers that begin with a zero are numbers of things (members, telephones): texts.
    private static ValueKind KindOf(IEnumerable<string> cells)
    {
        var said = cells.Where(cell => cell.Length > 0).Take(1000).ToList();
        return said.Count == 0 ? ValueKind.Text
            : !said.Exists(cell => cell is ['0', >= '0' and <= '9', ..]) && Most(cell => NumberOf(cell) is not null) ? ValueKind.Number
            : Most(cell => DateOf(cell) is not null) ? ValueKind.Day
            : Most(cell => cell is "true" or "false" or "はい" or "いいえ") ? ValueKind.Flag
            : ValueKind.Text;

        // One slip among days must not make texts of all of them; it is told as a problem.
        bool Most(Predicate<string> isOne) => said.Count(cell => isOne(cell)) >= said.Count * 0.8;
    }

    private static double? NumberOf(string cell) =>
        double.TryParse(cell, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static DateOnly? DateOf(string cell) =>
        DateOnly.TryParseExact(cell, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static bool IsIn(string[] words, string cell) => words.Contains(cell, StringComparer.OrdinalIgnoreCase);

    private static string Short(string text) => text.Length <= 20 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[19]) ? 19 : 20), "…");
}

/// <summary>What a column of a file is taken for.</summary>
/// <param name="Header">As the file calls it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The tag or attribute.</param>
/// <param name="Values">What its values are, for attributes.</param>
public sealed record FactsColumn(string Header, FactsColumnKind Kind, string? Name = null, ValueKind? Values = null);

/// <summary>What a column of a file may be.</summary>
public enum FactsColumnKind
{
    /// <summary>Says which friend the line is about.</summary>
    Key,

    /// <summary>Tags to put on, several in a cell.</summary>
    Tags,

    /// <summary>One tag: 1 puts it on, 0 takes it off.</summary>
    Tag,

    /// <summary>The value of an attribute.</summary>
    Attribute,

    /// <summary>Changes nothing.</summary>
    Ignored,
}

/// <summary>What one line says: of whom, and which facts.</summary>
internal sealed record FactsLine(int Line, string Key, FactsGiven Facts);
