using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bot.Friends;

/// <summary>
/// How a placeholder's value is said: <c>{name:さん}</c>, <c>{挙式予定日:gggy年M月d日(ddd)}</c>, <c>{ポイント:#,0}</c>. A value of another sort
/// than the format is for is said as it is.
/// </summary>
internal abstract partial record PlaceholderFormat
{
    private static readonly string[] Honorifics = ["さん", "さま", "様", "ちゃん", "くん", "君", "殿", "先生"];

    private PlaceholderFormat()
    {
    }

    /// <summary>The value in this format.</summary>
    public abstract string Say(PlaceholderValue value);

    /// <summary>The format as it is written, or null: there is no such format.</summary>
    public static PlaceholderFormat? Parse(string written)
    {
        var format = written.Trim();
        if (Honorifics.Contains(format))
        {
            return new Honorific(format);
        }

        if (NumberPattern().Match(format) is { Success: true, Groups: var parts })
        {
            return new NumberFormat(parts["before"].Value, parts["digits"].Value, parts["after"].Value);
        }

        return DatePattern().IsMatch(format) && DateToken().IsMatch(format) ? new DateFormat(format) : null;
    }

    private sealed record Honorific(string Ending) : PlaceholderFormat
    {
        public override string Say(PlaceholderValue value) => value + Ending;
    }

    private sealed record NumberFormat(string Before, string Digits, string After) : PlaceholderFormat
    {
        public override string Say(PlaceholderValue value) =>
            (value.Number ?? Read(value.Text)) is { } number ? Before + number.ToString(Digits, CultureInfo.InvariantCulture) + After : value.ToString();

        private static double? Read(string? text) =>
            double.TryParse(text?.Normalize(NormalizationForm.FormKC), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private sealed record DateFormat(string Pattern) : PlaceholderFormat
    {
        private static readonly (DateOnly From, string Name)[] Eras =
        [
            (new(2019, 5, 1), "令和"), (new(1989, 1, 8), "平成"), (new(1926, 12, 25), "昭和"), (new(1912, 7, 30), "大正"), (new(1868, 1, 25), "明治"),
        ];

        private static readonly string[] Weekdays = ["日", "月", "火", "水", "木", "金", "土"];

        public override string Say(PlaceholderValue value) => (value.Date ?? Read(value.Text)) is { } date ? Say(date) : value.ToString();

        private string Say(DateOnly date)
        {
            var era = Array.Find(Eras, era => date >= era.From);
            var inEra = Pattern.Contains('g', StringComparison.Ordinal) && era.Name is not null;
            return DateToken().Replace(Pattern, token => token.Value switch
            {
                ['g', ..] => era.Name ?? "",
                ['y', ..] when inEra => (date.Year - era.From.Year + 1) switch
                {
                    // The first year of an era is said so.
                    1 => "元",
                    var year => year.ToString(CultureInfo.InvariantCulture),
                },
                "yy" => (date.Year % 100).ToString("00", CultureInfo.InvariantCulture),
                ['y', ..] => date.Year.ToString("0000", CultureInfo.InvariantCulture),
                "MM" => date.Month.ToString("00", CultureInfo.InvariantCulture),
                "M" => date.Month.ToString(CultureInfo.InvariantCulture),
                "dddd" => Weekdays[(int)date.DayOfWeek] + "曜日",
                "ddd" => Weekdays[(int)date.DayOfWeek],
                "dd" => date.Day.ToString("00", CultureInfo.InvariantCulture),
                _ => date.Day.ToString(CultureInfo.InvariantCulture),
            });
        }

        private static DateOnly? Read(string? text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }

    [GeneratedRegex(@"^(?<before>[¥￥]?)(?<digits>[#0]+(?:,[#0]+)*(?:\.[#0]+)?)(?<after>[%％\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]{0,10})$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    // Letters that are no token would look like one.
    [GeneratedRegex(@"^(?:g{1,3}|yyyy|yy|y|MM|M|dddd|ddd|dd|d|[^A-Za-z#0-9])+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DatePattern();

    [GeneratedRegex("g{1,3}|yyyy|yy|y|MM|M|dddd|ddd|dd|d", RegexOptions.CultureInvariant)]
    private static partial Regex DateToken();
}
