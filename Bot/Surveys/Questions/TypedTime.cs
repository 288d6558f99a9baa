using System.Globalization;
using System.Text.RegularExpressions;

namespace Bot.Surveys.Questions;

/// <summary>A time of day as people type it: 18:30, 18時半, 午後6時, 夜7時, 正午.</summary>
/// <param name="Time">As it was said.</param>
/// <param name="MayBeAfternoon">Nothing says whether 「3時」 is in the night or the afternoon.</param>
/// <param name="IsMarked">Something says that it is a time at all, which a bare number does not.</param>
internal sealed partial record TypedTime(TimeOnly Time, bool MayBeAfternoon, bool IsMarked)
{
    /// <summary>The time, or null: it is none.</summary>
    public static TypedTime? Read(string typed)
    {
        var plain = typed.Length > 100 ? "" : Numerals.Arabic(TypedText.WithoutEnding(TypedText.Plain(typed)));
        if (plain is "正午" or "お昼" or "昼")
        {
            return new(new TimeOnly(12, 0), false, true);
        }

        if (Written().Match(plain) is not { Success: true, Groups: var parts })
        {
            return null;
        }

        var hour = Number(parts["h"]);
        var minute = parts["half"].Success ? 30 : parts["m"].Success ? Number(parts["m"]) : 0;
        var (part, end) = (parts["part"].Value, parts["end"].Value);
        int? said = (part, end) switch
        {
            ("午前" or "am", _) or ("", "am") => hour == 12 ? 0 : hour < 12 ? hour : null,
            ("午後" or "pm", _) or ("", "pm") => hour < 12 ? hour + 12 : hour,
            ("夜" or "晩", _) => hour == 12 ? 0 : hour is >= 5 and < 12 ? hour + 12 : hour,
            ("夕方" or "夕", _) => hour is >= 3 and < 12 ? hour + 12 : hour,
            ("昼" or "お昼", _) => hour < 6 ? hour + 12 : hour,
            ("深夜", _) => hour == 12 ? 0 : hour is 10 or 11 ? hour + 12 : hour,
            _ => hour,
        };
        return said is >= 0 and <= 23 && minute <= 59
            ? new(new TimeOnly(said.Value, minute), part + end == "" && hour is >= 1 and < 12, part + end != "" || parts["mark"].Success)
            : null;
    }

    /// <summary>The time as written: 18:30.</summary>
    public static string Iso(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[のt、,]?(?<part>午前|午後|am|pm|朝|早朝|昼|お昼|夕方|夕|夜|晩|深夜)?の?(?:(?<h>[0-9]{1,2})(?:(?<mark>時|:)(?:(?<m>[0-9]{1,2})分?|(?<half>半))?)?|(?<h>[0-9]{2})(?<m>[0-9]{2}))(?<end>am|pm)?(?:ごろ|頃|ぐらい|くらい|から|ちょうど)?(?:に)?$")]
    private static partial Regex Written();
}
