using System.Globalization;
using Bot.Calendar;
using Bot.Preferences;
using Bot.Storage;

namespace Bot.Campaigns;

/// <summary>A month of the shop's calendar and what goes out in it.</summary>
/// <param name="Month">The month, as <c>2026-11</c>.</param>
/// <param name="QuietHours">When nothing is sent, as <c>21:00-09:00</c>, or <c>none</c>.</param>
/// <param name="Days">All its days.</param>
public sealed record CalendarMonth(string Month, string QuietHours, IReadOnlyList<CalendarDay> Days);

/// <summary>A day and the campaigns that were or will be sent on it, earliest first.</summary>
public sealed record CalendarDay(DateOnly Day, IReadOnlyList<PlannedSend> Sends);

/// <summary>A campaign and when it goes out; the approved time, quiet hours taken into account.</summary>
public sealed record PlannedSend(string Id, string Name, CampaignState State, DateTimeOffset At);

/// <summary>Says what is sent when.</summary>
internal sealed class CampaignCalendar(IDocumentStore store, PreferenceStore preferences, TimeZoneInfo zone, TimeProvider clock)
{
    private const int MostSends = 500;

    /// <summary>The first day of a month written as <c>2026-11</c>; of none, of the present one; null: it cannot be read.</summary>
    public DateOnly? Read(string? month)
    {
        if (string.IsNullOrEmpty(month))
        {
            return First(ShopDay.Of(clock.GetUtcNow(), zone));
        }

        return DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is >= 2000 and <= 2999 ? first : null;
    }

    public async Task<CalendarMonth> Of(DateOnly first, CancellationToken ct)
    {
        var within = new Filter.Compare("sendAt", Comparison.GreaterOrEqual, ShopDay.Start(first, zone))
            & new Filter.Compare("sendAt", Comparison.Less, ShopDay.Start(first.AddMonths(1), zone));
        var sends = (await store.Find(new Query<Campaign>(CampaignCollections.Campaigns, within) { OrderBy = "sendAt", Limit = MostSends }, ct)).Items
            .Select(item => item.Value)
            .Where(campaign => campaign.State != CampaignState.Cancelled || campaign.StartedAt is not null)
            .ToLookup(campaign => ShopDay.Of(campaign.SendAt!.Value, zone), campaign => new PlannedSend(campaign.Id, campaign.Name, campaign.State, campaign.SendAt!.Value));
        return new CalendarMonth(
            first.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            (await preferences.Read(ct)).QuietHours.ToString(),
            [.. Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month)).Select(first.AddDays).Select(day => new CalendarDay(day, [.. sends[day]]))]);
    }

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);
}
