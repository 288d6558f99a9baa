using System.Globalization;
using Bot.Calendar;
using Bot.Friends;

namespace Bot.Dialogs;

/// <summary>The shop at one moment: whether somebody is there, and when next.</summary>
internal sealed record ShopNow(OpeningHours? Hours, DateTimeOffset Now, TimeZoneInfo Zone)
{
    /// <summary>The placeholder of the next opening.</summary>
    public const string NextOpening = "次の営業";

    private static readonly CultureInfo Japanese = CultureInfo.GetCultureInfo("ja-JP");

    /// <summary>Whether it is open; without hours it always is.</summary>
    public bool IsOpen => Hours?.Include(Now, Zone) ?? true;

    /// <summary>The shop's day.</summary>
    public DateOnly Today => ShopDay.Of(Now, Zone);

    /// <summary>The values that placeholders of dialogs have beside the friend's own.</summary>
    public PlaceholderValue? Value(string key) =>
        key == NextOpening && Hours?.NextOpening(Now, Zone) is { } opening ? PlaceholderValue.Of(Say(opening)) : null;

    private string Say(DateTimeOffset opening)
    {
        var local = TimeZoneInfo.ConvertTime(opening, Zone);
        var day = (DateOnly.FromDateTime(local.DateTime).DayNumber - Today.DayNumber) switch
        {
            0 => "本日",
            1 => "明日",
            _ => local.ToString("M月d日(ddd)", Japanese),
        };
        return $"{day} {local.ToString("H:mm", CultureInfo.InvariantCulture)}";
    }
}
