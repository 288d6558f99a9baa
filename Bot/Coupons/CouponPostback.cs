using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Bot.Coupons;

/// <summary>What the buttons of a coupon send: <c>coupon=ISSUE&amp;do=use|confirm|show</c>.</summary>
internal sealed record CouponPostback(string IssueId, CouponTap Tap, DateTimeOffset? AskedAt)
{
    /// <summary>Asks for all coupons the friend has, as the word does.</summary>
    public const string ShowAll = "coupons=show";

    private const int LongestId = 100;

    public static string Use(string issueId) => $"coupon={issueId}&do=use";

    public static string Show(string issueId) => $"coupon={issueId}&do=show";

    /// <summary>The confirmation carries when it was asked for, so that a button found days later in the chat uses nothing up.</summary>
    public static string Confirm(string issueId, DateTimeOffset askedAt) =>
        $"coupon={issueId}&do=confirm&at={askedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Null when the data is not a coupon's. An unknown verb shows the coupon.</summary>
    public static CouponPostback? Read(string data)
    {
        var values = QueryHelpers.ParseQuery(data);
        if (!values.TryGetValue("coupon", out var issueId) || issueId[0] is not { Length: > 0 and <= LongestId })
        {
            return null;
        }

        var tap = values.TryGetValue("do", out var verb) ? verb[0] switch
        {
            "use" => CouponTap.Use,
            "confirm" => CouponTap.Confirm,
            _ => CouponTap.Show,
        } : CouponTap.Show;
        return new(issueId[0]!, tap, values.TryGetValue("at", out var at) ? Moment(at[0]) : null);
    }

    private static DateTimeOffset? Moment(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(value)
            : null;
}

internal enum CouponTap
{
    Show,
    Use,
    Confirm,
}
