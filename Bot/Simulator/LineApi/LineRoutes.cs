using Bot.Simulator.Platform;
using Bot.Simulator.Webhooks;

namespace Bot.Simulator.LineApi;

/// <summary>LINE's routes that are simulated.</summary>
internal static class LineRoutes
{
    public static IEnumerable<LineRoute> All(LinePlatform platform, WebhookSender webhooks) =>
    [
        .. new MessageCalls(platform).Routes(),
        .. new ContentCalls(platform).Routes(),
        .. new CouponCalls(platform).Routes(),
        .. new AudienceCalls(platform).Routes(),
        .. new InsightCalls(platform).Routes(),
        .. new AccountCalls(platform, webhooks).Routes(),
        .. new TokenCalls(platform).Routes(),
        .. new LoginCalls(platform).Routes(),
    ];
}
