using System.Globalization;
using System.Text;
using Bot.Friends;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>A campaign's results as one CSV file for spreadsheets: what is counted, of what, and the number.</summary>
internal static class CampaignResultsCsv
{
    public static byte[] Write(CampaignResult result, Func<Words, string> say)
    {
        var rows = new StringBuilder("section,part,what,value\r\n");
        void Row(string section, string part, string what, object? value) => rows.Append(
            CultureInfo.InvariantCulture, $"{CsvText.Cell(section)},{CsvText.Cell(part)},{CsvText.Cell(what)},{Text(value)}\r\n");

        Row("friends", "", "audience", result.Friends.Audience);
        Row("friends", "", "sent", result.Friends.Sent);
        Row("friends", "", "skipped", result.Friends.Skipped);
        Row("friends", "", "held_out", result.Friends.HeldOut);
        Row("friends", "", "failed", result.Friends.Failed);
        Row("friends", "", "uncertain", result.Friends.Uncertain);
        Row("friends", "", "waiting", result.Friends.Waiting);
        foreach (var reason in result.Skipped)
        {
            Row("skipped", "", say(reason.Reason), reason.Friends);
        }

        foreach (var reason in result.Failed)
        {
            Row("failed", "", say(reason.Reason), reason.Friends);
        }

        foreach (var link in result.Clicks?.Links ?? [])
        {
            Row("taps", link.Variant ?? "", link.Address, link.Taps);
            Row("people_who_tapped", link.Variant ?? "", link.Address, link.People);
        }

        if (result.Coupons is { } coupons)
        {
            Row("coupons", "", "given", coupons.Given);
            Row("coupons", "", "redeemed", coupons.Redeemed);
        }

        Row("cost", "", "yen", result.Yen);
        foreach (var hour in result.Hours)
        {
            Row("taps_by_hour", "", StoredTime.Format(hour.Hour), hour.Taps);
            Row("redeemed_by_hour", "", StoredTime.Format(hour.Hour), hour.Redeemed);
        }

        if (result.Deed is { } deed)
        {
            var what = deed.What is null ? deed.Kind : $"{deed.Kind} {deed.What}";
            foreach (var group in deed.Groups)
            {
                Row("deed_friends", group.Part, what, group.Friends);
                Row("deed_did", group.Part, what, group.Did);
                Row("deed_share", group.Part, what, group.Share);
            }

            foreach (var lift in deed.Lifts)
            {
                Row("lift", lift.Part, $"against {lift.Against}", lift.Difference);
                Row("lift_low", lift.Part, $"against {lift.Against}", lift.Low);
                Row("lift_high", lift.Part, $"against {lift.Against}", lift.High);
            }
        }

        // With the byte order mark Excel reads Japanese rightly.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(rows.ToString())];
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
