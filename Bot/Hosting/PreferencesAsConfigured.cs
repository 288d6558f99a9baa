using Bot.Calendar;
using Bot.Campaigns;
using Bot.Preferences;
using Microsoft.Extensions.Options;

namespace Bot.Hosting;

/// <summary>What the configuration says of what the shop's owner may change while the bot runs.</summary>
internal static class PreferencesAsConfigured
{
    public static ShopPreferences Of(IServiceProvider services)
    {
        var campaigns = services.GetRequiredService<IOptions<CampaignOptions>>().Value;
        return new ShopPreferences
        {
            QuietHours = QuietHours.Parse(services.GetRequiredService<IOptions<BotOptions>>().Value.QuietHours) ?? QuietHours.None,
            MostPerWeek = campaigns.MostPerWeek,
            SecondApprovalAbove = campaigns.SecondApprovalAbove,
        };
    }
}
