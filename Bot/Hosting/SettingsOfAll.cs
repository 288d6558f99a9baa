using System.Globalization;
using Bot.Campaigns;
using Bot.Instances;
using Bot.Line;
using Bot.Outbox;
using Bot.Webhook;
using Microsoft.Extensions.Options;

namespace Bot.Hosting;

/// <summary>The settings that instances on one store must have in common.</summary>
internal static class SettingsOfAll
{
    public static AgreedSettings Of(IServiceProvider services)
    {
        var (bot, line, outbox, campaigns) = (Options<BotOptions>(services), Options<LineOptions>(services), Options<OutboxOptions>(services), Options<CampaignOptions>(services));
        return new AgreedSettings(new Dictionary<string, string>
        {
            ["Bot:TimeZone"] = bot.TimeZone,
            ["Line:ChannelId"] = line.ChannelId ?? "",
            ["Line:ChannelSecret"] = line.ChannelSecret ?? "",
            ["Line:ApiBaseUrl"] = line.ApiBaseUrl.AbsoluteUri,
            ["Outbox:PushWhenReplyIsTooLate"] = $"{outbox.PushWhenReplyIsTooLate}",
            ["Outbox:RepliesPerSecond"] = Text(outbox.RepliesPerSecond),
            ["Outbox:PushesPerSecond"] = Text(outbox.PushesPerSecond),
            ["Outbox:MulticastsPerSecond"] = Text(outbox.MulticastsPerSecond),
            ["Outbox:RepeatHours"] = Text(outbox.RepeatHours),
            ["Bot:QuietHours"] = bot.QuietHours,
            ["Campaigns:Plan"] = campaigns.Plan,
            ["Campaigns:MostPerWeek"] = Text(campaigns.MostPerWeek),
            ["Campaigns:SecondApprovalAbove"] = Text(campaigns.SecondApprovalAbove),
            ["Webhook:GroupReply"] = Options<WebhookOptions>(services).GroupReply,
        });
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static T Options<T>(IServiceProvider services) where T : class => services.GetRequiredService<IOptions<T>>().Value;
}
