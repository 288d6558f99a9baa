using System.Globalization;

namespace Bot.Line;

/// <summary>LINE's numbers. LINE: 60 calls an hour of each kind (Messaging API reference, Rate limits).</summary>
internal sealed partial class LineClient
{
    /// <summary>How many people the account had at the end of this day of Japan.</summary>
    public Task<LineResult<FollowerStatistics>> FollowerStatistics(DateOnly day, CancellationToken ct = default) =>
        Get("follower statistics", $"/v2/bot/insight/followers?date={Day(day)}", LineApiJson.Wire.FollowerStatistics, ct);

    /// <summary>How many messages went out on this day of Japan.</summary>
    public Task<LineResult<DeliveryStatistics>> DeliveryStatistics(DateOnly day, CancellationToken ct = default) =>
        Get("delivery statistics", $"/v2/bot/insight/message/delivery?date={Day(day)}", LineApiJson.Wire.DeliveryStatistics, ct);

    /// <summary>What people did with a broadcast or narrowcast, by the request id it was accepted under.</summary>
    public Task<LineResult<MessageStatistics>> MessageStatistics(string requestId, CancellationToken ct = default) =>
        Get("message statistics", $"/v2/bot/insight/message/event?requestId={Uri.EscapeDataString(requestId)}", LineApiJson.Wire.MessageStatistics, ct);

    /// <summary>
    /// What people did with pushes and multicasts of a unit, sent on these days of Japan, both included. LINE: the last day is at most
    /// 30 days after the first (Messaging API reference, Get statistics per unit).
    /// </summary>
    public async Task<LineResult<MessageStatistics>> UnitStatistics(string unit, DateOnly from, DateOnly to, CancellationToken ct = default)
    {
        if (Against(LineLimits.CheckStatistics(unit, from, to)) is { } problem)
        {
            return problem;
        }

        var path = $"/v2/bot/insight/message/event/aggregation?customAggregationUnit={unit}&from={Day(from)}&to={Day(to)}";
        return await Get("unit statistics", path, LineApiJson.Wire.MessageStatistics, ct);
    }

    /// <summary>Has LINE give a token that ties this friend's account to one at the shop's site: once, within 10 minutes.</summary>
    public Task<LineResult<IssuedLinkToken>> IssueLinkToken(string userId, CancellationToken ct = default) =>
        Read("link token", HttpMethod.Post, $"/v2/bot/user/{Uri.EscapeDataString(userId)}/linkToken", [], LineApiJson.Wire.IssuedLinkToken, ct);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
