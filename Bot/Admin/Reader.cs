using System.Globalization;
using Bot.Access;
using Bot.Calendar;
using Microsoft.AspNetCore.WebUtilities;

namespace Bot.Admin;

/// <summary>Who reads the page: in which language, what they may do, and how numbers and times of the shop are written for them.</summary>
public sealed class Reader(IHttpContextAccessor http, TimeZoneInfo zone)
{
    private const string Cookie = "console.lang";

    /// <summary>Whether the page is in English; otherwise it is in Japanese.</summary>
    public bool IsEnglish { get; } = LanguageOf(http.HttpContext) == "en";

    /// <summary>The language as HTML names it: <c>ja</c> or <c>en</c>.</summary>
    public string Language => IsEnglish ? "en" : "ja";

    /// <summary>The same page in the other language.</summary>
    public string OtherLanguageUrl
    {
        get
        {
            var request = http.HttpContext!.Request;
            var query = QueryHelpers.ParseQuery(request.QueryString.Value);
            query["lang"] = IsEnglish ? "ja" : "en";
            return QueryHelpers.AddQueryString(request.Path.ToUriComponent(), query);
        }
    }

    /// <summary>Whether they may do this; what they may not is not offered to them.</summary>
    public bool May(Permission permission) => http.HttpContext?.User.May(permission) == true;

    /// <summary>The text in the reader's language.</summary>
    public string Say(string japanese, string english) => IsEnglish ? english : japanese;

    /// <summary>The words in the reader's language.</summary>
    public string Say(Words words) => Say(words.Japanese, words.English);

    /// <summary>Who did something, by the name that was noted: a person's, or what a key is for. Nothing where none was.</summary>
    public string Who(string? name) => name is null ? "" : name == Actor.Configuration ? Say("設定ファイルのAPIキー", "The configured API key") : name;

    /// <summary>A whole number with thousands, e.g. <c>1,234</c>.</summary>
    public string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number with what it counts: <c>1,234 人</c>, <c>1 friend</c>.</summary>
    public string Count(long number, string unit, string one, string? many = null) =>
        IsEnglish ? Words.Count(number, one, many) : $"{Number(number)} {unit}";

    /// <summary>A number of friends: <c>1,234 人</c>, <c>1 friend</c>.</summary>
    public string People(long number) => Count(number, "人", "friend");

    /// <summary>A number of messages: <c>1,234 通</c>, <c>1 message</c>.</summary>
    public string Messages(long number) => Count(number, "通", "message");

    /// <summary>A size in bytes: <c>12.3 MB</c>.</summary>
    public string Size(long bytes) => bytes switch
    {
        < 1_000_000 => $"{Math.Ceiling(bytes / 1_000d).ToString("N0", CultureInfo.InvariantCulture)} kB",
        < 1_000_000_000 => $"{(bytes / 1_000_000d).ToString("N1", CultureInfo.InvariantCulture)} MB",
        _ => $"{(bytes / 1_000_000_000d).ToString("N1", CultureInfo.InvariantCulture)} GB",
    };

    /// <summary>An amount of yen: <c>1,234 円</c>, <c>¥1,234</c>.</summary>
    public string Yen(long yen) => IsEnglish ? $"¥{Number(yen)}" : $"{Number(yen)} 円";

    /// <summary>A part of a whole, e.g. <c>12.0%</c>; a dash when there is no whole.</summary>
    public string Share(double part, double whole) =>
        whole == 0 ? "–" : (part / whole).ToString("0.0%", CultureInfo.InvariantCulture);

    /// <summary>A moment by the shop's clock, with the day of the week.</summary>
    public string Time(DateTimeOffset moment) => IsEnglish ? ShopDay.SayInEnglish(moment, zone) : ShopDay.Say(moment, zone);

    /// <summary>Until when something is, by the shop's clock: <c>2026/11/20(金)まで</c>, <c>until Fri 20 Nov 2026</c>.</summary>
    public string End(DateTimeOffset end) => IsEnglish ? ShopDay.SayEndInEnglish(end, zone) : ShopDay.SayEnd(end, zone);

    /// <summary>The day of a moment by the shop's clock, with the day of the week.</summary>
    public string Day(DateTimeOffset moment) => Day(DateOnly.FromDateTime(Local(moment).DateTime));

    /// <summary>A day, with the day of the week.</summary>
    public string Day(DateOnly day) => IsEnglish ? ShopDay.SayInEnglish(day) : ShopDay.Say(day);

    /// <summary>Hours and minutes by the shop's clock.</summary>
    public string Clock(DateTimeOffset moment) => Local(moment).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The moment by the shop's clock.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone);

    /// <summary>A language chosen by <c>?lang=</c> stays chosen.</summary>
    internal static void RememberLanguage(HttpContext http)
    {
        if (Asked(http) is { } language)
        {
            http.Response.Cookies.Append(Cookie, language, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(400),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                IsEssential = true,
            });
        }
    }

    private static string LanguageOf(HttpContext? http) =>
        http is null ? "ja" : Asked(http) ?? (http.Request.Cookies[Cookie] == "en" ? "en" : "ja");

    private static string? Asked(HttpContext http) => http.Request.Query["lang"].ToString() is ("ja" or "en") and var language ? language : null;
}
