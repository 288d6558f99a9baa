using Bot.Calendar;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>What quiet hours do to a campaign.</summary>
internal static class CampaignQuiet
{
    /// <summary>Stops a running send until the hours are over.</summary>
    public static CampaignStep Pause(QuietHours quiet, DateTimeOffset now, TimeZoneInfo zone) =>
        new CampaignStep.Pause(PauseCause.QuietHours, Reason(quiet, now, zone), now, StoredTime.Truncate(quiet.NextOpening(now, zone)));

    /// <summary>Puts off what would begin or go on now until the hours are over.</summary>
    public static CampaignStep Postpone(QuietHours quiet, DateTimeOffset now, TimeZoneInfo zone) =>
        new CampaignStep.Postpone(Reason(quiet, now, zone), StoredTime.Truncate(quiet.NextOpening(now, zone)));

    public static Words Reason(QuietHours quiet, DateTimeOffset moment, TimeZoneInfo zone) => new(
        $"夜間({quiet.From:HH\\:mm}～{quiet.Until:HH\\:mm})は配信しません。{ShopTime.Say(quiet.NextOpening(moment, zone), zone)}に配信します。",
        $"Nothing is sent from {quiet.From:HH\\:mm} to {quiet.Until:HH\\:mm}. It goes out on {ShopTime.SayInEnglish(quiet.NextOpening(moment, zone), zone)}.");
}
