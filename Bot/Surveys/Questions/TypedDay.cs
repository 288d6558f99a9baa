using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Surveys.Questions;

/// <summary>
/// A day as people type it: written out by either calendar (2026/4/1, 令和8年4月1日, R8.4.1), counted from today (あさって, 3日後,
/// 来週の土曜, 月末), or without a year (12/24), which is then the next such day that is allowed.
/// </summary>
internal sealed partial class TypedDay
{
    // Every day of the year comes again within eight years, also 29 February (1896 to 1904).
    private const int DaysToSearch = (8 * 366) + 1;
    private const string Weekdays = "日月火水木金土";

    private static readonly Dictionary<string, int> FromToday = new()
    {
        ["今日"] = 0,
        ["きょう"] = 0,
        ["本日"] = 0,
        ["明日"] = 1,
        ["あした"] = 1,
        ["あす"] = 1,
        ["翌日"] = 1,
        ["明後日"] = 2,
        ["あさって"] = 2,
        ["しあさって"] = 3,
        ["明々後日"] = 3,
        ["昨日"] = -1,
        ["きのう"] = -1,
        ["一昨日"] = -2,
        ["おととい"] = -2,
    };

    private static readonly Dictionary<string, (int Month, int Day)> Named = new()
    {
        ["元日"] = (1, 1),
        ["元旦"] = (1, 1),
        ["大晦日"] = (12, 31),
        ["おおみそか"] = (12, 31),
        ["年末"] = (12, 31),
        ["くりすます"] = (12, 25),
        ["くりすますいぶ"] = (12, 24),
        ["いぶ"] = (12, 24),
        ["ばれんたいん"] = (2, 14),
        ["ばれんたいんでー"] = (2, 14),
    };

    private readonly DateOnly _today;
    private readonly DateOnly _from;
    private readonly DateOnly _until;

    private TypedDay(DateOnly today, DateOnly from, DateOnly until) => (_today, _from, _until) = (today, from, until);

    /// <summary>
    /// The day that is meant, which may lie beyond the limits, or why there is none, in words for the friend. The limits decide
    /// between years where none is said.
    /// </summary>
    public static (DateOnly? Day, string? Problem) Read(string typed, DateOnly today, DateOnly from, DateOnly until)
    {
        var plain = typed.Length > 100 ? "" : TypedText.WithoutEnding(TypedText.Plain(typed));
        try
        {
            return new TypedDay(today, from, until).Read(plain);
        }
        catch (ArgumentOutOfRangeException)
        {
            return Nowhere; // Counted beyond the calendar.
        }
    }

    private static (DateOnly? Day, string? Problem) Nowhere => (null, SurveyWords.NoSuchDay);

    private (DateOnly? Day, string? Problem) Read(string plain)
    {
        if (FromToday.TryGetValue(plain, out var days))
        {
            return (_today.AddDays(days), null);
        }

        if (Named.TryGetValue(plain, out var named))
        {
            return Next(date => (date.Month, date.Day) == named);
        }

        // 「4/1(水)」 and 「4月1日水曜日」 say the day of the week beside the date.
        var text = Beside().Replace(Numerals.Arabic(Dashes().Replace(plain, "-")), "$1");
        return Written().Match(text) is { Success: true, Groups: var date } ? Dated(date)
            : Counted().Match(text) is { Success: true, Groups: var count } ? (Count(count), null)
            : OfWeek().Match(text) is { Success: true, Groups: var week } ? Weekday(week)
            : OfMonth().Match(text) is { Success: true, Groups: var month } ? InMonth(month)
            : OfYear().Match(text) is { Success: true, Groups: var year } ? Of(YearOf(year["which"].Value), Number(year["m"]), Number(year["d"]))
            : Short().Match(text) is { Success: true, Groups: var day } ? WithoutYear(Number(day["m"]), Number(day["d"]))
            : DayOnly().Match(text) is { Success: true, Groups: var only } ? Next(date => date.Day == Number(only["d"]))
            : (null, SurveyWords.NotADate);
    }

    private static (DateOnly? Day, string? Problem) Dated(GroupCollection date)
    {
        var (month, day) = (Number(date["m"]), Number(date["d"]));
        if (JapaneseEra.Of(date["era"].Value) is not { } era)
        {
            return Of(Number(date["y"]), month, day);
        }

        // Years past an era's end still say which year is meant (平成32年); days before its begin are a slip.
        var ofEra = date["y"].Value == "元" ? 1 : Number(date["y"]);
        var read = ofEra == 0 ? Nowhere : Of(era.Year(ofEra), month, day);
        return read.Day < era.First
            ? (null, string.Create(CultureInfo.InvariantCulture, $"{era.Name}は{era.First.Year}年{era.First.Month}月{era.First.Day}日からです。もう一度お確かめください。"))
            : read;
    }

    private DateOnly Count(GroupCollection count)
    {
        var steps = count["half"].Success ? 6 : Number(count["n"]);
        steps = count["way"].Value is "前" ? -steps : steps;
        return count["unit"].Value switch
        {
            "日" => _today.AddDays(steps),
            "週" => _today.AddDays(7 * steps),
            "年" when !count["half"].Success => _today.AddYears(steps),
            _ => _today.AddMonths(steps),
        };
    }

