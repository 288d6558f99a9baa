using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Conditions.Language;

/// <summary>A value as it was written: one value, or a point of the calendar.</summary>
internal sealed record Literal(int Start, int Length, string Raw, Value? Value, Moment? Moment);

/// <summary>Reads single values: <c>東京</c>, <c>20</c>, <c>true</c>, <c>2026-11-21</c>, <c>90 days ago</c>.</summary>
internal static partial class Literals
{
    private const int LargestCount = 9999;

    /// <summary>Whether this word, written bare, is a text and nothing else.</summary>
    public static bool IsPlainText(string word)
    {
        var folded = Width.FoldWord(word);
        return !Reserved.Joining.Contains(folded) && FlagOf(folded) is null && NumberOf(folded) is null
            && !DayPattern().IsMatch(folded) && NamedDay(folded) is null && !JapaneseAgo().IsMatch(folded);
    }

    /// <summary>Reads a value, of which there may be this to say. Where texts are expected, a bare word is a text whatever it looks like.</summary>
    public static Literal? Read(Cursor cursor, bool textExpected, Expected.Value expected)
    {
        cursor.Expect(expected);
        var token = cursor.Next;
        if (token.Text.Length == 0 || token.Kind is not (TokenKind.Word or TokenKind.Quoted) || token.IsWord(Reserved.Joining))
        {
            return cursor.Fail<Literal>(Problems.NoValue(token));
        }

        cursor.Take();
        if (token.Kind == TokenKind.Quoted || textExpected)
        {
            return One(token, new Value.Text(token.Text));
        }

        if (NumberOf(token.Folded) is { } number)
        {
            if (!expected.Listed && expected.Kinds.Contains(ValueKind.Day))
            {
                cursor.Expect(Periods(number == 1));
            }

            return PeriodUnit(cursor.Next) is { } unit ? Counted(cursor, token, unit)
                : double.IsFinite(number) ? One(token, new Value.Number(number))
                : cursor.Fail<Literal>(Problems.NoSuchNumber(token, "1.7e308"));
        }

        if (JapaneseAgo().Match(token.Folded) is { Success: true } ago)
        {
            return FromNow(cursor, token, token, ago.Groups["count"].Value, Reserved.Units[ago.Groups["unit"].Value], ago.Groups["way"].Value == "前");
        }

        if (DayPattern().Match(token.Folded) is { Success: true } day)
        {
            return DayOf(day) is { } date
                ? One(token, new Moment.Day(date))
                : cursor.Fail<Literal>(Problems.NoSuchDay(token));
        }

        return NamedDay(token.Folded) is { } named ? One(token, named)
            : FlagOf(token.Folded) is { } flag ? One(token, new Value.Flag(flag))
            : One(token, new Value.Text(token.Text));
    }

    /// <summary>What makes a point of time of a number: <c>days ago</c>, <c>weeks from now</c>.</summary>
    public static IEnumerable<string> Periods(bool one) =>
        from way in (string[])["ago", "from now"]
        from unit in (string[])["day", "week", "month", "year", "hour", "minute"]
        select $"{unit}{(one ? "" : "s")} {way}";

    // What "days", "日" and "日前" count, or null.
    private static TimeUnit? PeriodUnit(Token token)
    {
        var word = token.Kind != TokenKind.Word ? "" : token.Folded.Length > 1 && token.Folded[^1] is '前' or '後' ? token.Folded[..^1] : token.Folded;
        return Reserved.Units.TryGetValue(word, out var unit) ? unit : null;
    }

    // "90 days ago", "30 days from now", "3 か月前".
    private static Literal? Counted(Cursor cursor, Token number, TimeUnit unit)
    {
        var word = cursor.Take();
        if (word.Folded[^1] is '前' or '後')
        {
            return FromNow(cursor, number, word, number.Folded, unit, ago: word.Folded[^1] == '前');
        }

        cursor.Expect("ago", "from now");
        var last = cursor.Take();
        var (ago, fromNow) = (last.IsWord("ago"), last.IsWord("from") && cursor.Sees("now"));
        return ago || fromNow
            ? FromNow(cursor, number, fromNow ? cursor.Take() : last, number.Folded, unit, ago)
            : cursor.Fail<Literal>(Problems.NoWord(last, ["ago", "from now"]));
    }

    private static Literal? FromNow(Cursor cursor, Token first, Token last, string count, TimeUnit unit, bool ago)
    {
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > LargestCount)
        {
            return cursor.Fail<Literal>(Problems.NoSuchNumber(first, LargestCount.ToString(CultureInfo.InvariantCulture)));
        }

        Moment moment = ago ? new Moment.Ago(number, unit) : new Moment.FromNow(number, unit);
        return new Literal(first.Start, last.Start + last.Length - first.Start, cursor.Typed(first, last), null, moment);
    }

    private static Literal One(Token token, Value value) => new(token.Start, token.Length, token.Text, value, null);

    private static Literal One(Token token, Moment moment) => new(token.Start, token.Length, token.Text, null, moment);

    // A leading zero makes a code (a postcode, a telephone number), not a number.
    private static double? NumberOf(string folded) =>
        NumberPattern().IsMatch(folded) ? double.Parse(folded, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static bool? FlagOf(string folded) => folded switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private static Moment? NamedDay(string folded) => folded switch
    {
        "today" or "今日" or "本日" => new Moment.Today(),
        "yesterday" or "昨日" => new Moment.Ago(1, TimeUnit.Day),
        "tomorrow" or "明日" => new Moment.FromNow(1, TimeUnit.Day),
        _ => null,
    };

    private static DateOnly? DayOf(Match day)
    {
        var (year, month, date) = (Part("year"), Part("month"), Part("day"));
        return year is >= 1900 and <= 2999 && month is >= 1 and <= 12 && date >= 1 && date <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, date)
            : null;

        int Part(string name) => int.Parse(day.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?(e[+-]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^(?:(?<year>[0-9]{4})(?<sep>[-/])(?<month>[0-9]{1,2})\k<sep>(?<day>[0-9]{1,2})|(?<year>[0-9]{4})年(?<month>[0-9]{1,2})月(?<day>[0-9]{1,2})日)$", RegexOptions.CultureInvariant)]
    private static partial Regex DayPattern();

    [GeneratedRegex(@"^(?<count>[0-9]+)(?<unit>分|時間|日|週間?|[かヶカヵケ]月|年)(?<way>前|後)$", RegexOptions.CultureInvariant)]
    private static partial Regex JapaneseAgo();
}
