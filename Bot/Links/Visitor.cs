using System.Text.RegularExpressions;

namespace Bot.Links;

/// <summary>Tells people who open a link from programs that only look at it: for a preview, ahead of time, or to index it.</summary>
internal static partial class Visitor
{
    private static readonly string[] AheadOfTime = ["Purpose", "Sec-Purpose", "X-Purpose", "X-Moz"];

    /// <summary>Whether a person's browser asks, to show the page.</summary>
    public static bool IsPerson(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.UserAgent.ToString() is { Length: > 0 } agent
        && !Program().IsMatch(agent)
        && !AheadOfTime.Any(header => request.Headers[header].ToString() is var purpose
            && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase)));

    // LINE looks at links in chats as "facebookexternalhit/1.1;line-poker/1.0". Its browser says "Line/…", which is a person; Cubot makes phones.
    [GeneratedRegex(
        @"facebookexternalhit|line-poker|(?<!cu)bot\b|(?<!cu)bots?[/;)]|crawl|spider|slurp|preview|fetch|monitor|scan|headless|curl|wget|python|java/|go-http|okhttp|axios|libwww|lighthouse|skypeuripreview|whatsapp|embedly|mediapartners",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Program();
}