    // Weeks begin on Monday: said on a Sunday, 「来週の土曜」 is six days off.
    private (DateOnly? Day, string? Problem) Weekday(GroupCollection week)
    {
        var weekday = (DayOfWeek)Weekdays.IndexOf(week["w"].Value, StringComparison.Ordinal);
        var monday = _today.AddDays(-(((int)_today.DayOfWeek + 6) % 7));
        var inWeek = monday.AddDays(((int)weekday + 6) % 7);
        return week["which"].Value switch
        {
            "今週" => (inWeek, null),
            "来週" or "らいしゅう" => (inWeek.AddDays(7), null),
            "再来週" or "さらいしゅう" => (inWeek.AddDays(14), null),
            "" => Next(date => date.DayOfWeek == weekday),
            _ => Next(date => date.DayOfWeek == weekday && date > _today),
        };
    }

    private (DateOnly? Day, string? Problem) InMonth(GroupCollection month)
    {
        var first = _today.AddDays(1 - _today.Day).AddMonths(month["which"].Value switch { "来月" or "翌月" => 1, "再来月" => 2, "先月" => -1, _ => 0 });
        return month["d"].Success ? Of(first.Year, first.Month, Number(month["d"])) : (first.AddMonths(1).AddDays(-1), null);
    }

    private int YearOf(string which) => _today.Year + which switch { "来年" => 1, "再来年" => 2, "去年" or "昨年" => -1, "一昨年" or "おととし" => -2, _ => 0 };

    private (DateOnly? Day, string? Problem) WithoutYear(int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2000, month) ? Next(date => (date.Month, date.Day) == (month, day)) : Nowhere;

    // From today on where the limits allow; where they end before, only if there is no doubt which one is meant.
    private (DateOnly? Day, string? Problem) Next(Func<DateOnly, bool> isMeant)
    {
        var coming = Days(_today > _from ? _today : _from, 1).TakeWhile(day => day <= _until).Where(isMeant).Take(1).ToList();
        if (coming is [var next])
        {
            return (next, null);
        }

        var past = Days(_today < _until ? _today : _until, -1).TakeWhile(day => day >= _from).Where(isMeant).Take(2).ToList();
        return past switch
        {
            [var only] => (only, null),
            [] => Days(_today, 1).FirstOrDefault(isMeant) is var beyond && beyond != default ? (beyond, null) : Nowhere,
            _ => (null, SurveyWords.WhichYear),
        };
    }

    private static IEnumerable<DateOnly> Days(DateOnly first, int step) =>
        Enumerable.Range(0, DaysToSearch).Select(i => first.DayNumber + (i * step)).Where(number => number >= 0 && number <= DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber);

    private static (DateOnly? Day, string? Problem) Of(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? (new DateOnly(year, month, day), null) : Nowhere;

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?:(?<y>[0-9]{4})[-/.年](?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?|(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})|(?<era>令和|平成|昭和|大正|明治|[rhstm])[.]?(?<y>元|[0-9]{1,3})[-/.年](?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?|(?<era>[rhstm])(?<y>[0-9]{2})(?<m>[0-9]{2})(?<d>[0-9]{2}))$")]
    private static partial Regex Written();

    [GeneratedRegex("^(?:(?<n>[0-9]{1,4})(?:(?<unit>日|週)間?|(?<unit>[かゕゖヶ箇個]?月)間?|(?<unit>年)間?)|(?<half>半)(?<unit>年))(?<way>後|前|あと|まえ)$")]
    private static partial Regex Counted();

    [GeneratedRegex("^(?:(?<which>今週|来週|再来週|らいしゅう|さらいしゅう|今度|こんど|次|つぎ)の?(?<w>[日月火水木金土])(?:曜日?)?|(?<w>[日月火水木金土])曜日?)$")]
    private static partial Regex OfWeek();

    [GeneratedRegex("^(?:(?<which>今月|来月|翌月|再来月|先月)の?(?:(?<d>[0-9]{1,2})日?|月?末日?)|月末)$")]
    private static partial Regex OfMonth();

    [GeneratedRegex("^(?<which>今年|来年|再来年|去年|昨年|一昨年|おととし)の?(?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?$")]
    private static partial Regex OfYear();

    [GeneratedRegex("^(?:(?<m>[0-9]{1,2})[-/.月](?<d>[0-9]{1,2})日?|(?<m>[0-9]{2})(?<d>[0-9]{2}))$")]
    private static partial Regex Short();

    [GeneratedRegex("^(?<d>[0-9]{1,2})日$")]
    private static partial Regex DayOnly();

    [GeneratedRegex(@"^(.*[0-9]日?)(?:\([日月火水木金土](?:曜日?)?\)|[日月火水木金土]曜日?)$")]
    private static partial Regex Beside();

    [GeneratedRegex("[−‐‑–—―ー]")]
    private static partial Regex Dashes();
}
